#!/usr/bin/env python3
"""Run hurl (`hurl-files-j2`) and Countersign over W(N), turn by turn against the same server, and print the ratios.

usage: compare.py [--n 1 1000 10000] [--runs 3] [--threads 8]       (see run.sh, which sets the scene and calls this)

Environment: COUNTERSIGN_PEERS  the folder with bench_peers.py
             PEERS_HOME         where the peers and the workload are
             COUNTERSIGN        the binary
"""
import argparse
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.environ["COUNTERSIGN_PEERS"])
import bench_peers  # noqa: E402

OURS = os.environ["COUNTERSIGN"]
HURL, COUNTERSIGN = "hurl-files-j2", "countersign"
ROOT = pathlib.Path(__file__).resolve().parent.parent


def ours(port, threads):
    """One line for the peers' table of tools."""
    env = {"BENCH_BASE": f"http://127.0.0.1:{port}", "BENCH_KEY": "k123"}

    def command(count):
        project = bench_peers.W / f"countersign/{count}"
        return [OURS, "--project", str(project), "run", "--env", "bench", "--test-threads", str(threads)], None, env

    return command


def run_phase(tool, count):
    """Seconds that a tool says it spent from its first request to its last verdict."""
    log = (bench_peers.OUT / f"peers-{tool}-{count}.log").read_text(errors="replace")
    if tool == HURL:
        found = re.search(r"Duration:\s+(\d+) ms", log)
        return int(found[1]) / 1000 if found else None
    found = re.search(r"passed in ([\d.]+) (ms|s)\b", log)
    return float(found[1]) / (1000 if found[2] == "ms" else 1) if found else None


def side_by_side(count, runs, table):
    results = {HURL: [], COUNTERSIGN: []}
    for _ in range(runs):
        for tool in results:
            bench_peers.wait_quiet(5)
            result = bench_peers.one("peers", tool, table[tool], count)
            if result["rc"] != 0 or result["reqs"] != count:
                sys.exit(f"{tool}: exit code {result['rc']}, {result['reqs']} of {count} requests, see {bench_peers.OUT}")
            result["phase"] = run_phase(tool, count) or result["wall"]
            results[tool].append(result)
    return results


def report(count, results):
    def median(tool, value):
        return statistics.median(value(result) for result in results[tool])

    rows = [
        ("run phase, cases/s", lambda r: count / max(r["phase"], 1e-6), "{:.0f}", True),
        ("whole command, cases/s", lambda r: count / r["wall"], "{:.0f}", True),
        ("whole command, ms", lambda r: r["wall"] * 1000, "{:.1f}", False),
        ("CPU ms per case", lambda r: (r["user"] + r["sys"]) * 1000 / count, "{:.3f}", False),
        ("peak MB", lambda r: r["rss_mb"], "{:.0f}", False),
        ("connections", lambda r: r["conns"], "{:.0f}", False),
        ("server CPU ms per case", lambda r: r["server_cpu"] * 1000 / count, "{:.3f}", False),
        ("cores burnt by others", lambda r: r["others"], "{:.2f}", False),
    ]
    print(f"\nN = {count}, median of {len(results[HURL])}")
    print(f"  {'':<26} {'hurl':>10} {'ours':>10} {'ratio':>8}")
    for name, value, form, more_is_better in rows:
        hurl, own = median(HURL, value), median(COUNTERSIGN, value)
        ratio = own / hurl if more_is_better else hurl / own if own else float("nan")
        print(f"  {name:<26} {form.format(hurl):>10} {form.format(own):>10} {ratio:>7.1f}x", flush=True)


def first_request(arguments, env):
    """Milliseconds from the start of the process to the first bytes of its first request."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        base = f"http://127.0.0.1:{server.getsockname()[1]}"
        env = {**os.environ, "NO_COLOR": "1", **{name: value or base for name, value in env.items()}}
        start = time.perf_counter()
        process = subprocess.Popen([OURS, *arguments], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        connection, _ = server.accept()
        connection.recv(1)
        took = (time.perf_counter() - start) * 1000
        connection.close()
        server.close()
        process.wait()
        return took


def start_up(runs):
    bench = {"BENCH_BASE": None, "BENCH_KEY": "k123"}
    perfex = {"PERFEX_BASE_URL": None, "PERFEX_AUTHTOKEN": "t", "INVOICEXPRESS_BASE_URL": None, "INVOICEXPRESS_API_KEY": "k"}
    listed = subprocess.run([OURS, "--project", str(ROOT), "run", "--list"], capture_output=True, text=True).stdout
    case = next(line.removesuffix(": test") for line in listed.splitlines() if line.startswith("perfex/values"))
    scenes = [
        ("W(1)", ["--project", str(bench_peers.W / "countersign/1"), "run", "--env", "bench"], bench),
        ("W(10000)", ["--project", str(bench_peers.W / "countersign/10000"), "run", "--env", "bench", "--test-threads", "1"], bench),
        ("one case of perfex", ["--project", str(ROOT), "run", "--env", "staging", "--exact", case], perfex),
        ("every case of perfex", ["--project", str(ROOT), "run", "--env", "staging", "perfex/"], perfex),
    ]
    print("\nfirst request, ms after the start of the process")
    for name, arguments, env in scenes:
        times = sorted(first_request(arguments, env) for _ in range(max(runs, 9)))
        print(f"  {name:<26} {times[len(times) // 2]:>10.1f}   best {times[0]:.1f}", flush=True)


def loading(count):
    project = str(bench_peers.W / f"countersign/{count}")
    print(f"\nloading {count} cases, ms of the whole command")
    scenes = [("every id (run --list)", ["run", "--list"]), ("everything checked (lint)", ["lint"])]
    for name, arguments in scenes:
        results = [bench_peers.run([OURS, "--project", project, *arguments]) for _ in range(5)]
        wall = statistics.median(result["wall"] for result in results) * 1000
        cpu = statistics.median(result["user"] + result["sys"] for result in results) * 1000
        print(f"  {name:<26} {wall:>10.0f}   CPU {cpu:.0f}, {cpu * 1000 / count:.1f} us per case", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, nargs="+", default=[1, 1000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=8)
    args = parser.parse_args()
    bench_peers.OUT.mkdir(exist_ok=True)
    table = bench_peers.tool_table(bench_peers.PORT)
    table[COUNTERSIGN] = ours(bench_peers.PORT, args.threads)
    for count in args.n:
        report(count, side_by_side(count, args.runs, table))
    start_up(args.runs)
    loading(max(args.n))


if __name__ == "__main__":
    main()
