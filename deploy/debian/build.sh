#!/usr/bin/env bash
# The Debian package: build.sh VERSION BINARY FOLDER [ARCHITECTURE]. Writes FOLDER/coder-exporter_VERSION_ARCHITECTURE.deb; two runs with one
# SOURCE_DATE_EPOCH write the same bytes. THIRD_PARTY names the file with the licences of others.
set -euo pipefail
version=$1 binary=$2 folder=$(realpath "$3") architecture=${4:-$(dpkg --print-architecture)}
cd "$(dirname "$0")/../.."
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
umask 022
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

put() { install -D -m "$1" "$2" "$root/$3"; }
squeeze() { install -d "$root/${2%/*}" && gzip -9n <"$1" >"$root/$2"; }

put 0755 "$binary" usr/bin/coder-exporter
put 0644 deploy/systemd/coder-exporter.service usr/lib/systemd/system/coder-exporter.service
put 0600 deploy/systemd/coder-exporter.env etc/coder-exporter/coder-exporter.env
put 0644 deploy/completion/coder-exporter.bash usr/share/bash-completion/completions/coder-exporter
put 0644 deploy/completion/coder-exporter.zsh usr/share/zsh/vendor-completions/_coder-exporter
put 0644 deploy/debian/copyright usr/share/doc/coder-exporter/copyright
[ -z "${THIRD_PARTY:-}" ] || put 0644 "$THIRD_PARTY" usr/share/doc/coder-exporter/THIRD-PARTY.txt
put 0644 deploy/debian/lintian-overrides usr/share/lintian/overrides/coder-exporter
squeeze deploy/man/coder-exporter.1 usr/share/man/man1/coder-exporter.1.gz
put 0644 docs/grants.sql usr/share/coder-exporter/grants.sql
for file in alerts/*.yml; do put 0644 "$file" "usr/share/coder-exporter/$file"; done
for file in grafana/dashboards/*.json; do put 0644 "$file" "usr/share/coder-exporter/dashboards/${file##*/}"; done

# A Debian version sorts 1.0.0~rc.1 before 1.0.0, where SemVer writes a hyphen.
debian=${version/-/\~}
changelog=$(mktemp)
printf 'coder-exporter (%s) unstable; urgency=medium\n\n  * Release %s; see CHANGELOG.md in the sources.\n\n -- coder-exporter maintainers <maintainers@coder-exporter.invalid>  %s\n' \
  "$debian" "$version" "$(date --utc --rfc-email --date="@$SOURCE_DATE_EPOCH")" >"$changelog"
squeeze "$changelog" usr/share/doc/coder-exporter/changelog.gz
rm "$changelog"

install -d -m 0755 "$root/DEBIAN"
for script in preinst postinst prerm postrm; do
  [ -f "deploy/debian/$script" ] && install -m 0755 "deploy/debian/$script" "$root/DEBIAN/$script"
done
echo /etc/coder-exporter/coder-exporter.env >"$root/DEBIAN/conffiles"
glibc=$(objdump -T "$binary" | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -n 1)
sed -e "s/@VERSION@/$debian/; s/@ARCHITECTURE@/$architecture/; s/@GLIBC@/${glibc#GLIBC_}/; s/@SIZE@/$(du -sk --apparent-size "$root" | cut -f1)/" \
  deploy/debian/control >"$root/DEBIAN/control"
(cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
# shellcheck disable=SC2086
dpkg-deb --root-owner-group ${DEB_COMPRESSION:--Zxz} --build "$root" "$folder/coder-exporter_${debian}_$architecture.deb"
