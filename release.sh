#!/usr/bin/env bash
# Everything of a release, in artifacts/release/VERSION: release.sh [VERSION]. Without a version it is that of the tag on this commit, like v1.2.3.
# What cannot be made for want of a tool is left out and named at the end.
set -euo pipefail
cd "$(dirname "$0")"
version=${1:-$(git describe --tags --exact-match --match 'v[0-9]*' | cut -c2-)}
revision=$(git rev-parse HEAD)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
out=$PWD/artifacts/release/$version work=$PWD/artifacts/release/work
rm -rf "$out" "$work"
mkdir -p "$out" "$work"
missing=()
has() { command -v "$1" >/dev/null; }
[ -z "$(git status --porcelain)" ] || echo "Warning: what is not committed will be in a release of ${revision:0:12}." >&2

# The same bytes whoever builds, wherever: no path, time or user gets into the binary. Symbols would bring in the paths that generated code names.
publish() {
  dotnet publish src/Exporter --configuration Release --runtime "$1" --output "$work/$1" --nologo --verbosity quiet \
    -p:ContinuousIntegrationBuild=true -p:MinVerVersionOverride="$version" -p:SourceRevisionId="$revision" \
    -p:DebugType=none -p:NativeDebugSymbols=false "${@:2}"
}

case $(uname -m) in aarch64) own=linux-arm64 other=linux-x64 cross=x86_64-linux-gnu ;; *) own=linux-x64 other=linux-arm64 cross=aarch64-linux-gnu ;; esac
runtimes=("$own")
publish "$own"
if has "$cross-gcc" && has ld.lld && has llvm-objcopy; then
  publish "$other" -p:LinkerFlavor=lld -p:ObjCopyName=llvm-objcopy
  runtimes+=("$other")
else
  missing+=("$other: needs gcc-${cross/_/-}, lld and llvm")
fi

for runtime in "${runtimes[@]}"; do
  case $runtime in linux-x64) architecture=amd64 ;; *) architecture=arm64 ;; esac
  deploy/release/sbom.sh "$version" "$out/coder-exporter-$version-$runtime.cdx.json" "$runtime"
  deploy/release/licences.sh "$out/coder-exporter-$version-$runtime.cdx.json" "$work/THIRD-PARTY.txt"
  name=coder-exporter-$version-$runtime
  install -D -m 0755 "$work/$runtime/coder-exporter" "$work/$name/coder-exporter"
  install -m 0644 docs/grants.sql LICENSE CHANGELOG.md "$work/THIRD-PARTY.txt" deploy/man/coder-exporter.1 deploy/systemd/coder-exporter.service deploy/systemd/coder-exporter.env \
    deploy/completion/coder-exporter.bash deploy/completion/coder-exporter.zsh "$work/$name/"
  deploy/release/archive.sh "$out/$name.tar.gz" "$work" "$name"
  THIRD_PARTY=$work/THIRD-PARTY.txt deploy/debian/build.sh "$version" "$work/$runtime/coder-exporter" "$out" "$architecture" >/dev/null
done

if has helm; then deploy/release/chart.sh "$version" "$out"; else missing+=("the chart: needs helm"); fi

engine=$(command -v docker || command -v buildah || true)
if [ -n "$engine" ] && "$engine" build --target exporter --build-arg VERSION="$version" --build-arg REVISION="$revision" --tag "coder-exporter:$version" . >"$work/image.log" 2>&1; then
  if [ "${engine##*/}" = docker ]; then docker save "coder-exporter:$version" --output "$work/image.tar"; else buildah push "coder-exporter:$version" "docker-archive:$work/image.tar:coder-exporter:$version"; fi
  gzip -9n <"$work/image.tar" >"$out/coder-exporter-$version-image-$own.tar.gz"
else
  missing+=("the image: needs docker or buildah, and the registry of its base images")
fi

(cd "$out" && sha256sum -- * >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)
rm -rf "$work"
ls -l "$out" | awk 'NR > 1 { printf "%12d  %s\n", $5, $9 }'
[ ${#missing[@]} -eq 0 ] || printf 'Left out: %s\n' "${missing[@]}" >&2
