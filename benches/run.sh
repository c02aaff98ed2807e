#!/usr/bin/env bash
# Countersign and hurl side by side: the same cases, the same server, one run. Prints ratios.
#
# usage: run.sh PEERS_FOLDER [ARGUMENTS OF compare.py]      e.g.  run.sh path/to/bench --n 1000 10000 --runs 5
#
# PEERS_FOLDER (or COUNTERSIGN_PEERS) holds gen_workload.py, bench_peers.py, install_peers.sh and servers.sh.
# PEERS_HOME is where tools and workloads go, a folder outside the repository; as root, once:
#   PEERS_HOME=/some/where PEERS_FOLDER/install_peers.sh apt hurl
# Runs in a network namespace that has nothing but its loopback, so nothing can leave the machine.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
if [ $# -gt 0 ] && [ -d "$1" ]; then
  COUNTERSIGN_PEERS="$1"
  shift
fi
COUNTERSIGN_PEERS="$(cd "${COUNTERSIGN_PEERS:?say where the scripts for the peers are: run.sh PEERS_FOLDER}" && pwd)"
export COUNTERSIGN_PEERS
export PEERS_HOME="${PEERS_HOME:?set PEERS_HOME to the folder of the installed peers, outside the repository}"
if [ -z "${COUNTERSIGN:-}" ]; then
  (cd "$here/.." && cargo build --release --quiet)
  COUNTERSIGN="$here/../target/release/countersign"
fi
export COUNTERSIGN
if [ -z "${BENCH_IN_NAMESPACE:-}" ]; then
  if [ ! -d "$PEERS_HOME/w/hurl/10000" ]; then
    python3 "$COUNTERSIGN_PEERS/gen_workload.py" --out "$PEERS_HOME/w" --tools hurl --n 1 1000 10000
  fi
  python3 "$here/workload.py" --peers "$COUNTERSIGN_PEERS" --out "$PEERS_HOME/w/countersign" --n 1 1000 10000
  exec env BENCH_IN_NAMESPACE=1 unshare -n "$0" "$@"
fi
ip link set lo up
ulimit -n 65536 2>/dev/null || true
bash "$COUNTERSIGN_PEERS/servers.sh" start
trap 'bash "$COUNTERSIGN_PEERS/servers.sh" stop' EXIT
trap 'exit 143' TERM INT
sleep 0.5
python3 "$here/compare.py" "$@"
