#!/usr/bin/env python3
"""Customers pay while the real program is killed with kill -9, again and again. Every paid order gets one invoice and one letter, no number is left out.

    tests/integration/documents_kill_test.py build/release/src/main/atelier [rounds, 4]

Eight customers buy from few pieces and pay at the sandbox provider. Afterwards, when the store had its time to catch up: each order that was paid
has its invoice as PDF, the numbers are 1 to n without a gap or a double, `atelier check` finds the same, and the folder of mail has exactly one
order confirmation an order.
"""
import email
import email.policy
import json
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

from contract_shop import ROOT, Shop
from orders_kill_test import PIECES, Customers


class Payers(Customers):
    """Customers who go on to the provider's page and pay."""

    def __init__(self, shop, sku):
        super().__init__(shop.port, sku)
        self.psp = shop.psp_url
        self.paid = set()

    def pay_all(self):
        while not self.stopping.is_set() or len(self.paid) < len(self.orders):
            for order, _, token in list(self.orders.values()):
                if order in self.paid:
                    continue
                status, shown = self.ask('GET', f'/v1/orders/{order}?token={token}')
                page = status == 200 and shown['payment']['redirect_url']
                if page:
                    form = urllib.parse.urlencode({'number': '4242424242424242'}).encode()
                    target = self.psp + urllib.parse.urlparse(page).path
                    try:
                        urllib.request.urlopen(urllib.request.Request(target, form), timeout=10).read()
                    except OSError:
                        pass  # its redirect leads to a store that is away, or it was paid before
                    self.paid.add(order)
            time.sleep(0.05)


def get(shop, path, cookie=None):
    request = urllib.request.Request(shop.url + path, headers={'Cookie': cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def kill_and_start(shop):
    store, log = shop.processes[0]
    store.send_signal(signal.SIGKILL)
    store.wait()
    shop.processes[0] = (subprocess.Popen(store.args, cwd=ROOT, env=shop.environment, stdout=open(log, 'ab'), stderr=subprocess.STDOUT), log)
    shop.wait_for(shop.url + '/health/ready')


def confirmations(shop):
    letters = {}
    for file in (shop.folder / 'store' / 'mail').glob('order_confirmation.*.eml'):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        letters.setdefault(re.search(r'MV-[0-9A-Z-]+', message['Subject'])[0], []).append(message['Message-ID'])
    return letters


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    chosen = []

    def edit(document):
        for variant in document['variants']:
            document['stock'][variant['sku']] = {'warehouse-lyon': PIECES}
        if not chosen and 'EUR' in document['prices'] and document['status'] == 'active':
            chosen.append(document['variants'][0]['sku'])

    with Shop(sys.argv[1], courier=False, edit=edit, settings={'ATELIER_LOG_LEVEL': 'error'}) as shop:
        customers = Payers(shop, chosen[0])
        threads = [threading.Thread(target=customers.run) for _ in range(8)]
        payer = threading.Thread(target=customers.pay_all)
        for thread in threads + [payer]:
            thread.start()
        for turn in range(rounds):
            time.sleep(0.4 + 0.1 * turn)
            kill_and_start(shop)
        until = time.monotonic() + 60
        while customers.sold_out < 8 and time.monotonic() < until:
            time.sleep(0.1)
        customers.stopping.set()
        for thread in threads + [payer]:
            thread.join()
        kill_and_start(shop)  # once more, while letters and invoices are under way

        numbers = [number for _, number, _ in customers.orders.values()]
        until = time.monotonic() + 90
        while time.monotonic() < until and set(confirmations(shop)) != set(numbers):
            time.sleep(0.3)
        wrong = []
        for order, number, token in customers.orders.values():
            status, body = get(shop, f'/v1/orders/{order}/invoice?token={token}')
            if status != 200 or not body.startswith(b'%PDF-'):
                wrong.append(f'{number}: its invoice answers {status} {body[:200]!r}')
        letters = confirmations(shop)
        for number in numbers:
            if len(letters.get(number, [])) != 1:
                wrong.append(f'{number}: {len(letters.get(number, []))} order confirmations')
        if len(numbers) != PIECES:
            wrong.append(f'{len(numbers)} orders, expected {PIECES}: nothing was proved')
        store = shop.processes[0][0]
        store.terminate()
        store.wait(20)
        check = subprocess.run([shop.atelier, 'check', '--data', str(shop.folder / 'store')], cwd=ROOT, env=shop.environment, capture_output=True, text=True)
        line = re.search(r'documents: (\d+) in (\d+) series, (\d+) paid orders and (\d+) refunds wait for theirs, (\d+) faults', check.stdout)
        if check.returncode or not line or [int(n) for n in line.groups()] != [PIECES, 1, 0, 0, 0]:
            wrong.append('atelier check: ' + (check.stdout + check.stderr)[-1500:])
        print(f'{rounds + 1} kills, {len(numbers)} paid orders, {len(letters)} letters, {line[0] if line else "no check"}, {len(wrong)} faults')
        for fault in wrong:
            print('FAULT', fault)
        return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
