#!/usr/bin/env python3
"""How many additions to carts and how many whole orders a second, with durable commits.

    benchmarks/orders/run.py build/release/src/main/atelier [seconds, 10] [connections, 64]

Starts the real store on a temporary folder with the sandbox provider beside it, imports the demo catalogue with plenty of stock, and drives it
with wrk on the same machine. Prints a table; keeps nothing.
"""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests/integration'))
from contract_shop import Shop  # noqa: E402

PLENTY = 100_000  # the import takes no more


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    seconds = sys.argv[2] if len(sys.argv) > 2 else '10'
    connections = [sys.argv[3]] if len(sys.argv) > 3 else ['1', '16', '64']
    skus = []

    def edit(document):
        document['stock'] = {v['sku']: {'warehouse-lyon': PLENTY} for v in document['variants']}
        if 'EUR' in document['prices']:
            skus.extend(v['sku'] for v in document['variants'])

    settings = {'ATELIER_LOG_LEVEL': 'error'}
    with Shop(sys.argv[1], courier=False, edit=edit, settings=settings) as shop:
        listed = shop.folder / 'skus'
        listed.write_text('\n'.join(skus) + '\n')
        print(f'{len(skus)} SKUs, {seconds} s each, everything on {os.cpu_count()} cores\n')
        print('| | connections | whole orders/s | additions/s | requests/s | p50 ms | p99 ms | refused |\n|---|---|---|---|---|---|---|---|')
        for steps, name in (('add', 'add to cart'), ('order', 'whole orders')):
            for count in connections:
                done = subprocess.run(['wrk', '-t1' if int(count) < 2 else '-t2', f'-c{count}', f'-d{seconds}s', '--timeout', '10s', '-s', str(ROOT / 'benchmarks/orders/orders.lua'), shop.url],
                                      env=os.environ | {'STEPS': steps, 'SKUS': str(listed)}, capture_output=True, text=True)
                lines = [line for line in done.stdout.splitlines() if line.startswith('RESULT ')]
                if not lines:
                    sys.exit(done.stdout + done.stderr)
                r = json.loads(lines[0][7:])
                orders = f"{r['orders_per_s']:,}" if steps == 'order' else ''
                adds = f"{r['adds_per_s']:,}" if steps == 'add' else ''
                print(f"| {name} | {count} | {orders} | {adds} | {r['requests_per_s']:,} | {r['p50_ms']} | {r['p99_ms']} | {r['refused'] + r['socket_errors']} |", flush=True)
                for line in done.stdout.splitlines():
                    if line.startswith('REFUSED '):
                        print(line, file=sys.stderr)


if __name__ == '__main__':
    main()
