#!/usr/bin/env bash
# The licences of what is in the binary: licences.sh SBOM FILE. Each package with its copyright, then every text.
set -euo pipefail
sbom=$1 file=$(realpath -m "$2")
cd "$(dirname "$0")/../.."
packages=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//; s,/$,,')
{
  echo "coder-exporter contains these works of others. Texts of their licences follow."
  texts=("Apache-2.0|LICENSE")
  while IFS=$'\t' read -r name version licence; do
    folder=$packages/${name,,}/${version,,}
    copyright=$(grep -oP '(?<=<copyright>).*(?=</copyright>)' "$folder"/*.nuspec || true)
    printf '\n%s %s\n  %s\n' "$name" "$version" "$licence"
    [ -z "$copyright" ] || printf '  %s\n' "$copyright"
    while read -r text; do texts+=("$name $version: ${text##*/}|$text"); done < <(find "$folder" -maxdepth 1 -type f -iregex '.*/\(licen[cs]e\|third-party-notices\|notice\)[^/]*' | LC_ALL=C sort)
    [ "$licence" = Apache-2.0 ] || texts+=("$licence|deploy/release/licences/$licence.txt")
  done < <(jq -r '.components[] | [.name, .version, (.licenses[0] | .license.id // .expression)] | @tsv' "$sbom")
  # Many packages carry the same text: it stands here once.
  declare -A seen
  for entry in "${texts[@]}"; do
    text=${entry#*|} sum=$(tr -d '[:space:]' <"${entry#*|}" | sha256sum)
    [ -z "${seen[$sum]:-}" ] || continue
    seen[$sum]=1
    printf '\n\n======== %s\n\n' "${entry%%|*}"
    tr -d '\r' <"$text" | sed 's/^\xef\xbb\xbf//'
  done
} >"$file"
