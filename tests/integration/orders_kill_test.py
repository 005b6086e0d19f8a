#!/usr/bin/env python3
"""Customers buy from the real program while it is killed with kill -9, again and again. Nothing that was answered is lost, nothing is sold twice.

    tests/integration/orders_kill_test.py build/release/src/main/atelier [rounds, 5]

Eight customers at once buy pieces of which there are few; each sends its order again under the same key until it has an answer, as a browser's
retry would. Afterwards: every order that was answered is there under the same number, each cart became one order, no more pieces
were sold than there were, and `atelier check` finds the books right.
"""
import http.client
import json
import signal
import sys
import threading
import time

from contract_shop import ROOT, Shop
import subprocess

ADDRESS = {'country': 'FR', 'given_name': 'Claire', 'family_name': 'Martin', 'line1': '12 rue des Tilleuls', 'postal_code': '75003', 'city': 'Paris',
           'phone': '+33142685300'}
PIECES = 40


class Customers:
    def __init__(self, port, sku):
        self.port, self.sku = port, sku
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.orders = {}  # cart → (order id, number, token), as answered
        self.sold_out = 0
        self.refused = []  # checkouts that were not answered with an order

    def ask(self, method, path, body=None, headers=None):
        """The answer, asked for again and again while the store is away."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=10)
            try:
                connection.request(method, path, json.dumps(body) if body is not None else None, {'Content-Type': 'application/json'} | (headers or {}))
                response = connection.getresponse()
                value = json.loads(response.read() or b'null')
                if response.status < 500:
                    return response.status, value
            except (OSError, http.client.HTTPException, ValueError):
                pass
            finally:
                connection.close()
            time.sleep(0.02)
        return None, None

    def buy_one(self):
        _, cart = self.ask('POST', '/v1/carts', {'market': 'fr', 'locale': 'fr'})
        if not cart:
            return
        at = '/v1/carts/' + cart['id']
        _, cart = self.ask('POST', at + '/lines', {'sku': self.sku, 'quantity': 1})
        if not cart:
            return
        if not cart['lines']:
            with self.lock:
                self.sold_out += 1
            return
        if cart['lines'][0]['quantity'] != 1:  # the answer was lost and the piece was added again: a customer would see that
            _, cart = self.ask('PATCH', f"{at}/lines/{cart['lines'][0]['id']}", {'quantity': 1})
            if not cart:
                return
        _, cart = self.ask('PUT', at + '/details', {'email': 'claire@example.com', 'shipping_address': ADDRESS, 'billing_address': None,
                                                    'shipping_method': 'express', 'note': None})
        if not cart or not cart['checkout']['ready']:
            return
        status, placed = self.ask('POST', at + '/checkout', {'expected_total': cart['totals']['total'], 'payment_means': 'card'},
                                  {'Idempotency-Key': 'once', 'Prefer': 'respond-async'})
        if status != 201:
            with self.lock:
                self.refused.append(f'{status} {placed}')
        if status == 201:
            with self.lock:
                self.orders[cart['id']] = (placed['order']['id'], placed['order']['number'], placed['order_token'])

    def run(self):
        while not self.stopping.is_set():
            self.buy_one()


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    chosen = []

    def edit(document):
        for variant in document['variants']:
            document['stock'][variant['sku']] = {'warehouse-lyon': PIECES}
        if not chosen and 'EUR' in document['prices'] and document['status'] == 'active':
            chosen.append(document['variants'][0]['sku'])

    with Shop(sys.argv[1], courier=False, edit=edit, settings={'ATELIER_LOG_LEVEL': 'error'}) as shop:
        customers = Customers(shop.port, chosen[0])
        threads = [threading.Thread(target=customers.run) for _ in range(8)]
        for thread in threads:
            thread.start()
        for turn in range(rounds):
            time.sleep(0.15 + 0.07 * turn)
            store, log = shop.processes[0]
            store.send_signal(signal.SIGKILL)
            store.wait()
            shop.processes[0] = (subprocess.Popen(store.args, cwd=ROOT, env=shop.environment, stdout=open(log, 'ab'), stderr=subprocess.STDOUT), log)
            shop.wait_for(shop.url + '/health/ready')
        until = time.monotonic() + 60
        while customers.sold_out < 8 and time.monotonic() < until:
            time.sleep(0.1)
        customers.stopping.set()
        for thread in threads:
            thread.join()

        wrong = []
        for cart, (order, number, token) in customers.orders.items():
            status, shown = customers.ask('GET', f'/v1/orders/{order}?token={token}')
            if status != 200 or shown['number'] != number:
                wrong.append(f'{cart}: its order {number} was answered and now is {status}')
        numbers = [number for _, number, _ in customers.orders.values()]
        if len(set(numbers)) != len(numbers):
            wrong.append('a number was given twice')
        if len(customers.orders) != PIECES:
            wrong.append(f'{len(customers.orders)} customers have an order, and there were {PIECES} pieces')
        if customers.sold_out < 8:
            wrong.append('the pieces were never sold out: nothing was proved')
        store = shop.processes[0][0]
        store.terminate()
        store.wait(20)
        check = subprocess.run([shop.atelier, 'check', '--data', str(shop.folder / 'store')], cwd=ROOT, env=shop.environment, capture_output=True, text=True)
        if check.returncode:
            wrong.append('atelier check: ' + (check.stdout + check.stderr)[-1000:])
        print(f'{rounds} kills, {len(customers.orders)} of {PIECES} pieces sold, {len(wrong)} faults')
        for refused in customers.refused if wrong else []:
            print('REFUSED', refused)
        for fault in wrong:
            print('FAULT', fault)
        return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
