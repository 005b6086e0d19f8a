#!/usr/bin/env python3
"""Holds what the gateway adapters ask, and what the fakes of the suite answer, against the providers' own specifications.

    gateway_specifications_test.py <gateway_conformance_test> [provider…]

Runs the conformance suite with Prism (npm @stoplight/prism-cli) between each adapter and its fake: a request or an answer that the specification does not
allow is an error, and the suite fails. The specifications lie in the folder that ATELIER_SHARED names, or beside the repository; without them the
test is skipped, and says so (exit status 77).
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

import cut

here = pathlib.Path(__file__).resolve().parent
root = here.parents[3]
os.environ["PATH"] = f"{root}/build/tools/node/node_modules/.bin:" + os.environ["PATH"]


def specifications():
    for folder in (os.environ.get("ATELIER_SHARED"), root.parent / "shared"):
        if folder and (pathlib.Path(folder) / "specs").is_dir():
            return pathlib.Path(folder) / "specs"
    print("SKIPPED: no specifications: ATELIER_SHARED names no folder that has them, and none lies beside the repository")
    sys.exit(77)


def install():
    lock, mark = here / "package-lock.json", here / "node_modules/.package-lock.json"
    if not mark.exists() or mark.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=here, check=True)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(port, process):
    for _ in range(600):  # a second on a quiet machine
        if process.poll() is not None:
            return False
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


def run(provider, suite, folder, work):
    document = work / f"{provider}.json"
    document.write_text(json.dumps(cut.PROVIDERS[provider](folder)))
    fake, before = free_port(), free_port()
    log = work / f"{provider}.log"
    with log.open("w") as output:
        prism = subprocess.Popen(
            [shutil.which("node"), here / "node_modules/@stoplight/prism-cli/dist/index.js", "proxy", document,
             f"http://127.0.0.1:{fake}", "--errors", "--host", "127.0.0.1", "--port", str(before)],
            stdout=output, stderr=subprocess.STDOUT, env=os.environ | {"NODE_OPTIONS": "--max-old-space-size=512", "NO_COLOR": "1"})
    try:
        if not wait_for(before, prism):
            print(log.read_text())
            return False
        name = provider.upper()
        done = subprocess.run([suite, f"--gtest_filter=*GatewayConformance*/{provider}", "--gtest_brief=1"], cwd=root,
                              env=os.environ | {f"ATELIER_SPECIFIED_{name}": f"http://127.0.0.1:{before}", f"ATELIER_FAKE_{name}_PORT": str(fake)})
    finally:
        prism.terminate()
        prism.wait()
    lines = log.read_text().splitlines()
    asked = sum("Request received" in line for line in lines)
    print(f"{provider}: {asked} requests through its specification, the suite {'passed' if done.returncode == 0 else 'FAILED'}", flush=True)
    if asked < 20:
        print(f"{provider}: that is next to nothing: did the suite ask somebody else?")
        return False
    if done.returncode != 0:
        print("\n".join(line for line in lines if "iolation" in line or "rror" in line)[-8000:])
    return done.returncode == 0


def main():
    suite = pathlib.Path(sys.argv[1]).resolve()
    folder = specifications()
    install()
    with tempfile.TemporaryDirectory(prefix="atelier-specifications.") as work:
        good = [run(provider, suite, folder, pathlib.Path(work)) for provider in sys.argv[2:] or cut.PROVIDERS]
    sys.exit(0 if all(good) else 1)


main()
