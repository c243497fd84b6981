package io.totemtap.capture.host.witness;

import java.util.List;
import java.util.Locale;

/**
 * The part of the stack that drops packets, in the order in which a received packet passes them. Decided by what the
 * kernel's names begin with or contain; a name that says nothing is {@link #OTHER}, and is shown as it is.
 */
public enum Rung {
    /** The queue between driver and stack, generic XDP, or the device itself. */
    DEVICE,
    /** Traffic control: an ingress or egress filter, or a queueing discipline. */
    TRAFFIC_CONTROL,
    /** A header that IP does not take: checksum, length, another host's Ethernet address. */
    HEADER,
    /** The rest of the datagram did not come. */
    FRAGMENT,
    /** A packet filter: nftables, iptables, firewalld. */
    NETFILTER,
    /** Source validation: the way back to the sender is not the interface the packet came by. */
    REVERSE_PATH,
    /** Routing: for multicast, nobody on this host has joined the group on the interface. */
    ROUTE,
    /** No socket wants the port, or a socket does not want the sender. */
    LOOKUP,
    /** A program attached to the socket did not let it pass. */
    SOCKET_FILTER,
    /** The socket's queue is full, or memory is short. */
    SOCKET,
    /** The copy for a packet capture, such as our own: nothing is lost. */
    TAP,
    /** The names say nothing of these. */
    OTHER;

    private record Name(String start, Rung rung) {}

    private static final List<Name> REASONS = List.of(
            new Name("NETFILTER", NETFILTER),
            new Name("IP_RPFILTER", REVERSE_PATH),
            new Name("SOCKET_FILTER", SOCKET_FILTER),
            new Name("SOCKET_RCVBUFF", SOCKET),
            new Name("PROTO_MEM", SOCKET),
            new Name("UDP_CSUM", SOCKET),
            new Name("NO_SOCKET", LOOKUP),
            new Name("SOCKET", LOOKUP),
            new Name("TC_", TRAFFIC_CONTROL),
            new Name("QDISC", TRAFFIC_CONTROL),
            new Name("PACKET_SOCK", TAP),
            new Name("XDP", DEVICE),
            new Name("CPU_BACKLOG", DEVICE),
            new Name("FLOW_LIMIT", DEVICE),
            new Name("DEV_", DEVICE),
            new Name("FULL_RING", DEVICE),
            new Name("VLAN_", DEVICE),
            new Name("FRAG_", FRAGMENT),
            new Name("DUP_FRAG", FRAGMENT),
            new Name("OTHERHOST", HEADER),
            new Name("IP_CSUM", HEADER),
            new Name("IP_INHDR", HEADER),
            new Name("PKT_TOO_", HEADER),
            new Name("IPV6_BAD", HEADER),
            new Name("UNICAST_IN_L2_MULTICAST", HEADER),
            new Name("IP_OUTNOROUTES", ROUTE),
            new Name("IP_INNOROUTES", ROUTE),
            new Name("IP_INADDRERRORS", ROUTE),
            new Name("IP_INVALID", ROUTE),
            new Name("IP_LOCAL", ROUTE));

    private static final List<Name> LOCATIONS = List.of(
            new Name("nf_", NETFILTER),
            new Name("nft_", NETFILTER),
            new Name("ipt_do_table", NETFILTER),
            new Name("packet_rcv", TAP),
            new Name("tpacket_rcv", TAP),
            new Name("ip_mc_validate_source", REVERSE_PATH),
            new Name("ip_rcv_finish", ROUTE),
            new Name("ip_route_input", ROUTE),
            new Name("ip_sublist_rcv", ROUTE),
            new Name("ip_list_rcv", ROUTE),
            new Name("ip6_mc_input", ROUTE),
            new Name("ip6_pkt_discard", ROUTE),
            new Name("ip_mr_input", ROUTE),
            new Name("ip_rcv", HEADER),
            new Name("ip6_rcv", HEADER),
            new Name("ipv6_rcv", HEADER),
            new Name("udp_queue_rcv", SOCKET),
            new Name("__udp_queue_rcv", SOCKET),
            new Name("udpv6_queue_rcv", SOCKET),
            new Name("__udpv6_queue_rcv", SOCKET),
            new Name("__udp_enqueue", SOCKET),
            new Name("__udp4_lib", LOOKUP),
            new Name("__udp6_lib", LOOKUP),
            new Name("udp_rcv", LOOKUP),
            new Name("udpv6_rcv", LOOKUP),
            new Name("ip_frag", FRAGMENT),
            new Name("inet_frag", FRAGMENT),
            new Name("ip6_frag", FRAGMENT),
            new Name("ipv6_frag", FRAGMENT),
            new Name("tc_run", TRAFFIC_CONTROL),
            new Name("sch_handle", TRAFFIC_CONTROL),
            new Name("__dev_xmit_skb", TRAFFIC_CONTROL),
            new Name("enqueue_to_backlog", DEVICE),
            new Name("do_xdp_generic", DEVICE),
            new Name("dev_kfree_skb", DEVICE),
            new Name("__dev_kfree_skb", DEVICE),
            new Name("net_tx_action", DEVICE),
            new Name("veth_xmit", DEVICE));

    /** The part that a reason names, or else the location. */
    static Rung of(String reason, String location) {
        Rung named = first(REASONS, reason);
        return named == OTHER ? first(LOCATIONS, location) : named;
    }

    private static Rung first(List<Name> names, String text) {
        return names.stream()
                .filter(name -> text.startsWith(name.start()))
                .findFirst()
                .map(Name::rung)
                .orElse(OTHER);
    }

    /** The words in texts. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
