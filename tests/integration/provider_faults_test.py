#!/usr/bin/env python3
"""Customers pay at the real program while its payment provider answers late, loses answers and is down. Nobody waits for it, nobody is charged twice.

    tests/integration/provider_faults_test.py build/release/src/main/atelier

Between the store and the sandbox PSP stands a wire that this test bends: answers that come long after the timeout (a PSP that takes 30 s, at a hundredth of
the time), connections that are cut after the request arrived, and none at all (a PSP that is down for minutes, at a sixtieth). Every order is answered meanwhile; afterwards
each has one page and one charge, the provider's settlement matches line by line, and `atelier check` finds the books right.
"""
import http.client
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

from contract_shop import ROOT, Shop, free_port

ADDRESS = {'country': 'FR', 'given_name': 'Claire', 'family_name': 'Martin', 'line1': '12 rue des Tilleuls', 'postal_code': '75003', 'city': 'Paris',
           'phone': '+33142685300'}
TIMEOUT_MS = 400
LATE_S = 1.5  # beyond the timeout and its retry


class Wire:
    """Forwards one request and its answer a connection, as `mode` says: well, late, cut, down."""

    def __init__(self, port, to):
        self.port, self.to, self.mode, self.held = port, to, 'well', 0
        self.listener = None
        self.up()

    def up(self):
        self.listener = socket.create_server(('127.0.0.1', self.port), backlog=64)
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def down(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client:
            try:
                request = self.read_message(client)
                if not request:
                    return
                with socket.create_connection(('127.0.0.1', self.to()), timeout=10) as server:
                    server.sendall(request.replace(b'\r\n', b'\r\nConnection: close\r\n', 1))
                    answer = b''
                    while part := server.recv(65536):
                        answer += part
                if self.mode != 'well':
                    self.held += 1
                if self.mode == 'cut':
                    return
                if self.mode == 'late':
                    time.sleep(LATE_S)
                client.sendall(answer)
            except OSError:
                pass

    @staticmethod
    def read_message(connection):
        text = b''
        while b'\r\n\r\n' not in text:
            part = connection.recv(65536)
            if not part:
                return b''
            text += part
        head, body = text.split(b'\r\n\r\n', 1)
        length = next((int(line.split(b':')[1]) for line in head.split(b'\r\n') if line.lower().startswith(b'content-length:')), 0)
        while len(body) < length:
            body += connection.recv(65536)
        return head + b'\r\n\r\n' + body


def ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    try:
        connection.request(method, path, body if isinstance(body, (str, bytes, type(None))) else json.dumps(body),
                           {'Content-Type': 'application/json'} | (headers or {}))
        response = connection.getresponse()
        text = response.read()
        return response.status, json.loads(text) if response.getheader('content-type', '').startswith('application/json') else text.decode()
    finally:
        connection.close()


def place(shop, sku, number):
    """The order and how long its answer took."""
    _, cart = ask(shop.port, 'POST', '/v1/carts', {'market': 'fr', 'locale': 'fr'})
    at = '/v1/carts/' + cart['id']
    ask(shop.port, 'POST', at + '/lines', {'sku': sku, 'quantity': 1})
    _, cart = ask(shop.port, 'PUT', at + '/details', {'email': 'claire@example.com', 'shipping_address': ADDRESS, 'billing_address': None,
                                                      'shipping_method': 'express', 'note': None})
    began = time.monotonic()
    status, placed = ask(shop.port, 'POST', at + '/checkout', {'expected_total': cart['totals']['total'], 'payment_means': 'card'},
                         {'Idempotency-Key': f'order-{number}'})
    if status != 201:
        raise SystemExit(f'FAULT an order was answered {status} {placed}')
    return placed, time.monotonic() - began


def wait_until(what, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := what():
            return value
        time.sleep(0.1)
    return None


def metric(shop, name):
    _, text = ask(shop.port, 'GET', '/metrics')
    return sum(float(line.rsplit(' ', 1)[1]) for line in text.splitlines() if line.startswith(name))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    chosen, faults = [], []

    def edit(document):
        for variant in document['variants']:
            document['stock'][variant['sku']] = {'warehouse-lyon': 100}
        if not chosen and 'EUR' in document['prices'] and document['status'] == 'active':
            chosen.append(document['variants'][0]['sku'])

    port = free_port()
    settings = {'ATELIER_PSP_URL': f'http://127.0.0.1:{port}', 'ATELIER_PSP_TIMEOUT_MS': str(TIMEOUT_MS), 'ATELIER_LOG_LEVEL': 'error',
                'ATELIER_PAYMENTS_BREAKER_FAILURES': '3', 'ATELIER_PAYMENTS_BREAKER_OPEN_MS': '700'}
    with Shop(sys.argv[1], courier=False, edit=edit, settings=settings) as shop:
        wire = Wire(port, lambda: shop.psp_port)
        placed = []

        def buy(mode, count):
            wire.mode = mode
            for _ in range(count):
                order, seconds = place(shop, chosen[0], len(placed))
                placed.append((mode, order))
                if seconds > 4:
                    faults.append(f'an order was answered after {seconds:.1f} s while the provider was {mode}')

        buy('well', 1)
        buy('late', 2)
        buy('cut', 2)
        wire.down()
        buy('down', 3)
        opened = wait_until(lambda: metric(shop, 'atelier_payment_breaker{') > 0, 20)
        if not opened or metric(shop, 'atelier_payment_calls_total{') == 0:
            faults.append('the breaker did not open, or no call was counted')
        time.sleep(1)
        wire.mode = 'well'
        wire.up()

        for mode, order in placed:
            at, token = '/v1/orders/' + order['order']['id'], order['order_token']

            def page():
                _, seen = ask(shop.port, 'GET', f'/v1/payments/{order["payment"]["id"]}?token={token}')
                return seen.get('redirect_url')
            url = wait_until(page, 90)
            if not url:
                faults.append(f'an order of when the provider was {mode} never got its page')
                continue
            ask(shop.psp_port, 'POST', urllib.parse.urlparse(url).path, urllib.parse.urlencode({'number': '4242424242424242'}),
                {'Content-Type': 'application/x-www-form-urlencoded'})
            if not wait_until(lambda: ask(shop.port, 'GET', f'{at}?token={token}')[1]['payment']['status'] == 'captured', 30):
                faults.append(f'an order of when the provider was {mode} was paid and does not show it')
        if wire.held < 3:
            faults.append(f'only {wire.held} answers were held back: nothing was proved')
        if not wait_until(lambda: metric(shop, 'atelier_payment_breaker{') == 0, 20):
            faults.append('the breaker did not close again')

        day = time.strftime('%Y-%m-%d', time.gmtime())
        _, csv = ask(shop.psp_port, 'GET', '/v1/reports/settlement?date=' + day, headers={'Authorization': 'Bearer ' + shop.secrets['ATELIER_PSP_SECRET_KEY']})
        captures = csv.count(',capture,')
        if captures != len(placed):
            faults.append(f'{len(placed)} orders were paid by {captures} charges')
        report = shop.folder / 'settlement.csv'
        report.write_text(csv)
        store = shop.processes[0][0]
        store.terminate()
        store.wait(20)
        for command in (['reconcile', '--provider', 'sandbox', str(report)], ['check']):
            done = subprocess.run([shop.atelier, *command, '--data', str(shop.folder / 'store')], cwd=ROOT, env=shop.environment, capture_output=True, text=True)
            if done.returncode:
                faults.append(f'atelier {command[0]}: ' + (done.stdout + done.stderr)[-1000:])
        log = b''.join(open(name, 'rb').read() for _, name in shop.processes)
        for name, secret in shop.secrets.items():
            if secret.encode() in log:
                faults.append(f'{name} stands in a log')
    print(f'{len(placed)} orders, {captures} charges, {wire.held} answers held back, {len(faults)} faults')
    for fault in faults:
        print('FAULT', fault)
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
