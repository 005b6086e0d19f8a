"""A shop of its own for one test or benchmark: the real program with both sandboxes on free ports, in a folder that goes away afterwards.

    with Shop('build/release/src/main/atelier') as shop:
        print(shop.url)

Start: imports the demo catalogue (without its pictures) and the demo staff. Fails with what the program said, and never leaves a process behind.
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def catalogue_into(folder, edit=None):
    """The demo catalogue as an import folder, its pictures left out. `edit` changes each item's document."""
    node = next((n for n in (ROOT / 'build/tools/node/node_modules/.bin/node', shutil.which('node')) if n and pathlib.Path(n).exists()), None)
    if not node:
        sys.exit('node is not here: tools/setup brings it')
    subprocess.run([str(node), str(ROOT / 'demo/catalogue/build.mjs'), '--out', str(folder)], check=True, stdout=subprocess.DEVNULL)
    lines = (folder / 'catalogue.jsonl').read_text().splitlines()
    with open(folder / 'catalogue.jsonl', 'w') as out:
        for line in lines:
            document = json.loads(line)
            document['photos'] = []
            if edit:
                edit(document)
            out.write(json.dumps(document, ensure_ascii=False) + '\n')
    home = json.loads((folder / 'home.json').read_text())
    for picture in (home['picture'], home['story']['picture']):
        picture.pop('file', None)
    (folder / 'home.json').write_text(json.dumps(home, ensure_ascii=False))


class Shop:
    def __init__(self, atelier, courier=True, edit=None, settings=None, courier_options=()):
        self.atelier = str(pathlib.Path(atelier).resolve())
        self.with_courier, self.edit, self.settings = courier, edit, settings or {}
        self.courier_options = courier_options
        self.processes, self.folder = [], None

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *_):
        self.stop()

    def start(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='atelier-shop-'))
        self.port, self.psp_port, self.courier_port = free_port(), free_port(), free_port()
        self.url, self.psp_url = f'http://127.0.0.1:{self.port}', f'http://127.0.0.1:{self.psp_port}'
        self.secrets = {'ATELIER_PSP_SECRET_KEY': 'sk_contract', 'ATELIER_PSP_WEBHOOK_SECRET': 'whsec_contract',
                        'ATELIER_COURIER_SECRET_KEY': 'ck_contract', 'ATELIER_COURIER_WEBHOOK_SECRET': 'cwsec_contract'}
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith('ATELIER_')} | self.secrets
        self.environment |= {'ATELIER_PSP_URL': self.psp_url, 'ATELIER_COURIER_URL': f'http://127.0.0.1:{self.courier_port}'} | self.settings
        catalogue = self.folder / 'catalogue'
        catalogue.mkdir()
        catalogue_into(catalogue, self.edit)
        store = str(self.folder / 'store')
        for command in (['import', str(catalogue), '--data', store], ['staff', 'import', str(ROOT / 'demo/staff.json'), '--data', store]):
            done = subprocess.run([self.atelier] + command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
            if done.returncode:
                raise SystemExit(f'atelier {" ".join(command)} failed:\n{done.stdout}{done.stderr}')
        self.run('serve', '--data', store, '--port', str(self.port), '--address', '127.0.0.1', '--public-url', self.url)
        self.run('sandbox', 'psp', '--data', str(self.folder / 'psp'), '--port', str(self.psp_port), '--store-url', self.url)
        if self.with_courier:
            self.run('sandbox', 'courier', '--data', str(self.folder / 'courier'), '--port', str(self.courier_port), '--store-url', self.url, *self.courier_options)
        self.wait_for(self.url + '/health/ready')
        self.wait_for(self.psp_url + '/health/live')
        return self

    def run(self, *arguments):
        log = open(self.folder / f'{len(self.processes)}-{arguments[0]}.log', 'wb')
        self.processes.append((subprocess.Popen([self.atelier, *arguments], cwd=ROOT, env=self.environment, stdout=log, stderr=log), log.name))

    def wait_for(self, url, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for process, log in self.processes:
                if process.poll() is not None:
                    raise SystemExit('a part of the shop stopped:\n' + pathlib.Path(log).read_text()[-3000:])
            try:
                urllib.request.urlopen(url, timeout=2)
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f'{url} did not answer within {seconds} s')

    def stop(self):
        for process, _ in self.processes:
            if process.poll() is None:
                process.terminate()
        for process, _ in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes = []
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
