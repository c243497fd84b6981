package io.totemtap.capture.host.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RungTest {

    @ParameterizedTest
    @CsvSource({
        "NETFILTER_DROP, nft_do_chain, NETFILTER",
        "NETFILTER_INGRESS, x, NETFILTER",
        "IP_RPFILTER, ip_rcv_finish_core, REVERSE_PATH",
        "SOCKET_RCVBUFF, udp_queue_rcv_one_skb, SOCKET",
        "PROTO_MEM, x, SOCKET",
        "SOCKET_FILTER, x, SOCKET_FILTER",
        "NO_SOCKET, __udp4_lib_rcv, LOOKUP",
        "TC_INGRESS, __netif_receive_skb_core.constprop.0, TRAFFIC_CONTROL",
        "TC_EGRESS, __dev_queue_xmit, TRAFFIC_CONTROL",
        "QDISC_DROP, x, TRAFFIC_CONTROL",
        "CPU_BACKLOG, enqueue_to_backlog, DEVICE",
        "PACKET_SOCK_ERROR, tpacket_rcv, TAP",
        "OTHERHOST, ip_rcv_core, HEADER",
        "NOT_SPECIFIED, ip_rcv_finish_core, ROUTE",
        "NOT_SPECIFIED, ip6_mc_input, ROUTE",
        "NOT_SPECIFIED, __udp4_lib_mcast_deliver.isra.0, LOOKUP",
        "NOT_SPECIFIED, nowhere_known, OTHER",
        "IP_INNOROUTES, ip6_pkt_discard, ROUTE",
        "'', ip6_pkt_discard, ROUTE",
        "'', nf_hook_slow, NETFILTER",
        "'', __udp_queue_rcv_skb, SOCKET",
        "'', '', OTHER"
    })
    void partOfTheStack(String reason, String location, Rung rung) {
        assertEquals(rung, Rung.of(reason, location));
    }
}
