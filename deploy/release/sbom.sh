#!/usr/bin/env bash
# What is in the binary, in CycloneDX: sbom.sh VERSION FILE [RUNTIME]. Its packages from the restored project, and .NET's own, which no package
# reference names because the compiler brings them.
set -euo pipefail
version=$1 file=$(realpath -m "$2") runtime=${3:-linux-x64}
cd "$(dirname "$0")/../.."
time=$(date --utc --date="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" +%Y-%m-%dT%H:%M:%SZ)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet tool restore >/dev/null
dotnet tool run dotnet-CycloneDX src/Exporter/Exporter.csproj --output "$folder" --output-format Json --filename sbom.json --exclude-dev \
  --disable-package-restore --no-serial-number --set-name coder-exporter --set-version "$version" --set-type Application >"$folder/log" \
  || { cat "$folder/log" >&2; exit 1; }
jq --sort-keys --arg time "$time" --arg runtime "$runtime" --slurpfile assets src/Exporter/obj/project.assets.json '
  def packs: $assets[0].project.frameworks | to_entries[0].value.downloadDependencies[]
    | select(.name == "Microsoft.AspNetCore.App.Runtime." + $runtime or .name == "Microsoft.NETCore.App.Runtime.NativeAOT." + $runtime)
    | (.version | ltrimstr("[") | split(",")[0]) as $exact
    | { type: "library", name, version: $exact, "bom-ref": "pkg:nuget/\(.name)@\($exact)", purl: "pkg:nuget/\(.name)@\($exact)",
        scope: "required", licenses: [{ license: { id: "MIT" } }] };
  .metadata.timestamp = $time
  # What only builds it is not in it.
  | .components |= ([.[] | select(.name | test("ILCompiler|ILLink|BannedApiAnalyzers|^MinVer$") | not), packs] | sort_by(.name))
  | [.components[]."bom-ref", .metadata.component."bom-ref"] as $there
  | .dependencies |= [.[] | select(.ref | IN($there[])) | .dependsOn = [.dependsOn[]? | select(IN($there[]))]]
' "$folder/sbom.json" >"$file"
