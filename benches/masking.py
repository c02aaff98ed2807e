#!/usr/bin/env python3
"""What masking costs: the same suite with and without 20 secrets, in turns, in one run.

usage: masking.py --project DIR --base http://127.0.0.1:PORT [--binary PATH] [--rounds 12]

DIR is a W(N) of workload.py, served at --base (servers.sh starts nginx for it). The configuration names the secrets in
comments, so that the cases and what is sent are the same; only their variables are set or not. Prints the CPU time (user and system) of both, and the
ratio of their medians. Beside other work, compare ratios, not times.
"""
import argparse
import os
import pathlib
import random
import shutil
import statistics
import string
import subprocess


def secrets():
    """Twenty values such as services give out: keys, tokens, passwords with punctuation."""
    rng = random.Random(7)
    plain, signs = string.ascii_letters + string.digits, string.ascii_letters + string.digits + "+/=&%!?:"
    lengths = [16, 20, 24, 32, 40, 64, 128, 200, 320, 480]
    return ["".join(rng.choices(kind, k=length)) for kind in (plain, signs) for length in lengths]


def run(args, environment, more):
    """CPU seconds of one run, which must hold."""
    variables = dict(os.environ, BENCH_BASE=args.base, BENCH_KEY=args.key, **more)
    command = [str(args.binary), "run", "--env", environment, "--quiet"]
    process = subprocess.Popen(command, cwd=args.project, env=variables, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command} ended with {status}")
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", required=True, type=pathlib.Path)
    parser.add_argument("--base", required=True)
    parser.add_argument("--key", default="k123")
    parser.add_argument("--binary", type=pathlib.Path, default=pathlib.Path("target/release/countersign"))
    parser.add_argument("--rounds", type=int, default=12)
    args = parser.parse_args()
    args.binary = args.binary.resolve()
    config = args.project / "countersign.toml"
    before = config.read_text()
    more = {f"MASKING_{index}": value for index, value in enumerate(secrets())}
    seen = {"without": [], "with": []}
    try:
        # Secrets that the project names are masked, used or not: a comment is enough to name them.
        named = "".join(f"# ${{{{ secrets.{name} }}}}\n" for name in more)
        # The key of the cases is none, so that there is nothing to be masked without them.
        config.write_text(before.replace("secrets.BENCH_KEY", "env.BENCH_KEY") + "\n" + named)
        run(args, "bench", {})
        for _ in range(args.rounds):
            for kind, variables in (("without", {}), ("with", more)):
                seen[kind].append(run(args, "bench", variables))
            shutil.rmtree(args.project / ".countersign", ignore_errors=True)
    finally:
        config.write_text(before)
    for kind, rounds in seen.items():
        print(f"{kind:8} CPU median {statistics.median(rounds):.3f} s, least {min(rounds):.3f} s")
    cost = [with_ / without - 1 for without, with_ in zip(seen["without"], seen["with"])]
    median = statistics.median(seen["with"]) / statistics.median(seen["without"]) - 1
    print(f"20 secrets cost {median:+.1%} CPU by medians, {min(seen['with']) / min(seen['without']) - 1:+.1%} by the least, "
          f"{statistics.median(cost):+.1%} by the median of pairs")


if __name__ == "__main__":
    main()
