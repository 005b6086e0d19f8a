#!/usr/bin/env python3
"""Do subscribers get every event, whatever dies?

    tests/integration/webhooks_test.py build/release/src/main/atelier

The real program with real subscribers, each a process. One is up all the time, one is killed and stays away while events go on and the program
itself is killed and started again, one answers with redirects. Then: nobody missed an event, each aggregate's came in order, the one who was up
did not wait for the other; a replay brings everything again; a new secret signs beside the old one.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from contract_shop import Shop, free_port  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
SESSIONS = 12


class Person:
    """Somebody of the staff, signed in."""
    def __init__(self, shop, door, name):
        self.shop, self.cookie = shop, None
        _, headers = self.ask('POST', f'/v1/{door}/sign-in', {'user': name, 'password': 'verrane-demo'})
        self.cookie = headers['Set-Cookie'].split(';')[0]

    def ask(self, method, path, body=None):
        request = urllib.request.Request(self.shop.url + path, method=method, data=None if body is None else json.dumps(body).encode(),
                                         headers={'Content-Type': 'application/json', 'Idempotency-Key': uuid.uuid4().hex} | ({'Cookie': self.cookie} if self.cookie else {}))
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read()
                return (json.loads(text) if text else None), answer.headers
        except urllib.error.HTTPError as error:
            raise SystemExit(f'{method} {path} answered {error.code}: {error.read()[:500]}')


class Receiver:
    def __init__(self, folder, name, status=204):
        self.port, self.notes, self.status, self.secret, self.process = free_port(), folder / f'{name}.notes', status, '-', None
        self.url = f'http://127.0.0.1:{self.port}/{name}'

    def start(self):
        self.process = subprocess.Popen([sys.executable, str(HERE / 'webhook_receiver.py'), str(self.port), str(self.notes), self.secret, str(self.status)])

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def got(self, kind='house.till_session.'):
        if not self.notes.exists():
            return []
        notes = [json.loads(line) for line in self.notes.read_text().splitlines()]
        for note in notes:
            if note['wrong']:
                raise SystemExit(f'{self.notes.name}: a message is wrong: {note}')
        return [note['event'] for note in notes if note['event']['type'].startswith(kind)]


def wait_until(what, why, seconds=60):
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            raise SystemExit(f'not within {seconds} s: {why}')
        time.sleep(0.05)


def open_and_close(clerk, times):
    """Two events of one aggregate each."""
    for _ in range(times):
        session, _ = clerk.ask('POST', '/v1/till/sessions', {'location': 'shop-paris', 'float': {'amount': 20000, 'currency': 'EUR'}})
        clerk.ask('POST', f'/v1/till/sessions/{session["id"]}/close', {'counted': {'amount': 20000, 'currency': 'EUR'}, 'note': None})


def expect_complete(events, sessions, who):
    kinds = {}
    for event in events:
        kinds.setdefault(event['subject'], [])
        if event['type'] not in kinds[event['subject']]:
            kinds[event['subject']].append(event['type'])
    if len(kinds) != sessions:
        raise SystemExit(f'{who}: {len(kinds)} of {sessions} sessions were told')
    for subject, seen in kinds.items():
        if seen != ['house.till_session.opened', 'house.till_session.closed']:
            raise SystemExit(f'{who}: {subject} came as {seen}')


def main():
    if len(sys.argv) != 2:
        sys.exit('usage: webhooks_test.py <atelier>')
    receivers = []
    with Shop(sys.argv[1], courier=False, settings={'ATELIER_WEBHOOKS_ALLOW_PRIVATE': 'true'}) as shop:
        try:
            run(shop, receivers)
        finally:
            for receiver in receivers:
                receiver.kill()


def run(shop, receivers):
    support, clerk = Person(shop, 'office', 'jonas'), Person(shop, 'till', 'claire')
    steady, away, moved = (Receiver(shop.folder, 'steady'), Receiver(shop.folder, 'away'), Receiver(shop.folder, 'moved', 302))
    receivers += [steady, away, moved]
    ids = {}
    for receiver in receivers:
        made, _ = support.ask('POST', '/v1/office/subscribers', {'name': receiver.url[-6:], 'url': receiver.url, 'types': ['house.till_session.'], 'from': 'now'})
        ids[receiver], receiver.secret = made['id'], made['secret']
        receiver.start()

    def state(receiver):
        return support.ask('GET', f'/v1/office/subscribers/{ids[receiver]}')[0]

    open_and_close(clerk, 2)
    wait_until(lambda: len(steady.got()) == 4 and len(away.got()) == 4, 'two sessions are told to two who are there')
    away.kill()
    open_and_close(clerk, SESSIONS)
    wait_until(lambda: len(steady.got()) == 4 + 2 * SESSIONS, 'who is there hears everything while another is away')
    wait_until(lambda: state(away)['down_since'], 'support sees who is away')
    if state(moved)['last_error'] != 'redirect_not_followed':
        raise SystemExit(f'a redirect: {state(moved)}')

    # The program dies with the queue of the one who is away: there is none but its position.
    program, _ = shop.processes[0]
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    shop.processes.pop(0)
    shop.run('serve', '--data', str(shop.folder / 'store'), '--port', str(shop.port), '--address', '127.0.0.1', '--public-url', shop.url)
    shop.wait_for(shop.url + '/health/ready')
    open_and_close(clerk, 3)
    total = 2 + SESSIONS + 3
    away.start()
    wait_until(lambda: len({e['id'] for e in away.got()}) == 2 * total, 'who was away hears everything')
    for receiver, who in ((steady, 'steady'), (away, 'away')):
        expect_complete(receiver.got(), total, who)
    sequence = [e['sequence'] for e in away.got()]
    if sorted(set(sequence)) != list(dict.fromkeys(sequence)) and len(set(sequence)) != len({e['id'] for e in away.got()}):
        raise SystemExit('sequence is not of the event')

    before = len(away.got())
    support.ask('POST', f'/v1/office/subscribers/{ids[away]}/replay', {'from': 'beginning'})
    wait_until(lambda: len(away.got()) >= before + 2 * total, 'a replay from the beginning')

    # The receiver still has the old secret: both sign for a day.
    fresh, _ = support.ask('POST', f'/v1/office/subscribers/{ids[away]}/secret')
    if fresh['secret'] == away.secret or not fresh['old_secret_until']:
        raise SystemExit('the secret is the old one')
    before = len(away.got())
    open_and_close(clerk, 1)
    wait_until(lambda: len(away.got()) == before + 2, 'the old secret verifies')
    away.kill()
    away.secret = fresh['secret']
    away.start()
    open_and_close(clerk, 1)
    wait_until(lambda: len({e['id'] for e in away.got()}) == 2 * (total + 2), 'the new secret verifies')

    # Paused, nothing is sent; then it goes on from where it was.
    support.ask('PATCH', f'/v1/office/subscribers/{ids[away]}', {'state': 'paused'})
    open_and_close(clerk, 2)
    wait_until(lambda: len({e['id'] for e in steady.got()}) == 2 * (total + 4), 'the steady one hears on')
    if len({e['id'] for e in away.got()}) != 2 * (total + 2):
        raise SystemExit('somebody who is paused was told')
    support.ask('PATCH', f'/v1/office/subscribers/{ids[away]}', {'state': 'active'})
    wait_until(lambda: len({e['id'] for e in away.got()}) == 2 * (total + 4), 'after a pause it goes on')
    attempts = support.ask('GET', f'/v1/office/subscribers/{ids[away]}/attempts')[0]['items']
    if not any(a['status'] == 204 for a in attempts) or not any(a['error'] == 'connect_failed' for a in attempts):
        raise SystemExit(f'attempts do not show what was: {attempts[:3]}')
    print(f'{total + 4} sessions told, {len(away.got())} messages to the one who was away')


if __name__ == '__main__':
    main()
