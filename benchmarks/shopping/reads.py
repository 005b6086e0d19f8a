#!/usr/bin/env python3
"""How long the shop's reads take when nothing was rendered before, how much memory a variant takes, and when an edit is seen.

    nice benchmarks/shopping/reads.py build/release/src/main/atelier [VARIANTS …]        (100000)

Runs the real program on generated catalogues of that many variants. Every request is one that was never asked before, so each is searched,
counted, rendered and compressed; one caller, times as the caller sees them (Python's own 0.2 ms included). Prints p50, p99 and the slowest.
Goals at 100,000 variants: search with facets p99 < 10 ms, suggestions p99 < 3 ms, an edit seen in < 1 s.
"""
import http.client
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PORT = int(os.environ.get("BENCH_PORT", "7550"))
WORDS = {
    "en": ["coat", "cashmere", "wool", "silk", "tailored", "jacket", "soft", "dress", "black", "linen", "wrapped", "knitwear", "hands", "velvet bag"],
    "de": ["mantel", "wolljacke", "seidenschal", "hose", "tasche", "schwarz"],
    "fr": ["manteau", "laine", "écharpe soie", "jupe", "noir", "robes"],
    "ja": ["コート", "カシミヤ", "ウールコート", "ドレス", "ブラック"],
    "zh-Hans": ["大衣", "羊绒", "连衣裙", "黑色"],
}
FACETS = ["", "&colour=noir", "&colour=camel&colour=moss", "&size=38", "&size=38&size=40&colour=ivory", "&material=wool", "&material=silk&size=36"]


class Shop:
    def __init__(self, atelier, variants, folder):
        self.folder = folder
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ATELIER_")} | {"ATELIER_LOG_LEVEL": "warn"}

        def run(*command):
            subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)

        run(str(ROOT / "tools/expand_catalogue"), "--variants", str(variants), "--format", "jsonl", "--out", f"{folder}/catalogue")
        run(atelier, "import", f"{folder}/catalogue", "--data", f"{folder}/store")
        run(atelier, "staff", "import", "demo/staff.json", "--data", f"{folder}/store")
        begun = time.monotonic()
        self.process = subprocess.Popen([atelier, "serve", "--data", f"{folder}/store", "--port", str(PORT), "--address", "127.0.0.1"], cwd=ROOT, env=environment)
        while True:
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", PORT)
                if self.call("GET", "/health/ready")[0] == 200:
                    break
            except OSError:
                pass
            if self.process.poll() is not None:
                sys.exit("the store stopped")
            time.sleep(0.1)
        self.start_seconds = time.monotonic() - begun

    def call(self, method, target, body=None, headers=None):
        self.connection.request(method, target, body, headers or {})
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def get(self, target):
        status, _, body = self.call("GET", target)
        if status != 200:
            sys.exit(f"{target}: {status} {body[:300]}")
        return json.loads(body)

    def resident_kb(self, field="VmRSS"):
        return next(int(line.split()[1]) for line in open(f"/proc/{self.process.pid}/status") if line.startswith(field + ":"))

    def stop(self):
        self.process.terminate()
        self.process.wait()


def measure(shop, name, targets):
    times, found = [], 0
    for target in targets:
        begun = time.perf_counter()
        # As browsers ask: the answer is compressed, too.
        status, _, body = shop.call("GET", target, headers={"Accept-Encoding": "br"})
        times.append((time.perf_counter() - begun) * 1000)
        found += len(body)
        if status != 200:
            sys.exit(f"{target}: {status} {body[:300]}")
    times.sort()
    print(f"  {name}: p50 {times[len(times) // 2]:.1f} ms, p99 {times[int(len(times) * 0.99)]:.1f} ms, slowest {times[-1]:.1f} ms ({len(times)} requests, {found // len(times)} bytes)", flush=True)


def searches(count, chance):
    for n in range(count):
        locale = chance.choice(list(WORDS))
        words = urllib.parse.quote(chance.choice(WORDS[locale]))
        yield f"/v1/search?market=fr&locale={locale}&q={words}{chance.choice(FACETS)}&price_max={900_000 + n}"


def suggestions(count, chance):
    asked = set()
    while len(asked) < count:
        locale = chance.choice(list(WORDS))
        word = chance.choice(WORDS[locale])
        # More and more of it is typed; the blank at the end makes the address new.
        typed = urllib.parse.quote(word[:chance.randint(1, len(word))])
        asked.add(f"/v1/suggest?market={chance.choice(['fr', 'gb', 'jp', 'ch', 'hk', 'no'])}&locale={locale}&q={typed}&n={len(asked)}")
    return list(asked)


def listings(count, chance):
    categories = ["", "&category=women", "&category=women/coats", "&category=women/bags"]
    for n in range(count):
        sort = chance.choice(["", "&sort=newest", "&sort=price_asc", "&sort=price_desc", "&sort=name"])
        yield f"/v1/items?market=fr&locale=en{chance.choice(categories)}{chance.choice(FACETS)}{sort}&price_max={900_000 + n}"


def edits(shop, count):
    """Milliseconds from the answer to an edit until the item, a listing that was kept, and the search show it."""
    _, headers, _ = shop.call("POST", "/v1/office/sign-in", json.dumps({"user": "matteo", "password": "verrane-demo"}), {"Content-Type": "application/json"})
    cookie = {"Cookie": headers["Set-Cookie"].split(";")[0]}
    handle = shop.get("/v1/items?market=fr&locale=en&limit=1")["items"][0]["handle"]
    item = shop.get(f"/v1/items/{handle}?market=fr&locale=en")
    seen = {"item": [], "listing": [], "search": []}
    for n in range(count):
        status, headers, body = shop.call("GET", f"/v1/office/items/{item['id']}", headers=cookie)
        document = json.loads(body)
        title = f"Zephyrine number {'abcdefghijklmnopqrst'[n] * 6}"
        document["texts"]["en"]["title"] = title
        for field in ("id", "version", "updated_at"):
            document.pop(field, None)
        status, _, body = shop.call("PUT", f"/v1/office/items/{item['id']}", json.dumps(document), cookie | {"Content-Type": "application/json", "If-Match": headers["ETag"]})
        if status != 200:
            sys.exit(f"edit: {status} {body[:300]}")
        begun = time.perf_counter()
        waiting = {"item": f"/v1/items/{handle}?market=fr&locale=en", "listing": "/v1/items?market=fr&locale=en&limit=1",
                   "search": f"/v1/search?market=fr&locale=en&q={urllib.parse.quote(title)}"}
        while waiting and time.perf_counter() - begun < 30:
            for what, target in list(waiting.items()):
                if title in shop.call("GET", target)[2].decode():
                    seen[what].append((time.perf_counter() - begun) * 1000)
                    del waiting[what]
            time.sleep(0.002)
        if waiting:
            print(f"  edit {n}: not seen after 30 s in {', '.join(waiting)}")
    for what, times in seen.items():
        times.sort()
        if times:
            print(f"  an edit is seen in the {what}: median {times[len(times) // 2]:.0f} ms, slowest {times[-1]:.0f} ms ({len(times)} edits)", flush=True)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for variants in [int(v) for v in sys.argv[2:]] or [100_000]:
        chance = random.Random(7)
        with tempfile.TemporaryDirectory() as folder:
            shop = Shop(str(pathlib.Path(sys.argv[1]).resolve()), variants, folder)
            try:
                kb = shop.resident_kb()
                print(f"{variants} variants: start {shop.start_seconds:.1f} s, resident {kb / 1024:.0f} MB (peak {shop.resident_kb('VmHWM') / 1024:.0f}), {kb / variants:.2f} KB a variant", flush=True)
                measure(shop, "warm-up", searches(50, chance))
                measure(shop, "search with facets", searches(1000, chance))
                measure(shop, "suggestions", suggestions(1000, chance))
                measure(shop, "listing with facets", listings(500, chance))
                edits(shop, 10)
            finally:
                shop.stop()


main()
