package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What {@code tc -s qdisc show} prints, by versions of the kernel and of the tool. */
class QdiscParserTest {

    private static Map<String, Long> counters(HostState state, String device) {
        return state.interfaceNamed(device)
                .map(one -> one.counters().of(CounterSource.QDISC))
                .orElse(Map.of());
    }

    /** Linux 6.18, iproute2 6.1. */
    @Test
    void theOutermostQueueOfEachInterface() {
        HostState state = HostTexts.section("tc -s qdisc show", """
                qdisc noqueue 0: dev lo root refcnt 2\s
                 Sent 0 bytes 0 pkt (dropped 0, overlimits 0 requeues 0)\s
                 backlog 0b 0p requeues 0
                qdisc htb 1: dev eth0 root refcnt 3 r2q 10 default 0x10 direct_packets_stat 0 direct_qlen 1000
                 Sent 22924 bytes 22 pkt (dropped 278, overlimits 21 requeues 0)\s
                 backlog 0b 0p requeues 0
                qdisc pfifo 2: dev eth0 parent 1:10 limit 20p
                 Sent 22924 bytes 9 pkt (dropped 5, overlimits 6 requeues 0)\s
                 backlog 0b 0p requeues 0
                qdisc fq_codel 0: dev eth1 root refcnt 2 limit 10240p flows 1024 quantum 1514 target 5ms ecn\s
                 Sent 10 bytes 1 pkt (dropped 4, overlimits 0 requeues 0)\s
                 backlog 0b 0p requeues 0
                  maxpacket 0 drop_overlimit 0 new_flow_count 0 ecn_mark 0
                  new_flows_len 0 old_flows_len 0
                """);
        assertEquals(0, state.text().unread());
        assertEquals(
                Map.of("qdisc_packets", 22L, "qdisc_dropped", 278L, "qdisc_overlimits", 21L), counters(state, "eth0"));
        assertEquals(4, counters(state, "eth1").get("qdisc_dropped"));
        assertEquals(0, counters(state, "lo").get("qdisc_dropped"));
    }

    /** Linux 2.6.18: the queue that an interface has by itself has no word for its place. */
    @Test
    void ofOneInterfaceWhichTheCommandNames() {
        HostState state = HostTexts.section("tc -s qdisc show dev eth0", """
                qdisc pfifo_fast 0: bands 3 priomap  1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1
                 Sent 193847 bytes 1201 pkt (dropped 17, overlimits 0 requeues 2)\s
                 rate 0bit 0pps backlog 0b 0p requeues 2
                """);
        assertEquals(0, state.text().unread());
        assertEquals(17, counters(state, "eth0").get("qdisc_dropped"));
    }

    @Test
    void beforeRequeuesWerePrinted() {
        HostState state = HostTexts.section("tc -s qdisc", """
                qdisc tbf 8001: dev eth0 rate 8Mbit burst 20Kb lat 10ms
                 Sent 1000 bytes 10 pkts (dropped 3, overlimits 7)
                """);
        assertEquals(3, counters(state, "eth0").get("qdisc_dropped"));
        assertEquals(7, counters(state, "eth0").get("qdisc_overlimits"));
    }

    @Test
    void whatArrivesIsNotWhatIsSent() {
        HostState state = HostTexts.section("tc -s qdisc show", """
                qdisc ingress ffff: dev eth0 parent ffff:fff1 ----------------\s
                 Sent 100 bytes 2 pkt (dropped 90, overlimits 0 requeues 0)\s
                qdisc clsact ffff: dev eth1 parent ffff:fff1\s
                 Sent 100 bytes 2 pkt (dropped 91, overlimits 0 requeues 0)\s
                """);
        assertEquals(0, state.text().unread());
        assertEquals(Map.of(), counters(state, "eth0"));
        assertEquals(Map.of(), counters(state, "eth1"));
    }

    @Test
    void whatMakesNoSenseIsCounted() {
        assertEquals(
                2,
                HostTexts.section("tc -s qdisc show", "no queue\n Sent 1 bytes 1 pkt (dropped 1, overlimits 0)\n")
                        .text()
                        .unread());
        HostState huge = HostTexts.section(
                "tc -s qdisc show dev eth0",
                "qdisc tbf 1: root\n Sent 1 bytes 1 pkt (dropped 99999999999999999999999, overlimits 0)\n");
        assertEquals(Map.of(), counters(huge, "eth0"));
    }

    @Test
    void queueThatWasMadeAnewCountsFromZero() {
        HostDelta delta = HostDelta.between(state(900, 5), state(3, 40));
        Optional<CounterRise> rise = delta.interfaceCounter("eth0", "qdisc_dropped");
        assertEquals(OptionalLong.empty(), rise.orElseThrow().amount());
        assertEquals(
                OptionalLong.of(35),
                HostDelta.between(state(3, 5), state(900, 40))
                        .interfaceCounter("eth0", "qdisc_dropped")
                        .orElseThrow()
                        .amount());
    }

    private static HostState state(int packets, int dropped) {
        return HostTexts.section(
                "tc -s qdisc show dev eth0",
                "qdisc pfifo 1: root refcnt 2 limit 20p\n Sent 1 bytes " + packets + " pkt (dropped " + dropped
                        + ", overlimits 0 requeues 0)\n");
    }
}
