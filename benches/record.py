#!/usr/bin/env python3
"""Writes a record of many cases, as a run leaves it: for reports, merging and the gate.

usage: record.py OUT.jsonl [--cases N] [--bytes N] [--seed N] [--shard I/N] [--cut]

Of every hundred cases four fail in ways that others share, one has an error, one is flaky, one is a known failure, two
are skipped; every tenth is a scenario of three steps. A body has about --bytes bytes and is another one in every case.
"""

import argparse
import hashlib
import json
import random

OPERATIONS = [
    ("GET", "/invoices/{id}", 200), ("GET", "/invoices", 200), ("POST", "/invoices", 201), ("PUT", "/invoices/{id}", 200),
    ("DELETE", "/invoices/{id}", 204), ("GET", "/clients/{id}", 200), ("GET", "/clients", 200), ("POST", "/clients", 201),
    ("GET", "/items/{id}", 200), ("PUT", "/sequences/{id}/set_current", 200), ("GET", "/taxes", 200), ("GET", "/estimates/{id}", 404),
]
TOPICS = ["invoices", "clients", "items", "sequences", "taxes", "estimates", "payments", "receipts"]
WORDS = "annual draft settled final cancelled open partial foreign domestic urgent small large monthly disputed".split()
HASH = "3f1c9a52e7b84d06a1f5c2e98b7d6403" * 2


def body(random, size):
    items = []
    while len(json.dumps(items)) < size - 400:
        items.append({
            "id": random.randrange(10**7), "name": " ".join(random.sample(WORDS, 3)), "unit_price": f"{random.random() * 900:.2f}",
            "quantity": random.randrange(1, 40), "tax": {"name": "IVA23", "value": 23.0}, "on": f"2026-{random.randrange(1, 13):02}-11",
        })
    return {"invoice": {"id": random.randrange(10**8), "status": random.choice(WORDS), "date": "11/03/2026", "items": items, "total": 120.50}}


def exchange(random, operation, started, size):
    method, path, status = operation
    elapsed = int(random.lognormvariate(9.4, 0.6))
    url = "https://api.staging.example" + path.replace("{id}", str(random.randrange(10**6))) + "?api_key=%C2%ABsecret:KEY%C2%BB"
    line = {
        "method": method, "url": url, "request_headers": [["accept", "application/json"], ["user-agent", "countersign/0.1.0"], ["x-key", "«secret:KEY»"]],
        "started_us": started, "elapsed_us": elapsed, "status": status,
        "response_headers": [["content-type", "application/json; charset=utf-8"], ["date", "Sun, 22 Nov 2026 09:00:00 GMT"], ["etag", f'"{random.randrange(16**12):x}"'], ["cache-control", "no-store"], ["x-request-id", f"{random.randrange(16**16):x}"]],
    }
    if method in ("POST", "PUT"):
        text = json.dumps(body(random, size // 6))
        line["request_body"] = {"length": len(text), "text": text}
    if status != 204:
        text = json.dumps(body(random, size), separators=(",", ":"))
        line["response_body"] = {"length": len(text), "json": json.loads(text)}
    return line


def finding(number, place):
    kinds = [
        {"code": "CS0310", "severity": "failure", "message": "expected number, found string", "part": "body", "pointer": "/invoice/items/1/unit_price", "expected": "number", "actual": 'string "12.50"', "contract": {"file": "schemas/billing.openapi.yaml", "line": 412, "column": 15}, "help": ["the contract documents a number here"]},
        {"code": "CS0301", "severity": "failure", "message": "the status is another one", "part": "status", "expected": "200", "actual": "500", "place": place},
        {"code": "CS0312", "severity": "failure", "message": "does not equal what is expected", "part": "body", "pointer": "/invoice/status", "expected": '"settled"', "actual": '"draft"', "place": place},
        {"code": "CS0501", "severity": "failure", "message": "$.invoice.total: 120.5 -> 121", "part": "body", "pointer": "/invoice/total", "expected": "120.5", "actual": "121", "place": place, "help": ["`countersign review` shows the difference"]},
    ]
    return kinds[number % len(kinds)]


def words_of(random):
    return " ".join(random.sample(WORDS, 3))


def id_of(words, number):
    return f"billing/{TOPICS[number % len(TOPICS)]}::takes-a-{words.replace(' ', '-')}-entry-{number}"


def ids_hash(ids):
    """As `suite::plan::identity` has it: over the first halves of the ids' SHA-256, sorted."""
    return hashlib.sha256(b"".join(sorted(hashlib.sha256(one.encode()).digest()[:16] for one in ids))).hexdigest()


def case(random, number, clock, size):
    topic = TOPICS[number % len(TOPICS)]
    kind = number % 100
    place = {"file": f"cases/billing/{topic}.yaml", "line": 3 + number % 400, "column": 5}
    words = words_of(random)
    name = f"takes a {words} entry and gives it back"
    steps, started = [], clock
    for step in range(3 if number % 10 == 3 else 1):
        operation = OPERATIONS[(number * 7 + step) % len(OPERATIONS)]
        seen = exchange(random, operation, started, size)
        started += seen["elapsed_us"] + 300
        checks = [{"kind": one} for one in ("exchange", "request", "status", "content-type", "schema", "undocumented", "body")]
        steps.append({"place": {**place, "line": place["line"] + 4}, "operation": f"{operation[0]} {operation[1]}", "exchange": seen, "checks": checks})
        if number % 10 == 3:
            steps[-1]["id"] = ["write", "read", "remove"][step]
    verdict = "passed"
    line = {"id": id_of(words, number), "name": name, "api": "billing", "place": place, "source": "Invoices, creating", "tags": [topic, "smoke"] if number % 20 == 0 else [topic]}
    if kind in (11, 33, 57, 79):
        verdict = "failed"
        checks = steps[-1]["checks"]
        checks[4 if kind == 11 else 2 if kind == 33 else 6]["findings"] = [finding(kind // 11 - (0 if kind < 57 else 1), place)]
        if kind == 79:
            checks.append({"kind": "snapshot", "findings": [finding(3, place)]})
    elif kind == 42:
        verdict = "error"
        seen = steps[-1]["exchange"]
        for gone in ("status", "response_headers", "response_body"):
            seen.pop(gone, None)
        seen["fault"] = {"code": "CS0402", "phase": "connect", "message": "connection refused", "received": 0}
        steps[-1]["checks"] = [{"kind": "exchange", "findings": [{"code": "CS0402", "severity": "error", "message": "connection refused", "part": "exchange"}]}]
    elif kind == 64:
        verdict = "flaky"
        line["attempts"] = [{"verdict": "failed", "elapsed_us": 21000, "codes": ["CS0301"]}, {"verdict": "passed", "elapsed_us": 18000}]
    elif kind == 85:
        verdict = "known-failure"
        steps[-1]["checks"][4]["findings"] = [finding(0, place)]
        line["known"] = [{"state": "happened", "reason": "prices are strings until billing 2.0", "check": "CS0310", "owner": "team-billing", "ticket": "BILL-120", "expires": "2027-01-31", "place": place}]
    elif kind in (21, 22):
        verdict, steps = "skipped", []
        line["reason"] = "only on mock: it deletes an account"
    elif kind == 50:
        steps[-1]["checks"][5]["findings"] = [{"code": "CS0311", "severity": "warning", "message": "the property `more` is not documented", "part": "body", "pointer": "/invoice"}]
    elapsed = started - clock if steps else 0
    return {**line, "verdict": verdict, "started_us": clock, "elapsed_us": elapsed, "steps": steps}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out")
    arguments.add_argument("--cases", type=int, default=10000)
    arguments.add_argument("--bytes", type=int, default=4000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--shard", help="I/N: every Nth case")
    arguments.add_argument("--cut", action="store_true", help="end in the middle, as after kill -9")
    asked = arguments.parse_args()
    index, total = map(int, (asked.shard or "1/1").split("/"))
    chance = lambda number: random.Random(asked.seed * 1_000_003 + number)
    ids = ids_hash(id_of(words_of(chance(number)), number) for number in range(asked.cases))
    own = [number for number in range(asked.cases) if number % total == index - 1]
    run = {
        "version": 1, "id": f"20261122T090000-{asked.seed:04x}{index:02}", "tool": "countersign 0.1.0", "at": "2026-11-22T09:00:00Z", "environment": "staging", "mock": False,
        "targets": [{"api": "billing", "url": "https://api.staging.example/"}], "seed": 4242,
        "suite": {"hash": HASH, "cases": asked.cases, "selected": asked.cases, "ids": ids},
        "contracts": [{"api": "billing", "file": "schemas/billing.openapi.yaml", "hash": HASH[5:] + HASH[:5]}], "planned": len(own),
    }
    if asked.shard:
        run["shard"] = {"index": index, "total": total, "plan": "hash"}
    names = {"passed": "passed", "flaky": "flaky", "fixed": "fixed", "failed": "failed", "error": "errors", "known-failure": "known", "skipped": "skipped"}
    summary = {"planned": len(own), **{name: 0 for name in names.values()}}
    lanes = [0] * 8
    with open(asked.out, "w", encoding="utf-8") as out:
        write = lambda line: out.write(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n")
        write({"run": run})
        for number in own:
            # A case is another one whatever shard it is in.
            lane = min(range(len(lanes)), key=lanes.__getitem__)
            line = case(chance(number), number, lanes[lane], asked.bytes)
            lanes[lane] += line["elapsed_us"] + 150
            summary[names[line["verdict"]]] += 1
            if asked.cut and number > own[len(own) // 2]:
                out.write(json.dumps({"case": line})[:200])
                return
            write({"case": line})
        write({"end": {"at": "2026-11-22T09:04:00Z", "elapsed_us": max(lanes), "summary": summary, "exit": 1 if summary["failed"] else 0}})


if __name__ == "__main__":
    main()
