#!/bin/sh
# Collects a case for totemtap on a host where Java cannot run: packets by tcpdump, and what the host says about itself before and
# after, in one tar. Needs tcpdump 3.9 or newer and the right to capture, nothing else. Sends no packet and joins no group.
#
#   sh totemtap-collect.sh -i IF [-t SECONDS] [-n NAME] [-o DIR] [-m MEGABYTES] [-p PORT]
#
#   -i IF         interface to capture on
#   -t SECONDS    how long (default 300)
#   -n NAME       what to call this host (default: its own name up to the first dot)
#   -o DIR        where to put the archive (default: the current directory)
#   -m MEGABYTES  ends early at this size (default 500)
#   -p PORT       totem's port (default 5405)

usage() {
    sed -n '5,12p' "$0" | sed 's/^# \{0,1\}//' >&2
    exit 64
}

interface=
seconds=300
name=$(hostname 2>/dev/null | sed 's/\..*//')
out=.
megabytes=500
port=5405
while [ $# -gt 0 ]; do
    [ $# -gt 1 ] || usage
    case $1 in
        -i) interface=$2 ;;
        -t) seconds=$2 ;;
        -n) name=$2 ;;
        -o) out=$2 ;;
        -m) megabytes=$2 ;;
        -p) port=$2 ;;
        *) usage ;;
    esac
    shift 2
done
[ -n "$interface" ] || usage
for number in "$seconds" "$megabytes" "$port"; do
    case $number in '' | *[!0-9]*) usage ;; esac
done
case $name in '' | *[!A-Za-z0-9_-]*) name=node ;; esac
PATH=$PATH:/usr/sbin:/sbin
export PATH
LC_ALL=C
export LC_ALL
if ! command -v tcpdump >/dev/null 2>&1; then
    echo "tcpdump is not installed here; install the package tcpdump." >&2
    exit 69
fi

stamp=$(date +%Y%m%d-%H%M%S)
case_name=case-$name-$stamp
dir=$out/$case_name
umask 077
if ! mkdir -p "$dir/state"; then
    exit 73
fi

section() {
    if command -v "$1" >/dev/null 2>&1; then
        echo "### $*"
        "$@" 2>&1
        echo
    fi
}

files() {
    echo "### $1"
    # the pattern is meant to be expanded
    # shellcheck disable=SC2086
    for file in $1; do
        if [ -f "$file" ]; then
            echo "$file $(cat "$file" 2>/dev/null)"
        fi
    done
    echo
}

transcript() {
    echo "### time $(date +%s) phase $1"
    for table in uptime net/igmp net/igmp6 net/dev_mcast net/dev net/snmp net/netstat net/snmp6 net/udp net/udp6 \
        net/softnet_stat; do
        if [ -r "/proc/$table" ]; then
            echo "### cat /proc/$table"
            cat "/proc/$table"
            echo
        fi
    done
    for bond in /proc/net/bonding/*; do
        if [ -r "$bond" ]; then
            echo "### cat $bond"
            cat "$bond"
            echo
        fi
    done
    section hostname
    section uname -a
    section ip -d link show
    section ip address show
    section ip -s link show
    section ip maddress show
    section ip route show table all
    section ip rule show
    section ip neigh show
    section tc -s qdisc show
    section ss -ulnpm
    section nft list ruleset
    section iptables-save -c
    section bridge -d -s mdb show
    section bridge fdb show
    section ethtool -S "$interface"
    section ethtool -k "$interface"
    section ethtool -i "$interface"
    section ethtool "$interface"
    section corosync-cfgtool -s
    section cman_tool status
    section cman_tool nodes
    files '/proc/sys/net/ipv4/conf/*/rp_filter'
    files '/proc/sys/net/ipv4/conf/*/force_igmp_version'
    files '/proc/sys/net/ipv4/conf/*/mc_forwarding'
    files '/proc/sys/net/ipv4/igmp_max_memberships'
    files '/proc/sys/net/core/rmem_*'
    files '/sys/class/net/*/flags'
    files '/sys/class/net/*/carrier_changes'
}

plain="igmp or icmp or arp or rarp or stp or net 239.0.0.0/8 or udp port $port or udp port $((port - 1)) or (ip proto 17 and ip[6:2] & 0x1fff != 0) or (ip6 and (icmp6 or ip6[6] = 0 or net ff15::/16))"
filter="$plain or (vlan and ($plain))"
packets=$dir/$name.pcap

transcript start >"$dir/state/$name.start.txt"
cat >"$dir/case.json" <<JSON
{"format": 1, "vantagePoints": [{"name": "$name", "file": "$name.pcap", "host": "$name", "promiscuous": false}]}
JSON

pid=
finish() {
    trap '' INT TERM HUP
    if [ -n "$pid" ]; then
        kill -INT "$pid" 2>/dev/null
        wait "$pid"
    fi
    transcript end >"$dir/state/$name.end.txt"
    if [ ! -s "$packets" ]; then
        echo "tcpdump captured nothing:" >&2
        cat "$dir/tcpdump.txt" >&2
        rm -rf "$dir"
        exit 77
    fi
    grep dropped "$dir/tcpdump.txt"
    mv "$dir/tcpdump.txt" "$dir/notes.md"
    (cd "$out" && tar cf "$case_name.tar" "$case_name") && rm -rf "$dir"
    echo "$out/$case_name.tar"
    exit 0
}
trap finish INT TERM HUP

# not promiscuous: promiscuity hides a broken filter of the NIC
tcpdump -p -n -U -s 0 -i "$interface" -w "$packets" "$filter" >/dev/null 2>"$dir/tcpdump.txt" &
pid=$!
passed=0
while [ "$passed" -lt "$seconds" ] && kill -0 "$pid" 2>/dev/null; do
    sleep 1
    passed=$((passed + 1))
    # the size in kilobytes; ls and wc would read or format differently on old systems
    size=$(du -k "$packets" 2>/dev/null | awk '{print $1}')
    if [ "${size:-0}" -gt $((megabytes * 1024)) ]; then
        echo "ended after $passed seconds: $megabytes MB are reached" >&2
        break
    fi
done
finish
