#!/usr/bin/env python3
"""Generate the side-by-side workload W(N) as a Countersign project.

usage: workload.py --peers FOLDER --out DIR [--n 1 1000 10000] [--per-file 100]

FOLDER holds gen_workload.py, which makes W(N) for other tools. Bodies, schemas and the list of cases are taken from
that file, so every tool meets the same requests and answers. DIR/N becomes a project: one contract in OpenAPI 3.1 with
the four documented operations and their complete schemas, and N cases, --per-file of them in a file. Every case is
judged by the whole contract; none is left to a handful of asserts.

The base URL comes from the variable BENCH_BASE, the key that the cases with a key send from BENCH_KEY.
"""
import argparse
import importlib.util
import json
import os
import pathlib
import shutil
import sys

CONFIG = """\
[apis.bench]
contract = "schemas/bench.openapi.json"
cases = "cases"
undocumented = "fail"

[environments.bench.apis.bench]
base_url = "${{ env.BENCH_BASE }}"
auth.key = "${{ secrets.BENCH_KEY }}"
"""

OPERATIONS = {
    "invoice": "GET /api/invoices/{id}",
    "fields": "GET /api/custom_fields/invoice/{id}",
    "put": "PUT /sequences/{id}/set_current.json",
    "none": "GET /api/none/{id}",
}


def load_peers(folder):
    """The generator of the peers' formats, as a module."""
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("gen_workload", folder / "gen_workload.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def contract(schemas):
    """The four operations, each with its documented statuses and schemas."""
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}

    def body(name):
        schema = {"$ref": f"#/components/schemas/{name}"}
        return {"description": name, "content": {"application/json": {"schema": schema}}}

    def operation(responses, **more):
        return {"parameters": [parameter], "responses": responses, **more}

    plain = {name: {k: v for k, v in schema.items() if k != "$schema"} for name, schema in schemas.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "W(N)", "version": "1"},
        "paths": {
            "/api/invoices/{id}": {"get": operation({"200": body("invoice")})},
            "/api/custom_fields/invoice/{id}": {"get": operation({"200": body("fields")})},
            "/sequences/{id}/set_current.json": {
                "put": operation({"200": {"description": "done"}, "401": {"description": "no key"}}, security=[{"key": []}])
            },
            "/api/none/{id}": {"get": operation({"404": body("none")})},
        },
        "components": {
            "schemas": plain,
            "securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "api_key"}},
        },
    }


def case(number, kind, query, status):
    lines = [
        f"  - name: case {number}",
        f"    operation: {OPERATIONS[kind]}",
        "    request: { path: { id: %d }%s }" % (number, ", auth: none" if kind == "put" and not query else ""),
    ]
    if kind == "put":
        lines.append(f"    expect: {{ status: {status}, body: {{ empty: true }} }}")
    elif kind == "none":
        equals = "{ status: false, message: No data were found }"
        lines.append(f"    expect: {{ status: {status}, body: {{ equals: {equals} }} }}")
    else:
        lines.append(f"    expect: {{ status: {status} }}")
    return "\n".join(lines) + "\n"


def write(peers, schemas, folder, count, per_file):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "schemas").mkdir(parents=True)
    (folder / "cases").mkdir()
    (folder / "countersign.toml").write_text(CONFIG)
    (folder / "schemas/bench.openapi.json").write_text(json.dumps(contract(schemas), indent=1) + "\n")
    cases = [case(number, kind, query, status) for number, kind, _, _, query, status in peers.cases(count)]
    for start in range(0, count, per_file):
        text = "api: bench\n\ncases:\n" + "".join(cases[start:start + per_file])
        (folder / f"cases/w-{start // per_file + 1:04}.yaml").write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--n", type=int, nargs="+", default=[1, 1000, 10000])
    parser.add_argument("--per-file", type=int, default=100)
    args = parser.parse_args()
    peers = load_peers(args.peers)
    _, _, invoice, fields = peers.load(os.environ.get("SEED_TXT", ""))
    schemas = {"invoice": invoice, "fields": fields, "none": peers.NONE_SCHEMA}
    for count in args.n:
        write(peers, schemas, args.out / str(count), count, args.per_file)


if __name__ == "__main__":
    main()
