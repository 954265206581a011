# Runs one program in a folder of its own, for the process at the other end of our standard input. When that pipe closes, because the process
# closed it, ended, or was killed, the program is stopped and the folder removed. Nobody has to remember to tidy up.
#
# Arguments: the program and its arguments. It is started when a line comes, so that the folder can be filled before.
set -u
trap '' INT HUP QUIT PIPE
trap 'exit 143' TERM

program=
folder=$(mktemp -d "${TMPDIR:-/tmp}/coder-guarded.XXXXXX") || exit 1

finish() {
    trap '' TERM
    if [ -n "$program" ]; then
        kill -TERM "$program"
        wait "$program"
    fi
    rm -rf "$folder"
}
trap finish EXIT

cd "$folder" || exit 1
exec 2>log
echo "$folder"
read -r _ || exit 0
trap - TERM # or the program, before it is one, takes over the trap, and a signal is lost to it
"$@" >>log 2>&1 </dev/null &
program=$!
trap 'exit 143' TERM
echo "$program"
while read -r _; do :; done
