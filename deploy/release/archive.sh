#!/usr/bin/env bash
# A .tar.gz whose bytes depend on its contents alone: archive.sh FILE PARENT FOLDER packs PARENT/FOLDER.
set -euo pipefail
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
tar --directory "$2" --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --mode=go-w --format=gnu --create "$3" | gzip -9n >"$1"
