#!/usr/bin/env python3
"""How long `countersign merge` takes for the shards of a large run, beside `cat` over the same files.

    benches/merging.py target/release/countersign [--shards 16] [--cases 10000] [--bytes 5000]

The records are made here, in a folder that goes away: each line of a case has about as many bytes as asked for.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import tempfile
import time


def digest(ids):
    halves = sorted(hashlib.sha256(one.encode()).digest()[:16] for one in ids)
    return hashlib.sha256(b"".join(halves)).hexdigest()


def record(path, shard, shards, ids, all_ids, size):
    run = {
        "version": 1, "id": f"20261122T000000-{shard}-0000", "tool": "countersign", "at": "2026-11-22T00:00:00Z",
        "environment": "staging", "mock": False, "targets": [], "seed": shard,
        "suite": {"hash": "0" * 64, "cases": len(all_ids), "selected": len(all_ids), "ids": digest(all_ids)},
        "contracts": [], "shard": {"index": shard, "total": shards, "plan": "hash"}, "planned": len(ids),
    }
    place = {"file": "cases/a.yaml", "line": 1, "column": 1}
    body = {"invoice": {"lines": []}}
    while len(json.dumps(body)) < size - 900:
        number = len(body["invoice"]["lines"])
        body["invoice"]["lines"].append({"id": number, "name": f"line {number}", "price": "10.50", "tax": None})
    exchange = {
        "method": "GET", "url": "http://localhost/invoices/1", "request_headers": [["accept", "*/*"]], "started_us": 1,
        "elapsed_us": 2, "status": 200, "response_headers": [["content-type", "application/json"]],
        "response_body": {"length": len(json.dumps(body)), "json": body},
    }
    with open(path, "w") as file:
        print(json.dumps({"run": run}, separators=(",", ":")), file=file)
        for one in ids:
            step = {"place": place, "operation": "GET /invoices/{id}", "exchange": exchange, "checks": [{"kind": "status"}]}
            case = {"id": one, "name": one, "api": "a", "place": place, "verdict": "passed", "started_us": 1, "elapsed_us": 2}
            print(json.dumps({"case": {**case, "steps": [step]}}, separators=(",", ":")), file=file)
        names = ("passed", "flaky", "fixed", "failed", "errors", "known", "skipped")
        summary = {"planned": len(ids), **{name: 0 for name in names}, "passed": len(ids)}
        end = {"at": "2026-11-22T00:01:00Z", "elapsed_us": 60000000, "summary": summary, "exit": 0}
        print(json.dumps({"end": end}, separators=(",", ":")), file=file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("countersign")
    parser.add_argument("--shards", type=int, default=16)
    parser.add_argument("--cases", type=int, default=10000)
    parser.add_argument("--bytes", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    binary = os.path.abspath(options.countersign)
    with tempfile.TemporaryDirectory() as folder:
        parts = [[f"a/b::case-{shard}-{case}" for case in range(options.cases)] for shard in range(options.shards)]
        all_ids = [one for part in parts for one in part]
        paths = [os.path.join(folder, f"{shard + 1}.jsonl") for shard in range(options.shards)]
        for shard, path in enumerate(paths):
            record(path, shard + 1, options.shards, parts[shard], all_ids, options.bytes)
        size = sum(os.path.getsize(path) for path in paths)
        print(f"{options.shards} records of {options.cases} cases, {size / 1e6:.0f} MB")
        merged = os.path.join(folder, "merged.jsonl")
        for _ in range(options.runs):
            begun = time.monotonic()
            with open(merged + ".cat", "wb") as file:
                subprocess.run(["cat", *paths], stdout=file, check=True)
            cat = time.monotonic() - begun
            os.remove(merged + ".cat")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            begun = time.monotonic()
            subprocess.run([binary, "merge", *paths, "--output", merged], check=True, stdout=subprocess.DEVNULL)
            elapsed = time.monotonic() - begun
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"merge {elapsed:.2f} s ({cpu:.2f} s of CPU, at most {after.ru_maxrss / 1024:.0f} MiB), cat {cat:.2f} s")


main()
