#!/usr/bin/env bash
# A simulated Coder deployment and the exporter on it, in one command. Options: --users 300 --templates 12 --days 60 --rows 2000000 --seed 1
# --urls http://127.0.0.1:2113 --exporter none (only the database) --share-password FILE (lets other containers use the database). Where Prometheus
# is installed it is started too, with the history of the deployment: --prometheus 127.0.0.1:9090, or none.
set -euo pipefail
cd "$(dirname "$0")"
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }
. .ci/tools.sh
need_postgresql
echo "Building ..."
dotnet build demo --configuration Release --nologo --verbosity quiet -clp:NoSummary
exec dotnet demo/bin/Release/net10.0/demo.dll "$@"
