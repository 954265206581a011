#!/usr/bin/env bash
# bench/bench.sh original [--quick]
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/tools.sh
need_postgresql
dotnet build bench/Benchmarks --configuration Release --nologo --verbosity quiet -clp:NoSummary
exec dotnet bench/Benchmarks/bin/Release/net10.0/Benchmarks.dll "$@"
