#!/usr/bin/env bash
# Every test, in one command: installs what they need where it can, builds, runs them, and ends with the count.
set -euo pipefail
cd "$(dirname "$0")"
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }
. .ci/tools.sh
need_postgresql
need psql postgresql-client
need pgbouncer pgbouncer
need promtool prometheus
need chromium chromium fonts-dejavu
need prometheus-alertmanager prometheus-alertmanager
need clang clang # native AOT links with it, and with zlib
[ -e /usr/include/zlib.h ] || install zlib1g-dev || echo "zlib's headers are missing: native AOT will not link." >&2
need_helm || true
# For packages and charts; all at once is quicker.
packages=()
for tool in systemd-analyze:systemd lintian mmdebstrap bwrap:bubblewrap mandoc zsh jq strace; do
  command -v "${tool%:*}" >/dev/null || packages+=("${tool#*:}")
done
[ -e /usr/share/bash-completion/bash_completion ] || packages+=(bash-completion)
[ ${#packages[@]} -eq 0 ] || install "${packages[@]}" || echo "Missing: ${packages[*]}" >&2
/usr/bin/python3 -c 'import prometheus_client' 2>/dev/null || install python3-prometheus-client || echo "python3-prometheus-client is missing." >&2

dotnet build Exporter.sln --configuration Release --nologo --verbosity quiet -clp:NoSummary
output=$(mktemp)
trap 'rm -f "$output"' EXIT
result=0
# In CI a test that is skipped for want of a tool is a failure.
timeout --foreground 45m tests/Exporter.Tests/bin/Release/net10.0/Exporter.Tests -noColor ${CI:+-failSkips} "$@" | tee "$output" || result=$?

summary=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$output" | tail -n 1) ||
  summary="Total: 1, Errors: 0, Failed: 1, Skipped: 0" # it did not come to its end
read -r total errors failed skipped <<<"$(tr -dc '0-9 \n' <<<"$summary")"
echo "$((${total:-0} - ${failed:-0} - ${skipped:-0})) passed, $((${failed:-0} + ${errors:-0})) failed, ${skipped:-0} skipped"
[ "${total:-0}" -gt 0 ] && exit "$result"
exit 1
