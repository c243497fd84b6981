#!/bin/sh
# How much multicast a live capture keeps up with: a pair of interfaces in namespaces of their own, small packets at a steady rate, and one
# program after the other that captures them. Prints a row for each: packets sent, captured, dropped by the kernel, CPU seconds, memory.
#
#   flood.sh [JAR] [PACKETS_A_SECOND] [SECONDS] [FRAME_BYTES]       default: target/totemtap.jar 200000 20 200
#
# Needs root, gcc, ip, /usr/bin/time or python3; tcpdump and dumpcap where they are to be compared.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
jar=${1:-target/totemtap.jar}
rate=${2:-200000}
length=${3:-20}
bytes=${4:-200}
GROUP=239.192.53.207
PORT=5405
BUFFER=65536 # KiB, the default of capture
home=$(mktemp -d)
left=ttflood$$-a
right=ttflood$$-b

tidy() {
    ip netns delete "$left" 2>/dev/null || true
    ip netns delete "$right" 2>/dev/null || true
    rm -rf "$home"
}
trap tidy EXIT
trap 'exit 130' INT TERM

gcc -O2 -o "$home/flood" "$here/flood.c"
ip netns add "$left"
ip netns add "$right"
ip link add a0 netns "$left" type veth peer name b0 netns "$right"
for side in "$left a0 1" "$right b0 2"; do
    # shellcheck disable=SC2086 # three words
    set -- $side
    ip netns exec "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1
    ip -n "$1" addr add "192.168.9.$3/24" dev "$2"
    ip -n "$1" link set lo up
    ip -n "$1" link set "$2" up
done
ip -n "$left" route add 224.0.0.0/4 dev a0

# row NAME COMMAND...: runs it in the receiver's namespace, floods, ends it with SIGTERM, tells CPU and memory
row() {
    name=$1
    shift
    ip netns exec "$right" python3 -B "$here/measure.py" "$home/usage" "$@" >"$home/out" 2>"$home/err" &
    job=$!
    sleep 5
    sent=$(ip netns exec "$left" "$home/flood" a0 $GROUP $PORT "$rate" "$length" "$bytes")
    sleep 3
    kill -TERM "$job" 2>/dev/null || true
    wait "$job" || true
    printf '%-28s sent %9s  captured %9s  dropped %7s  %s\n' "$name" "$sent" "$(captured)" "$(dropped)" "$(cat "$home/usage")"
}

number() { grep -ho "$1" "$home/out" "$home/err" 2>/dev/null | tail -1 | grep -o '[0-9][0-9]*' | tail -1 || true; }
captured() {
    if [ -s "$home/result.json" ]; then
        python3 -c 'import json,sys; print(sum(c["packets"] for c in json.load(open(sys.argv[1]))["captures"]))' "$home/result.json"
    else
        n=$(number '[0-9]* packets captured')
        [ -n "$n" ] || n=$(number 'Packets captured: [0-9]*')
        echo "${n:-?}"
    fi
}
dropped() {
    if [ -s "$home/result.json" ]; then
        python3 -c 'import json,sys; print(sum(c["droppedByCapture"] or 0 for c in json.load(open(sys.argv[1]))["captures"]))' "$home/result.json"
    else
        n=$(number '[0-9]* packets dropped by kernel')
        [ -n "$n" ] || n=$(number 'dropped on interface .*: [0-9]*/[0-9]*' )
        echo "${n:-?}"
    fi
}

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
filter="net 239.0.0.0/8"
row "totemtap capture" "$java" -jar "$jar" capture -i b0 -l --no-witness --json "$home/result.json"
rm -f "$home/result.json"
row "totemtap capture -w" "$java" -jar "$jar" capture -i b0 -l --no-witness -w "$home/kept.pcapng" --json "$home/result.json"
rm -f "$home/result.json" "$home/kept.pcapng"
if command -v tcpdump >/dev/null 2>&1; then
    row "tcpdump -w" tcpdump -p -n -Z root -i b0 -B $BUFFER -w "$home/kept.pcap" "$filter"
    rm -f "$home/kept.pcap"
fi
if command -v dumpcap >/dev/null 2>&1; then
    row "dumpcap -w" dumpcap -p -q -i b0 -B $((BUFFER / 1024)) -f "$filter" -w "$home/kept.pcapng"
fi
