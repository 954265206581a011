# Runs one private PostgreSQL for the process at the other end of our standard input. When that pipe closes, because the process
# closed it, ended, or was killed, the server is stopped and its folder removed. Nobody has to remember to tidy up.
#
# Arguments: the folder with PostgreSQL's programs, then arguments for postgres. Commands come one a line and are answered one a line.
set -u
umask 077
trap '' INT HUP QUIT PIPE
trap 'exit 143' TERM

bin=$1
shift
server=
folder=$(mktemp -d "${TMPDIR:-/tmp}/coder-simulation.XXXXXX" 2>/dev/null) || folder=$(mktemp -d /tmp/coder-simulation.XXXXXX) || exit 1
data=$folder/data
log=$folder/postgres.log
exec 2>>"$log"

children() {
    cat "/proc/$server/task/$server/children" 2>/dev/null || pgrep -P "$server"
}

# A process that has exited counts as gone even if nobody has reaped it yet.
alive() {
    kill -0 "$1" 2>/dev/null || return 1
    case $(cat "/proc/$1/stat" 2>/dev/null) in *') Z '*) return 1 ;; esac
}

# Ready, or a standby that is up but not to be read.
up() {
    case $(sed -n '1p;8p' "$data/postmaster.pid" 2>/dev/null | tr -d ' \n') in
    "${server}ready" | "${server}standby") ;;
    *) return 1 ;;
    esac
}

# A server killed without notice leaves its System V segment behind; its pid file says which.
drop_shared_memory() {
    segment=$(sed -n 7p "$data/postmaster.pid" 2>/dev/null | awk '{ print $2 }')
    [ -z "$segment" ] || ipcrm -m "$segment"
}

finish() {
    trap '' TERM
    if [ -n "$server" ]; then
        kill -CONT "$server" $(children)
        kill -QUIT "$server"
        wait "$server"
    fi
    drop_shared_memory
    rm -rf "$folder"
}
trap finish EXIT

echo "folder $folder"
while read -r command argument; do
    case $command in
    init)
        printf '%s\n' "$argument" >"$folder/password"
        if "$bin/initdb" -D "$data" --username=postgres --pwfile="$folder/password" --auth=scram-sha-256 \
            --encoding=UTF8 --no-locale --no-sync >>"$log" </dev/null
        then answer=ok; else answer=failed; fi
        rm -f "$folder/password"
        ;;
    copy)
        # Instead of init: a copy of a running server, which follows it.
        if "$bin/pg_basebackup" -D "$data" -R -X stream -c fast -d "$argument" >>"$log" 2>&1 </dev/null
        then answer=ok; else answer=failed; fi
        ;;
    admit)
        # From the networks that this machine is in, with a password.
        if printf 'host all %s samenet scram-sha-256\n' "$argument" >>"$data/pg_hba.conf"
        then answer=ok; else answer=failed; fi
        ;;
    start)
        "$bin/postgres" -D "$data" -p "$argument" "$@" >>"$log" 2>&1 </dev/null &
        server=$!
        answer="ready $server"
        until up; do
            if ! alive "$server"; then
                wait "$server"
                server=
                answer=failed
                break
            fi
            sleep 0.02
        done
        ;;
    stop)
        kill "-$argument" "$server"
        wait "$server"
        server=
        answer=ok
        ;;
    kill)
        # Frozen first, so that it cannot start a child between the listing and the kill.
        kill -STOP "$server"
        orphans=$(children)
        kill -KILL $orphans "$server"
        wait "$server"
        for orphan in $orphans; do
            while alive "$orphan"; do sleep 0.02; done
        done
        server=
        answer=ok
        ;;
    freeze)
        kill -STOP "$server"
        kill -STOP $(children)
        answer=ok
        ;;
    thaw)
        kill -CONT $(children) "$server"
        answer=ok
        ;;
    *)
        answer="failed"
        ;;
    esac
    echo "$answer"
done
