#!/usr/bin/env python3
"""`countersign mock` and Prism side by side: start to first answer, answers per second, memory. Prints ratios.

usage: mock.py [--countersign PATH] [--prism PATH] [--wrk PATH] [--seconds N] [--runs N]

Prism is `@stoplight/prism-cli` from npm (`npm install @stoplight/prism-cli`, then node_modules/.bin/prism); without
--prism only our side is measured. The load generator is wrk, on the same machine. Everything is loopback.
"""

import argparse
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent

PETSTORE = {
    "openapi": "3.0.3",
    "info": {"title": "Pets", "version": "1.0.0"},
    "paths": {
        "/pets": {
            "get": {
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}}],
                "responses": {
                    "200": {
                        "description": "pets",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                                "example": [{"id": 1, "name": "Rex", "tag": "dog"}, {"id": 2, "name": "Tom", "tag": "cat"}],
                            }
                        },
                    }
                },
            },
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewPet"}}},
                },
                "responses": {
                    "201": {
                        "description": "made",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                    },
                    "422": {"description": "bad"},
                },
            },
        },
        "/pets/{petId}": {
            "get": {
                "parameters": [{"name": "petId", "in": "path", "required": True, "schema": {"type": "integer"}}],
                "responses": {
                    "200": {
                        "description": "a pet",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                    }
                },
            }
        },
    },
    "components": {
        "schemas": {
            "NewPet": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "tag": {"type": "string"},
                    "born": {"type": "string", "format": "date"},
                    "weight": {"type": "number", "minimum": 0},
                },
            },
            "Pet": {
                "allOf": [
                    {"$ref": "#/components/schemas/NewPet"},
                    {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer", "format": "int64"}}},
                ]
            },
        }
    },
}

POST_BODY = '{"name":"Rex","tag":"dog","born":"2020-02-29","weight":12.5}'


def large(paths=300, properties=14):
    """About 2.5 MB: 300 paths with three operations each, schemas that refer to each other."""
    schemas, items = {}, {}
    for number in range(paths):
        fields = {}
        for field in range(properties):
            kind = [
                {"type": "string", "maxLength": 200, "description": "A text that says what this field is about. " * 6},
                {"type": "integer", "format": "int64", "minimum": 0, "description": "A count of something. " * 6},
                {"type": "string", "format": "date-time", "description": "When it happened, in UTC. " * 6},
                {"type": "array", "items": {"type": "string", "enum": ["red", "green", "blue"]}},
                {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "boolean"}}},
            ][field % 5]
            fields[f"field_{field}"] = kind
        if number:
            fields["before"] = {"$ref": f"#/components/schemas/Thing{number - 1}"}
        schemas[f"Thing{number}"] = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, **fields}}
        body = {"application/json": {"schema": {"$ref": f"#/components/schemas/Thing{number}"}}}
        words = "What this operation does, at some length, as generated descriptions do. " * 8
        error = {"description": "It went wrong. " * 5, "content": {"application/problem+json": {"schema": {"type": "object"}}}}
        identity = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}, "description": words}
        items[f"/things{number}/{{id}}"] = {
            "parameters": [identity],
            "get": {"description": words, "responses": {"200": {"description": "one", "content": body}, "404": error}},
            "put": {
                "description": words,
                "requestBody": {"content": body},
                "responses": {"200": {"description": "one", "content": body}, "404": error, "422": error},
            },
            "delete": {"description": words, "responses": {"204": {"description": "gone"}, "404": error}},
        }
    return {
        "openapi": "3.0.3",
        "info": {"title": "Large", "version": "1"},
        "paths": items,
        "components": {"schemas": schemas},
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def commands(tool, path, description, port, log):
    """With `log` as both come out of the box, a log of every request; else as silent as they can be."""
    if tool == "countersign":
        return [path, "mock", "--contract", str(description), "--port", str(port)] + ([] if log else ["--quiet"])
    silent = [] if log else ["--verboseLevel", "silent"]
    return [path, "mock", str(description), "--port", str(port), "--host", "127.0.0.1"] + silent


class Server:
    """A mock at work, and how long its first answer took from the start of its process."""

    def __init__(self, tool, path, description, target, patience, log=False):
        port = free_port()
        self.port = port
        started = time.perf_counter()
        self.process = subprocess.Popen(
            commands(tool, path, description, port, log), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.first = None
        while time.perf_counter() - started < patience:
            if self.process.poll() is not None:
                raise SystemExit(f"{tool} ended with {self.process.returncode}")
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
                connection.request("GET", target)
                answer = connection.getresponse()
                answer.read()
                self.status = answer.status
                self.first = time.perf_counter() - started
                break
            except OSError:
                time.sleep(0.0005)

    def memory(self):
        """Peak and present resident memory of the process and its children, MB."""
        pids = [self.process.pid]
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
                except OSError:
                    continue
                if int(parent) in pids:
                    pids.append(int(entry.name))
        peak = now = 0
        for pid in pids:
            try:
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmHWM"):
                        peak += int(line.split()[1])
                    if line.startswith("VmRSS"):
                        now += int(line.split()[1])
            except OSError:
                pass
        return peak / 1024, now / 1024

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def load(wrk, port, target, seconds, script=None, connections=16):
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s"]
    if script:
        command += ["-s", str(script)]
    out = subprocess.run(command + [f"http://127.0.0.1:{port}{target}"], capture_output=True, text=True, check=True).stdout
    rate = next(float(line.split()[1]) for line in out.splitlines() if line.startswith("Requests/sec"))
    refused = [line.strip() for line in out.splitlines() if "Non-2xx" in line or "Socket errors" in line]
    return rate, refused


def measure(tool, path, folder, options):
    rows = {}
    patience = 30 if tool == "countersign" else options.patience
    for name, target in [("petstore", "/pets"), ("large", "/things299/7")]:
        firsts, runs = [], options.runs if tool == "countersign" or name == "petstore" else 1
        for _ in range(runs):
            server = Server(tool, path, folder / f"{name}.json", target, patience)
            if server.first is None:
                server.stop()
                break
            assert server.status == 200, (tool, name, server.status)
            firsts.append(server.first * 1000)
            if len(firsts) < runs:
                server.stop()
        if not firsts:
            rows[f"{name}: start to first answer, ms"] = f"none after {patience} s"
            continue
        rows[f"{name}: start to first answer, ms"] = statistics.median(firsts)
        rows[f"{name}: memory before load, MB"] = server.memory()[1]
        kinds = [("static GET", target, None)]
        if name == "petstore":
            kinds += [("validated POST", "/pets", folder / "post.lua"), ("generated GET", "/pets/7", None)]
        for kind, where, script in kinds:
            rate, refused = load(options.wrk, server.port, where, options.seconds, script)
            rows[f"{name}: {kind}, per second"] = rate
            for line in refused:
                print(f"  {tool} {name} {kind}: {line}")
        early = server.memory()[1]
        load(options.wrk, server.port, target, options.seconds)
        peak, late = server.memory()
        rows[f"{name}: memory under load, MB"] = late
        rows[f"{name}: growth under further load, MB"] = late - early
        rows[f"{name}: peak memory, MB"] = peak
        server.stop()
        if name == "petstore":
            server = Server(tool, path, folder / f"{name}.json", target, patience, log=True)
            rate, _ = load(options.wrk, server.port, target, options.seconds)
            rows["petstore: static GET with a log, per second"] = rate
            server.stop()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--countersign", default=str(HERE.parent / "target/release/countersign"))
    parser.add_argument("--prism")
    parser.add_argument("--wrk", default="wrk")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--patience", type=int, default=60, help="seconds to wait for Prism's first answer")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "petstore.json").write_text(json.dumps(PETSTORE))
        (folder / "large.json").write_text(json.dumps(large(), indent=1))
        (folder / "post.lua").write_text(
            'wrk.method = "POST"\nwrk.body = %s\nwrk.headers["Content-Type"] = "application/json"\n' % json.dumps(POST_BODY)
        )
        size = os.path.getsize(folder / "large.json") / 1e6
        print(f"the large description: {size:.1f} MB, {len(large()['paths'])} paths")
        ours = measure("countersign", options.countersign, folder, options)
        theirs = measure("prism", options.prism, folder, options) if options.prism else {}
    print(f"{'':44} {'countersign':>12} {'prism':>16} {'ratio':>8}")
    for row, value in ours.items():
        other = theirs.get(row)
        ratio = ""
        if isinstance(other, float) and isinstance(value, float) and min(value, other) > 0:
            ratio = f"{max(value / other, other / value):.1f}"
        shown = "" if other is None else f"{other:.1f}" if isinstance(other, float) else other
        value = f"{value:.1f}" if isinstance(value, float) else value
        print(f"{row:44} {value:>12} {shown:>16} {ratio:>8}")


if __name__ == "__main__":
    main()
