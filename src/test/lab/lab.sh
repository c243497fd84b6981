#!/bin/sh
# A small LAN of network namespaces with real corosync 3.x on every node, and one fault at a time.
#
#   lab.sh up ID NODES [WAY]  a snooping switch with a querier, NODES nodes, corosync started, ring formed; WAY is one of
#                             plain, quick (a switch that forgets soon), unasked (and its queries are heard by nobody)
#   lab.sh fault ID NAME      breaks one thing
#   lab.sh heal ID NAME       mends it
#   lab.sh run ID NODE CMD... runs a command in a node's namespaces, or in the switch's (sw)
#   lab.sh down ID            removes everything, at any point
#   lab.sh missing            prints what is missing here, if anything
#
#   ttID-sw                    ttID-n1                  ttID-n2
#   br0 (IGMP snooping)        net0 192.168.7.1         net0 192.168.7.2
#    |- p1 --------------------- veth                    |
#    |- p2 ---------------------------------------------- veth
#
# Nothing outside the namespaces it makes is touched, and only processes that run in them are ended.
set -eu

GROUP=239.192.53.207
MAC=01:00:5e:40:35:cf
PORT=5405
here=$(cd "$(dirname "$0")" && pwd)
command=${1:-help}
id=${2:-}
case $id in *[!a-z0-9]*) echo "lab: an id has lower-case letters and digits only" >&2; exit 64 ;; esac
home=${TMPDIR:-/tmp}/totemtap-lab-$id

on() { ns=$1; shift; ip netns exec "tt$id-$ns" "$@"; }

namespaces() { ip netns list | awk '{print $1}' | grep "^tt$id-" || true; }

namespace() {
    ip netns add "tt$id-$1"
    for what in all default; do
        on "$1" sysctl -qw "net.ipv6.conf.$what.disable_ipv6=1" "net.ipv4.conf.$what.rp_filter=0"
    done
    ip -n "tt$id-$1" link set lo up
}

# The times are hundredths of a second.
switch_up() {
    case $1 in
        plain) query=1000 response=200 member=2400 ;;
        quick) query=400 response=100 member=1000 ;;
        unasked) query=1000 response=200 member=1500 ;;
        *) echo "lab: no way is called $1" >&2; exit 64 ;;
    esac
    namespace sw
    ip -n "tt$id-sw" link add br0 type bridge stp_state 0 forward_delay 0 mcast_snooping 1 mcast_igmp_version 2 \
        mcast_query_use_ifaddr 1 mcast_query_interval $query mcast_query_response_interval $response \
        mcast_membership_interval $member mcast_querier_interval $member mcast_last_member_interval 100 \
        mcast_startup_query_interval $((query / 4))
    ip -n "tt$id-sw" addr add 192.168.7.254/24 dev br0
    if [ "$1" = unasked ]; then
        # the bridge prunes only while it knows of a querier, so it is one that nobody can hear
        printf 'table bridge mute {\n chain o {\n type filter hook output priority 0; policy accept;\n  ip protocol igmp drop\n }\n}\n' | on sw nft -f -
    fi
    ip -n "tt$id-sw" link set br0 type bridge mcast_querier 1
    ip -n "tt$id-sw" link set br0 up
    on sw ethtool -K br0 tx off >/dev/null 2>&1 || true
}

node_up() {
    namespace "n$1"
    ip link add "p$1" netns "tt$id-sw" type veth peer name net0 netns "tt$id-n$1"
    ip -n "tt$id-n$1" link set net0 address "02:1b:78:a8:07:0$1"
    ip -n "tt$id-n$1" addr add "192.168.7.$1/24" brd + dev net0
    on sw ethtool -K "p$1" tx off >/dev/null 2>&1 || true
    on "n$1" ethtool -K net0 tx off >/dev/null 2>&1 || true
    ip -n "tt$id-sw" link set "p$1" master br0
    ip -n "tt$id-sw" link set "p$1" up
    ip -n "tt$id-n$1" link set net0 up
    ip -n "tt$id-n$1" route add 224.0.0.0/4 dev net0
}

# configure NODE FIRST LAST NAME: the cluster NAME has the nodes FIRST to LAST
configure() {
    mkdir -p "$home/n$1/etc" "$home/n$1/var" "$home/n$1/log"
    {
        printf 'totem {\n version: 2\n cluster_name: %s\n transport: udp\n crypto_cipher: none\n crypto_hash: none\n' "$4"
        printf ' nodeid: %s\n interface {\n  linknumber: 0\n  bindnetaddr: 192.168.7.%s\n' "$1" "$1"
        printf '  mcastaddr: %s\n  mcastport: %s\n  ttl: 1\n }\n}\nnodelist {\n' "$GROUP" "$PORT"
        k=$2
        while [ "$k" -le "$3" ]; do
            printf ' node {\n  ring0_addr: 192.168.7.%s\n  name: n%s\n  nodeid: %s\n }\n' "$k" "$k" "$k"
            k=$((k + 1))
        done
        printf '}\nquorum {\n provider: corosync_votequorum\n expected_votes: %s\n}\n' $(($3 - $2 + 1))
        printf 'logging {\n to_stderr: yes\n to_syslog: no\n to_logfile: no\n timestamp: hires\n}\n'
        printf 'system {\n sched_rr: no\n move_to_root_cgroup: no\n}\n'
    } >"$home/n$1/etc/corosync.conf"
}

daemon_up() {
    # shellcheck disable=SC2016 # expanded by the inner shell
    setsid ip netns exec "tt$id-n$1" unshare -m -u sh -c '
        mount --make-rprivate /
        mount --bind "$1/etc" /etc/corosync
        mkdir -p /var/lib/corosync /var/log/corosync
        mount --bind "$1/var" /var/lib/corosync
        mount --bind "$1/log" /var/log/corosync
        mount -t tmpfs none /run
        mount -t tmpfs none /dev/shm
        hostname "$2"
        exec /usr/sbin/corosync -f' sh "$home/n$1" "n$1" >"$home/n$1/corosync.out" 2>&1 </dev/null &
    echo $! >"$home/n$1/launcher"
}

daemon_pid() {
    for pid in $(ip netns pids "tt$id-n$1"); do
        if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = corosync ]; then
            echo "$pid"
            return
        fi
    done
}

inside() {
    node=$1
    shift
    nsenter -t "$(daemon_pid "$node")" -n -m -u "$@"
}

joined() { inside "$1" corosync-cmapctl -b runtime.members. 2>/dev/null | grep -c 'status (str) = joined' || true; }

wait_ring() {
    tries=0
    while [ "$(joined 1)" != "$1" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ]; then
            echo "lab: the ring has not formed" >&2
            cat "$home"/n*/corosync.out >&2
            exit 70
        fi
        sleep 0.3
    done
}

# load_up NODE RATE SIZE: messages a second, and the bytes of each
load_up() {
    pid=$(daemon_pid "$1")
    setsid nsenter -t "$pid" -n -m -u python3 -B "$here/cpgload.py" --rate "$2" --size "$3" \
        --out "$home/n$1/load-$3.json" >"$home/n$1/load-$3.out" 2>&1 </dev/null &
}

# members of the group behind the switch's port $1, or behind any
is_member() { on sw bridge mdb show 2>/dev/null | grep -F "$GROUP" | grep -q "port $1"; }

# The bridge floods until its first round of queries is over; who reports too early is not known to it before the next one.
wait_members() {
    i=1
    tries=0
    while [ "$i" -le "$1" ]; do
        if is_member "p$i"; then
            i=$((i + 1))
        elif [ "$tries" -gt 150 ]; then
            echo "lab: the switch does not know of node $i" >&2
            exit 70
        else
            tries=$((tries + 1))
            sleep 0.1
        fi
    done
    sleep 2.5
}

wait_forgotten() {
    tries=0
    while is_member "$1" && [ "$tries" -lt 400 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
}

up() {
    down
    mkdir -p "$home"
    switch_up "$2"
    i=1
    while [ "$i" -le "$1" ]; do
        node_up "$i"
        configure "$i" 1 "$1" lab
        daemon_up "$i"
        i=$((i + 1))
    done
    wait_ring "$1"
    wait_members "$1"
    i=1
    while [ "$i" -le "$1" ]; do
        load_up "$i" 2 120
        i=$((i + 1))
    done
}

down() {
    for ns in $(namespaces); do
        for pid in $(ip netns pids "$ns" 2>/dev/null); do
            kill -CONT "$pid" 2>/dev/null || true
            kill -KILL "$pid" 2>/dev/null || true
        done
        ip netns delete "$ns" || true
    done
    rm -rf "$home"
    left=$(namespaces)
    if [ -n "$left" ]; then
        echo "lab: still there: $left" >&2
        exit 70
    fi
}

switch_rule() { printf 'table bridge fault {\n chain f {\n type filter hook %s priority -10; policy accept;\n %s\n }\n}\n' "$1" "$2" | on sw nft -f -; }
host_rule() { printf 'table inet fault {\n chain f {\n type filter hook %s priority 0; policy accept;\n %s\n }\n}\n' "$2" "$3" | on "$1" nft -f -; }

fault() {
    case $1 in
        healthy) ;;
        switch-oneway) switch_rule forward "iifname p1 oifname p2 ether daddr $MAC drop" ;;
        switch-all) switch_rule forward "ether daddr $MAC drop" ;;
        switch-loss) switch_rule forward "oifname p2 ether daddr $MAC numgen random mod 100 < 25 drop" ;;
        switch-forgets) wait_forgotten p ;;
        switch-forgets-port)
            switch_rule prerouting "iifname p2 ip protocol igmp drop"
            wait_forgotten p2 ;;
        second-cluster)
            for i in 3 4; do
                node_up "$i"
                configure "$i" 3 4 other
                daemon_up "$i"
            done ;;
        socket-overflow)
            python3 -B "$here/rcvbuf.py" --pid "$(daemon_pid 2)" --group "$GROUP"
            load_up 1 5 20000
            load_up 3 5 20000 ;;
        host-firewall) host_rule n2 input "ip daddr $GROUP udp dport $PORT counter drop" ;;
        sender-egress)
            printf 'table netdev fault {\n chain e {\n type filter hook egress device "net0" priority 0; policy accept;\n  ether daddr %s counter drop\n }\n}\n' "$MAC" | on n1 nft -f - ;;
        sender-firewall) host_rule n1 output "ip daddr $GROUP udp dport $PORT counter drop" ;;
        rp-filter)
            on n2 ip link add alt0 type veth peer name alt1
            on n2 ip link set alt0 up
            on n2 ip link set alt1 up
            on n2 ip route add 192.168.7.1 dev alt0 table 100
            on n2 ip rule add from 0.0.0.0/32 lookup 100
            on n2 sysctl -qw net.ipv4.conf.net0.rp_filter=1 ;;
        silence)
            # no daemon, no querier, no neighbour to be asked for
            kill -KILL "$(daemon_pid 1)"
            ip -n "tt$id-sw" link set br0 type bridge mcast_querier 0
            on n1 ip neigh flush all
            sleep 3 ;;
        daemon-kill) kill -KILL "$(daemon_pid 1)" ;;
        node-freeze) kill -STOP "$(daemon_pid 1)" ;;
        unicast-blocked) switch_rule forward "ether daddr & 01:00:00:00:00:00 == 00:00:00:00:00:00 udp dport { $((PORT - 1)), $PORT } drop" ;;
        nic-filter | nic-filter-promisc)
            honour=
            [ "$1" = nic-filter-promisc ] && honour=--honour-promisc
            setsid ip netns exec "tt$id-n2" python3 -B "$here/xdp.py" --interface net0 --mac "$MAC" $honour >"$home/xdp.out" 2>&1 </dev/null &
            while ! grep -q "filter on" "$home/xdp.out" 2>/dev/null; do sleep 0.1; done ;;
        *) echo "lab: no fault is called $1" >&2; exit 64 ;;
    esac
}

heal() {
    case $1 in
        switch-* | unicast-blocked) on sw nft delete table bridge fault ;;
        host-firewall) on n2 nft delete table inet fault ;;
        sender-firewall) on n1 nft delete table inet fault ;;
        sender-egress) on n1 nft delete table netdev fault ;;
        rp-filter) on n2 sysctl -qw net.ipv4.conf.net0.rp_filter=0 ;;
        node-freeze) kill -CONT "$(daemon_pid 1)" ;;
        *) ;;
    esac
}

missing() {
    [ "$(id -u)" = 0 ] || echo "root"
    for tool in ip nft ethtool sysctl unshare nsenter setsid corosync corosync-cmapctl python3; do
        command -v "$tool" >/dev/null 2>&1 || echo "$tool"
    done
    if [ "$(id -u)" = 0 ] && command -v ip >/dev/null 2>&1; then
        if ip netns add ttprobe$$ 2>/dev/null; then ip netns delete ttprobe$$; else echo "network namespaces"; fi
    fi
}

case $command in
    up) up "$3" "${4:-plain}" ;;
    down) down ;;
    fault) fault "$3" ;;
    heal) heal "$3" ;;
    missing) missing ;;
    run) node=$3; shift 3; [ "$node" != sw ] || exec ip netns exec "tt$id-sw" "$@"; inside_any() { if [ -n "$(daemon_pid "${node#n}")" ]; then inside "${node#n}" "$@"; else on "$node" "$@"; fi; }; inside_any "$@" ;;
    *) sed -n '2,11p' "$0" | sed 's/^# \{0,1\}//'; exit 64 ;;
esac
