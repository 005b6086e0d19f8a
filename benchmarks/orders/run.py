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

def cpu_seconds(process):
    fields = pathlib.Path(f'/proc/{process.pid}/stat').read_text().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


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
        print(f'{len(skus)} SKUs, {seconds} s each, everything on {os.cpu_count()} cores, load of others at the start {os.getloadavg()[0]:.1f}\n')
        print('| | connections | whole orders/s | additions/s | requests/s | p50 ms | p99 ms | CPU µs of the store each | refused |\n|---|---|---|---|---|---|---|---|---|')
        for steps, name in (('add', 'add to cart'), ('order', 'whole orders')):
            for count in connections:
                store = shop.processes[0][0]
                before = cpu_seconds(store)
                done = subprocess.run(['wrk', '-t1' if int(count) < 2 else '-t2', f'-c{count}', f'-d{seconds}s', '--timeout', '10s', '-s', str(ROOT / 'benchmarks/orders/orders.lua'), shop.url],
                                      env=os.environ | {'STEPS': steps, 'SKUS': str(listed)}, capture_output=True, text=True)
                lines = [line for line in done.stdout.splitlines() if line.startswith('RESULT ')]
                if not lines:
                    sys.exit(done.stdout + done.stderr)
                r = json.loads(lines[0][7:])
                orders = f"{r['orders_per_s']:,}" if steps == 'order' else ''
                adds = f"{r['adds_per_s']:,}" if steps == 'add' else ''
                each = (cpu_seconds(store) - before) * 1e6 / max(1, float(seconds) * r['orders_per_s' if steps == 'order' else 'adds_per_s'])
                print(f"| {name} | {count} | {orders} | {adds} | {r['requests_per_s']:,} | {r['p50_ms']} | {r['p99_ms']} | {each:.0f} | {r['refused'] + r['socket_errors']} |", flush=True)
                for line in done.stdout.splitlines():
                    if line.startswith('REFUSED '):
                        print(line, file=sys.stderr)


if __name__ == '__main__':
    main()
