#!/usr/bin/env python3
"""A limited release: many more buyers than pieces at once. Exactly the pieces there are get sold, and nobody who was told yes is told no later.

    tests/integration/limited_release_test.py ATELIER BUYERS_PROGRAM [buyers, 2000] [pieces, 50] [at once, 500]

The real program on RocksDB with the sandbox provider beside it. Every buyer goes from cart to order over HTTP (buyers.cpp); who is told yes pays at the
provider and looks until the shop says captured. At the end no piece is left, none is reserved, and `atelier check` finds the books right. Times are not judged
here (docs/performance.md).
"""
import http.client
import json
import subprocess
import sys

from contract_shop import ROOT, Shop


def ask(port, method, path, body):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    try:
        connection.request(method, path, json.dumps(body), {'Content-Type': 'application/json'})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    buyers, pieces, at_once = [int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((3, 2000), (4, 50), (5, 500))]
    chosen = []

    def edit(document):
        if not chosen and 'EUR' in document['prices'] and document['status'] == 'active':
            chosen.append(document['variants'][0]['sku'])
            document['stock'] = {chosen[0]: {'warehouse-lyon': pieces}}

    with Shop(sys.argv[1], courier=False, edit=edit, settings={'ATELIER_LOG_LEVEL': 'error'}) as shop:
        skus = shop.folder / 'skus'
        skus.write_text(chosen[0] + '\n')
        ran = subprocess.run([sys.argv[2], '--shop', shop.url, '--skus', str(skus), '--buyers', str(buyers), '--at-once', str(at_once), '--pay',
                              '--psp-key', shop.secrets['ATELIER_PSP_SECRET_KEY']], capture_output=True, text=True)
        print(ran.stdout.strip(), ran.stderr.strip())
        result = json.loads(ran.stdout)
        wrong = []
        for what, expected in (('yes', pieces), ('paid', pieces), ('no', buyers - pieces), ('other', 0)):
            if result[what] != expected:
                wrong.append(f'{what}: {result[what]} buyers, and {expected} were expected')
        cart = ask(shop.port, 'POST', '/v1/carts', {'market': 'fr', 'locale': 'fr'})
        cart = ask(shop.port, 'POST', f"/v1/carts/{cart['id']}/lines", {'sku': chosen[0], 'quantity': 1})
        if [message['code'] for message in cart['messages']] != ['sold_out']:
            wrong.append(f"a piece is still to be had: {cart['messages']}")
        store = shop.processes[0][0]
        store.terminate()
        store.wait(30)
        check = subprocess.run([shop.atelier, 'check', '--data', str(shop.folder / 'store')], cwd=ROOT, env=shop.environment, capture_output=True, text=True)
        if check.returncode or ' 0 held reservations' not in check.stdout:
            wrong.append('atelier check: ' + (check.stdout + check.stderr)[-1000:])
        print(f'{buyers} buyers for {pieces} pieces, {len(wrong)} faults')
        for fault in wrong:
            print('FAULT', fault)
        return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
