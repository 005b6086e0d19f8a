#!/usr/bin/env python3
"""A limited release: many more buyers than pieces at once. Exactly the pieces there are get sold, and nobody who was told yes is told no later.

    tests/integration/limited_release_test.py ATELIER RELEASE_BUYERS [buyers, 2000] [pieces, 50] [buyers a second, 400] [connections, 500]

The real program on RocksDB with the sandbox provider beside it. Every buyer goes from cart to order over HTTP (release_buyers.cpp); then everybody
who was told yes pays at the provider, and every one of those orders has to become a paid one. At the end no piece is left, none is reserved, and
`atelier check` finds the books right. Prints the times by step; they are not judged here (docs/performance.md).
"""
import http.client
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from contract_shop import ROOT, Shop

PAID = {'paid', 'in_preparation', 'collected', 'delivered', 'closed'}


def ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, json.loads(response.read() or b'null')
    finally:
        connection.close()


def payment_session(shop, order, token):
    """The provider's session of an order; its page is made after the order, by the relay."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        _, shown = ask(shop.port, 'GET', f'/v1/orders/{order}?token={token}')
        if shown['payment']['redirect_url']:
            return shown['payment']['redirect_url'].rsplit('/', 1)[1]
        time.sleep(0.1)
    raise SystemExit(f'{order} has no payment page')


def pay(shop, line):
    order, token = line.split()
    session = payment_session(shop, order, token)
    ask(shop.psp_port, 'POST', f'/v1/checkout/sessions/{session}/sandbox-confirm', '', {'Authorization': 'Bearer ' + shop.secrets['ATELIER_PSP_SECRET_KEY']})
    until = time.monotonic() + 120
    status = None
    while time.monotonic() < until:
        status = ask(shop.port, 'GET', f'/v1/orders/{order}?token={token}')[1]['status']
        if status in PAID:
            return None
        time.sleep(0.2)
    return f'{order} was told yes, paid, and is {status}'


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    buyers, pieces, rate, connections = [int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((3, 2000), (4, 50), (5, 400), (6, 500))]
    chosen = []

    def edit(document):
        if not chosen and 'EUR' in document['prices'] and document['status'] == 'active':
            chosen.append(document['variants'][0]['sku'])
            document['stock'] = {chosen[0]: {'warehouse-lyon': pieces}}

    with Shop(sys.argv[1], courier=False, edit=edit, settings={'ATELIER_LOG_LEVEL': 'error'}) as shop:
        told_yes = shop.folder / 'orders'
        ran = subprocess.run([sys.argv[2], str(shop.port), chosen[0], str(buyers), str(rate), str(connections), str(told_yes)], capture_output=True, text=True)
        sys.stderr.write(ran.stderr)
        print(ran.stdout.strip())
        result = json.loads(ran.stdout)
        wrong = []
        if ran.returncode:
            wrong.append(f"{result['other']} buyers were told neither yes nor no")
        orders = told_yes.read_text().splitlines()
        if len(set(orders)) != pieces:
            wrong.append(f'{len(set(orders))} buyers were told yes, and there were {pieces} pieces')
        if buyers != result['yes'] + result['no_at_cart'] + result['no_at_details'] + result['no_at_place'] + result['other']:
            wrong.append('a buyer was lost')
        began = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            wrong += [fault for fault in pool.map(lambda line: pay(shop, line), orders) if fault]
        paid_s = time.monotonic() - began
        _, cart = ask(shop.port, 'POST', '/v1/carts', '{"market":"fr","locale":"fr"}', {'Content-Type': 'application/json'})
        _, cart = ask(shop.port, 'POST', f"/v1/carts/{cart['id']}/lines", json.dumps({'sku': chosen[0], 'quantity': 1}), {'Content-Type': 'application/json'})
        if [message['code'] for message in cart['messages']] != ['sold_out']:
            wrong.append(f"a piece is still to be had: {cart['messages']}")
        store = shop.processes[0][0]
        store.terminate()
        store.wait(30)
        check = subprocess.run([shop.atelier, 'check', '--data', str(shop.folder / 'store')], cwd=ROOT, env=shop.environment, capture_output=True, text=True)
        if check.returncode:
            wrong.append('atelier check: ' + (check.stdout + check.stderr)[-1000:])
        print(f"{buyers} buyers at {rate} a second for {pieces} pieces: {len(orders)} told yes, all paid within {paid_s:.1f} s, p99 of all answers "
              f"{result['all']['p99']} ms, of placing {result['place']['p99']} ms, load of others {os.getloadavg()[0]:.0f}; {len(wrong)} faults")
        for fault in wrong:
            print('FAULT', fault)
        return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
