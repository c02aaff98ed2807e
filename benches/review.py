#!/usr/bin/env python3
"""How fast a review of many pending snapshots opens: the list, the JSON, the first screen, and the first data of the page.

usage: review.py [--countersign PATH] [--pending N] [--runs N]

Makes a project with N pending snapshots, a body of 4 kB each, of which every tenth has a change of its own and all share
one. The first screen is measured in a pseudo-terminal of 80 columns. Beside it stands the time that reading the same
files and comparing their lines takes Python's difflib, as a measure of the machine.
"""

import argparse
import difflib
import fcntl
import json
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import tempfile
import termios
import time
import urllib.request
from pathlib import Path

HEAD = '---\nsource: cases/items/a.yaml\nexpression: "items/a::{case}"\ninfo:\n  kind: body\n  env: mock\n  content: json\n---\n'
CONFIG = '[apis.items]\ncontract = "schemas/items.openapi.yaml"\ncases = "cases/items"\n'


def body(number: int) -> dict:
    items = [{"id": n, "name": f"item {n}", "price": n * 3, "tags": ["a", "b"], "on": "2024-05-01"} for n in range(28)]
    return {"id": number, "items": items, "total": 28}


def plant(root: Path, count: int) -> None:
    (root / "countersign.toml").write_text(CONFIG)
    folder = root / "snapshots/items/a"
    folder.mkdir(parents=True)
    for number in range(count):
        case = f"case-{number:05}"
        old, new = body(number), body(number)
        for item in new["items"]:
            item["price"] = str(item["price"])
        if number % 10 == 0:
            new[f"more_{number}"] = True
        for ending, value in ((".snap", old), (".snap.new", new)):
            text = HEAD.format(case=case) + json.dumps(value, indent=2, sort_keys=True) + "\n"
            (folder / (case + ending)).write_text(text)


def command(binary: str, root: Path, *arguments: str) -> float:
    started = time.perf_counter()
    done = subprocess.run([binary, "--project", str(root), "review", *arguments], capture_output=True, check=False)
    elapsed = time.perf_counter() - started
    assert done.returncode == 1, done.stderr.decode()
    return elapsed


def first_screen(binary: str, root: Path) -> float:
    """Until the first screen has told which change is the first."""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.environ["TERM"] = "xterm-256color"
        os.execv(binary, [binary, "--project", str(root), "review"])
    seen = b""
    while b"price" not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        assert ready, f"no screen after 20 s: {seen!r}"
        seen += os.read(terminal, 65536)
    elapsed = time.perf_counter() - started
    os.write(terminal, b"q")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.waitpid(child, 0)
    return elapsed


def page(binary: str, root: Path) -> float:
    """Until the page's first data has arrived."""
    started = time.perf_counter()
    arguments = [binary, "--project", str(root), "review", "--web"]
    server = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        found = None
        while not found:
            found = re.search(r"(http://[0-9.]+:\d+)/#token=([0-9A-Za-z_-]+)", server.stdout.readline())
        request = urllib.request.Request(found[1] + "/api/overview", headers={"x-countersign-token": found[2]})
        data = urllib.request.urlopen(request, timeout=20).read()
        elapsed = time.perf_counter() - started
        assert json.loads(data), "no data"
        return elapsed
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def lines(root: Path) -> float:
    started = time.perf_counter()
    for old in sorted((root / "snapshots/items/a").glob("*.snap"))[:50]:
        texts = [path.read_text().splitlines() for path in (old, old.with_suffix(".snap.new"))]
        list(difflib.unified_diff(*texts))
    return time.perf_counter() - started


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--countersign", default=str(Path(__file__).parents[1] / "target/release/countersign"))
    arguments.add_argument("--pending", type=int, default=1000)
    arguments.add_argument("--runs", type=int, default=7)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, asked.pending)
        ways = {
            "the list": lambda: command(asked.countersign, root, "--list"),
            "the JSON": lambda: command(asked.countersign, root, "--json"),
            "the first screen": lambda: first_screen(asked.countersign, root),
            "the page's first data": lambda: page(asked.countersign, root),
            "50 of them by difflib": lambda: lines(root),
        }
        for name, way in ways.items():
            times = [way() * 1000 for _ in range(asked.runs)]
            print(f"{name:24} {statistics.median(times):8.1f} ms   ({min(times):.1f} to {max(times):.1f})")


if __name__ == "__main__":
    main()
