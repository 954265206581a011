#!/usr/bin/env bash
# The chart of a version: chart.sh VERSION FOLDER. Helm packs it; then it is packed again, since Helm writes the time into it.
set -euo pipefail
version=$1 folder=$(realpath "$2")
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
helm package deploy/helm/coder-exporter --version "$version" --app-version "$version" --destination "$work" >/dev/null 2>"$work/log" \
  || { cat "$work/log" >&2; exit 1; }
tar -xzf "$work/coder-exporter-$version.tgz" -C "$work"
deploy/release/archive.sh "$folder/coder-exporter-chart-$version.tgz" "$work" coder-exporter
