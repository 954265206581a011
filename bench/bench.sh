#!/usr/bin/env bash
# bench/bench.sh original|agents|history|backfill|micro|page|scrape|load|endurance|all [--quick]
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/tools.sh
need_postgresql
dotnet build bench/Benchmarks --configuration Release --nologo --verbosity quiet -clp:NoSummary
benchmarks=(dotnet bench/Benchmarks/bin/Release/net10.0/Benchmarks.dll)

publish() {
  need clang clang
  [ -e /usr/include/zlib.h ] || install zlib1g-dev
  dotnet publish src/Exporter --configuration Release --runtime linux-x64 --output artifacts/exporter --nologo --verbosity quiet
  export EXPORTER_BINARY=$PWD/artifacts/exporter/coder-exporter
}

original() {
  publish
  "${benchmarks[@]}" original "$@"
}

scrape() {
  publish
  need prometheus-sql-exporter prometheus-sql-exporter || true # what is missing is said to be missing
  need prometheus-postgres-exporter prometheus-postgres-exporter || true
  local pin=()
  # One core for who is scraped, another for who scrapes.
  [ "$(nproc)" -lt 2 ] || { export SERVER_CORE=0; pin=(taskset --cpu-list 1); }
  "${pin[@]}" "${benchmarks[@]}" scrape "$@"
}

load() {
  publish
  local pin=()
  [ "$(nproc)" -lt 2 ] || { export SERVER_CORE=0; pin=(taskset --cpu-list 1); }
  "${pin[@]}" "${benchmarks[@]}" load "$@"
}

run() {
  local benchmark=${1:-}
  shift || true
  case "$benchmark" in
    original | scrape | load) "$benchmark" "$@" ;;
    *) "${benchmarks[@]}" "$benchmark" "$@" ;;
  esac
}

if [ "${1:-}" = all ]; then
  shift
  for benchmark in original agents history backfill micro page scrape load endurance; do
    echo "# $benchmark"
    run "$benchmark" "$@"
  done
else
  run "$@"
fi
