#!/usr/bin/env python3
"""The season's peak on one machine: payments a second end to end, and a limited release.

    benchmarks/orders/peak.py build/release/src/main/atelier [payments] [release] [--buyers N] [--at-once N]

Starts the real store on a temporary folder with the sandbox provider and courier beside it, imports the demo catalogue and sends buyers (tests/integration/buyers.cpp) on
the same machine. Without a name both parts run.

  payments   20,000 buyers, 200 at a time: cart, line, details, order, payment at the provider, its webhook, until the shop says captured.
  release    500 pieces of one SKU, 20,000 buyers with a filled cart each, who all place at once.
"""
import argparse
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


def crowd(shop, skus, buyers, at_once, *flags):
    listed = shop.folder / 'skus'
    listed.write_text('\n'.join(skus) + '\n')
    program = pathlib.Path(shop.atelier).parents[2] / 'tests/integration/buyers'
    before = [cpu_seconds(p) for p, _ in shop.processes]
    done = subprocess.run([program, '--shop', shop.url, '--skus', listed, '--buyers', str(buyers), '--at-once', str(at_once),
                           '--psp-key', shop.secrets['ATELIER_PSP_SECRET_KEY'], *flags], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    result = json.loads(done.stdout)
    result['cpu_s'] = [round(cpu_seconds(p) - b, 2) for (p, _), b in zip(shop.processes, before)]
    return result


def show(title, result):
    print(f'\n### {title}\n')
    print(', '.join(f'{k} {v:,}' for k, v in result.items() if isinstance(v, (int, float))))
    print('CPU seconds: store {}, provider {}{}'.format(*result['cpu_s'][:2], f", courier {result['cpu_s'][2]}" if len(result['cpu_s']) > 2 else ''))
    if 'first_trouble' in result:
        print('first trouble:', result['first_trouble'])
    print('\n| step | p50 ms | p99 ms | p99.9 ms |\n|---|---|---|---|')
    for step, times in result.items():
        if isinstance(times, dict):
            print(f"| {step} | {times['p50_ms']} | {times['p99_ms']} | {times['p99.9_ms']} |")


def payments(atelier, buyers, at_once):
    skus = []

    def edit(document):
        document['stock'] = {v['sku']: {'warehouse-lyon': 100_000} for v in document['variants']}
        if 'EUR' in document['prices']:
            skus.extend(v['sku'] for v in document['variants'])

    with Shop(atelier, edit=edit, settings={'ATELIER_LOG_LEVEL': 'error'}) as shop:
        crowd(shop, skus, 2_000, at_once, '--pay')  # warm
        show(f'{buyers:,} buyers pay, {at_once} at a time', crowd(shop, skus, buyers, at_once, '--pay'))


def release(atelier, buyers, at_once, pieces=500):
    hot = []

    def edit(document):
        document['stock'] = {v['sku']: {'warehouse-lyon': 100_000} for v in document['variants']}
        if 'EUR' in document['prices'] and not hot:
            hot.append(document['variants'][0]['sku'])
            document['stock'][hot[0]] = {'warehouse-lyon': pieces}

    with Shop(atelier, courier=False, edit=edit, settings={'ATELIER_LOG_LEVEL': 'error'}) as shop:
        result = crowd(shop, hot, buyers, at_once, '--prepared', '--async', '--pay')
        show(f'{buyers:,} buyers for {pieces} pieces, {at_once} connections', result)
        if result['yes'] != pieces or result['paid'] != pieces or result['no'] != buyers - pieces:
            sys.exit(f"expected exactly {pieces} told yes and paid, everybody else told no")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument('atelier')
    asked.add_argument('parts', nargs='*', choices=['payments', 'release', []], default=[])
    asked.add_argument('--buyers', type=int, default=20_000)
    asked.add_argument('--at-once', type=int, default=0)
    given = asked.parse_args()
    print(f'everything on {os.cpu_count()} cores, load of others at the start {os.getloadavg()[0]:.1f}')
    if not given.parts or 'payments' in given.parts:
        payments(given.atelier, given.buyers, given.at_once or 200)
    if not given.parts or 'release' in given.parts:
        release(given.atelier, given.buyers, given.at_once or 1_000)


if __name__ == '__main__':
    main()
