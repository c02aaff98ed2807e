#!/usr/bin/env python3
"""What the record costs: the same suite with and without it, in turns, in one run.

usage: recording.py --project DIR --base http://127.0.0.1:PORT [--binary PATH] [--rounds 10]

DIR is a W(N) of workload.py, served at --base (servers.sh starts nginx for it). Prints the CPU time (user and system) of
both, the ratio of their medians, and the peak memory of both. Beside other work, compare ratios, not times.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess


def run(args, flags):
    """CPU seconds and peak memory in MB of one run, which must hold."""
    environment = dict(os.environ, BENCH_BASE=args.base, BENCH_KEY=args.key)
    command = [str(args.binary), "run", "--env", "bench", "--quiet", *flags]
    process = subprocess.Popen(command, cwd=args.project, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command} ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", required=True, type=pathlib.Path)
    parser.add_argument("--base", required=True)
    parser.add_argument("--key", default="benchkey123")
    parser.add_argument("--binary", type=pathlib.Path, default=pathlib.Path("target/release/countersign"))
    parser.add_argument("--rounds", type=int, default=10)
    args = parser.parse_args()
    args.binary = args.binary.resolve()
    kinds = {"without": ["--no-record"], "with": []}
    seen = {kind: [] for kind in kinds}
    run(args, [])
    for _ in range(args.rounds):
        for kind, flags in kinds.items():
            seen[kind].append(run(args, flags))
        shutil.rmtree(args.project / ".countersign", ignore_errors=True)
    for kind, rounds in seen.items():
        cpu, memory = zip(*rounds)
        print(f"{kind:8} CPU median {statistics.median(cpu):.3f} s, least {min(cpu):.3f} s; memory {max(memory):.0f} MB")
    median = {kind: statistics.median(cpu for cpu, _ in rounds) for kind, rounds in seen.items()}
    least = {kind: min(cpu for cpu, _ in rounds) for kind, rounds in seen.items()}
    print(f"the record costs {median['with'] / median['without'] - 1:+.1%} CPU by medians, "
          f"{least['with'] / least['without'] - 1:+.1%} by the least")


if __name__ == "__main__":
    main()
