#!/usr/bin/env python3
"""How much faster shards in processes of their own finish a suite than one process does.

    benches/sharding.py target/release/countersign [--shards 4] [--cases 2000] [--delay 20] [--threads 4]

The server is here: an answer takes the delay, however many are asked for at once. Every process has the same number of
threads, so that shards are what makes the difference; what takes turns is the waiting, and not this machine's cores.
"""

import argparse
import asyncio
import os
import subprocess
import tempfile
import threading
import time

CONFIG = '[apis.items]\ncontract = "items.yaml"\ncases = "cases"\n\n[environments.staging.apis.items]\nbase_url = "{}"\n'
CONTRACT = """openapi: 3.1.0
info: { title: Items, version: "1" }
paths:
  /items/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200":
          description: the item
          content:
            application/json:
              schema: { type: object, required: [id], properties: { id: { type: integer }, name: { type: string } } }
"""
BODY = b'{"id": 1, "name": "Chair"}'
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(BODY), BODY)


async def answer(reader, writer, delay):
    try:
        while await reader.readuntil(b"\r\n\r\n"):
            await asyncio.sleep(delay)
            writer.write(ANSWER)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def serve(delay):
    loop = asyncio.new_event_loop()
    start = asyncio.start_server(lambda reader, writer: answer(reader, writer, delay), "127.0.0.1", 0)
    server = loop.run_until_complete(start)
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]


def run(binary, folder, options, shards, timings):
    begun = time.monotonic()
    children = []
    for shard in range(1, shards + 1):
        command = [binary, "run", "--env", "staging", "--quiet", "--test-threads", str(options.threads)]
        command += ["--shard", f"{shard}/{shards}", "--record", f"{shards}-{shard}.jsonl"]
        command += ["--timings", timings] if timings else []
        children.append(subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL))
    assert all([child.wait() == 0 for child in children]), "a shard failed"
    return time.monotonic() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("countersign")
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--delay", type=float, default=20, help="in milliseconds")
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args()
    binary = os.path.abspath(options.countersign)
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "cases"))
        cases = "".join(f"  - {{ name: case {n}, request: {{ path: {{ id: {n} }} }} }}\n" for n in range(options.cases))
        texts = {
            "countersign.toml": CONFIG.format(f"http://127.0.0.1:{serve(options.delay / 1000)}"),
            "items.yaml": CONTRACT,
            "cases/a.yaml": "api: items\noperation: GET /items/{id}\ncases:\n" + cases,
        }
        for name, text in texts.items():
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        one = run(binary, folder, options, 1, None)
        print(f"one process: {one:.2f} s for {options.cases} cases")
        for name, timings in (("hash", None), ("timings", "1-1.jsonl")):
            several = run(binary, folder, options, options.shards, timings)
            records = [f"{options.shards}-{shard}.jsonl" for shard in range(1, options.shards + 1)]
            merge = [binary, "merge", *records, "--output", "merged.jsonl"]
            subprocess.run(merge, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            print(f"{options.shards} processes, shared out by {name}: {several:.2f} s, {one / several:.2f} times as fast")


main()
