package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.host.CounterRise.Kind;
import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HostDeltaTest {

    private static final IpAddress GROUP = IpAddress.parse("239.192.53.207").orElseThrow();
    private static final PacketShape DATA = PacketShape.received(GROUP, 5405, "eth0");

    private static HostDelta delta(String before, String after) {
        return HostDelta.between(HostTexts.state(before), HostTexts.state(after));
    }

    private static String snmp(String names, String values) {
        return "### cat /proc/net/snmp\nIp: " + names + "\nIp: " + values + "\n";
    }

    private static CounterRise rise(Optional<CounterRise> rise) {
        return rise.orElseThrow();
    }

    @Test
    void countersAreSubtracted() {
        CounterRise rise = rise(delta(snmp("InReceives X", "100 5"), snmp("InReceives X", "350 5"))
                .counter("Ip.InReceives"));
        assertEquals(new CounterRise("Ip.InReceives", 100, 350, Kind.COUNTED), rise);
        assertEquals(OptionalLong.of(250), rise.amount());
        assertEquals(Answer.YES, rise.rose());
        assertEquals(
                Answer.NO,
                rise(delta(snmp("X", "5"), snmp("X", "5")).counter("Ip.X")).rose());
    }

    @Test
    void counterThatOneMomentLacksIsAbsent() {
        HostDelta delta = delta(snmp("A", "1"), snmp("B", "2"));
        assertEquals(Optional.empty(), delta.counter("Ip.A"));
        assertEquals(Optional.empty(), delta.counter("Ip.B"));
        assertEquals(Optional.empty(), delta.counter("IpExt.InMcastPkts"));
        assertEquals(Optional.empty(), delta.softnet("dropped"));
        assertEquals(Optional.empty(), delta.interfaceCounter("eth0", "rx_packets"));
        assertEquals(Optional.empty(), delta.driverCounter("eth0", CounterMeaning.FILTERED));
        assertEquals(Optional.empty(), delta.socketDrops(GROUP, 5405));
        assertEquals(Optional.empty(), delta.totemCounter("mcast_tx"));
        assertEquals(List.of(), delta.dropsOfReceived(DATA));
    }

    @Test
    void fallIsARestartAndNeverNegative() {
        CounterRise rise = rise(delta(snmp("X", "900"), snmp("X", "20")).counter("Ip.X"));
        assertEquals(Kind.RESTARTED, rise.kind());
        assertEquals(OptionalLong.empty(), rise.amount());
        assertEquals(Answer.UNKNOWN, rise.rose());
    }

    @Test
    void endOf32BitsIsPassedOnlyWhereThatIsPlausible() {
        CounterRise wrapped =
                rise(delta(snmp("X", "4294967290"), snmp("X", "10")).counter("Ip.X"));
        assertEquals(Kind.WRAPPED, wrapped.kind());
        assertEquals(OptionalLong.of(16), wrapped.amount());
        assertEquals(
                Kind.RESTARTED,
                rise(delta(snmp("X", "2147483647"), snmp("X", "10")).counter("Ip.X"))
                        .kind());
        assertEquals(
                Kind.RESTARTED,
                rise(delta(snmp("X", "2147483648"), snmp("X", "10")).counter("Ip.X"))
                        .kind());
        assertEquals(
                Kind.RESTARTED,
                rise(delta(snmp("X", "4294967296"), snmp("X", "10")).counter("Ip.X"))
                        .kind());
        assertEquals(
                Kind.WRAPPED,
                rise(delta(snmp("X", "3221225473"), snmp("X", "1073741824")).counter("Ip.X"))
                        .kind());
        assertEquals(
                Kind.RESTARTED,
                rise(delta(snmp("X", "3221225472"), snmp("X", "1073741824")).counter("Ip.X"))
                        .kind());
    }

    @Test
    void afterARebootNoDifferenceMeansAnything() {
        HostDelta delta = delta(snmp("InReceives X", "900 5"), snmp("InReceives X", "20 7"));
        assertEquals(Answer.NO, delta.sameBoot());
        assertEquals(Kind.RESTARTED, rise(delta.counter("Ip.X")).kind());
    }

    @Test
    void bootIdDecidesBeforeUptimeBeforeCounters() {
        String id = "### cat /proc/sys/kernel/random/boot_id\n";
        assertEquals(Answer.YES, delta(id + "a-1\n", id + "a-1\n").sameBoot());
        assertEquals(Answer.NO, delta(id + "a-1\n", id + "b-2\n").sameBoot());
        String first = "### time 1000\n### cat /proc/uptime\n500.00 1.0\n";
        assertEquals(
                Answer.YES,
                delta(first, "### time 1100\n### cat /proc/uptime\n601.50 1.0\n")
                        .sameBoot());
        assertEquals(
                Answer.NO,
                delta(first, "### time 1100\n### cat /proc/uptime\n12.00 1.0\n").sameBoot());
        assertEquals(
                Answer.UNKNOWN,
                delta(snmp("InReceives", "1"), snmp("InReceives", "2")).sameBoot());
        assertEquals(Answer.UNKNOWN, delta("### true\n", "### true\n").sameBoot());
    }

    @Test
    void earlierMomentComesFirst() {
        HostDelta delta =
                delta("### time 20 phase end\n" + snmp("X", "9"), "### time 10 phase start\n" + snmp("X", "4"));
        assertEquals("start", delta.before().moment().phase());
        assertEquals(OptionalLong.of(5), rise(delta.counter("Ip.X")).amount());
        assertEquals(OptionalLong.of(10_000_000_000L), delta.nanos());
        assertEquals(OptionalLong.empty(), delta("### true\n", "### time 1\n").nanos());
    }

    @Test
    void softnetIsAddedUpOverProcessors() {
        HostDelta delta = delta(
                "### cat /proc/net/softnet_stat\n00000010 00000001 00000000\nfffffff0 00000002 00000000\n",
                "### cat /proc/net/softnet_stat\n00000020 00000004 00000000\n00000010 00000002 00000000\n");
        assertEquals(OptionalLong.of(3), rise(delta.softnet("dropped")).amount());
        assertEquals(OptionalLong.of(48), rise(delta.softnet("processed")).amount());
        assertEquals(OptionalLong.of(0), rise(delta.softnet("time_squeeze")).amount());
    }

    @Test
    void interfaceCountersAreComparedWithinOneSource() {
        String dev = "### cat /proc/net/dev\n eth0: 1 %d 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n";
        String sys = "### /sys/class/net/*/statistics/*\n/sys/class/net/eth0/statistics/rx_packets %d\n";
        HostDelta delta = delta(dev.formatted(100), dev.formatted(150) + sys.formatted(155));
        assertEquals(
                OptionalLong.of(50),
                rise(delta.interfaceCounter("eth0", "rx_packets")).amount());
        HostDelta both = delta(dev.formatted(100) + sys.formatted(101), dev.formatted(150) + sys.formatted(155));
        assertEquals(
                OptionalLong.of(54),
                rise(both.interfaceCounter("eth0", "rx_packets")).amount());
    }

    @Test
    void reloadedDriverMakesAllItsCountersMeaningless() {
        String stats =
                "### /sys/class/net/*/statistics/*\n/sys/class/net/%s/statistics/rx_packets %d\n/sys/class/net/%s/statistics/rx_missed_errors %d\n";
        HostDelta delta = delta(
                stats.formatted("eth0", 1000, "eth0", 1) + stats.formatted("eth1", 10, "eth1", 1),
                stats.formatted("eth0", 30, "eth0", 5) + stats.formatted("eth1", 20, "eth1", 5));
        assertEquals(
                Kind.RESTARTED,
                rise(delta.interfaceCounter("eth0", "rx_missed_errors")).kind());
        assertEquals(
                OptionalLong.of(4),
                rise(delta.interfaceCounter("eth1", "rx_missed_errors")).amount());
    }

    @Test
    void driverCountersAreAddedUpByMeaning() {
        String text = """
                ### ethtool -i eth0
                driver: bnx2
                ### ethtool -S eth0
                NIC statistics:
                 rx_filtered_packets: %d
                 rx_discards: %d
                 rx_fw_discards: %d
                """;
        HostDelta delta = delta(text.formatted(10, 1, 2), text.formatted(310, 4, 6));
        assertEquals(
                OptionalLong.of(300),
                rise(delta.driverCounter("eth0", CounterMeaning.FILTERED)).amount());
        CounterRise discards = rise(delta.driverCounter("eth0", CounterMeaning.OUT_OF_BUFFERS));
        assertEquals(OptionalLong.of(7), discards.amount());
        assertEquals("rx_discards + rx_fw_discards", discards.name());
        assertEquals(Optional.empty(), delta.driverCounter("eth0", CounterMeaning.MULTICAST_ON_WIRE));
        assertEquals(
                OptionalLong.of(3),
                rise(delta.driverCounter("eth0", "rx_discards")).amount());
        assertEquals(Optional.empty(), delta.driverCounter("eth0", "rx_nothing"));
    }

    @Test
    void sumWithOneRestartedPartIsRestarted() {
        CounterRise a = new CounterRise("a", 0, 5, Kind.COUNTED);
        CounterRise b = new CounterRise("b", 9, 2, Kind.RESTARTED);
        assertEquals(
                Kind.RESTARTED,
                CounterRise.sum("a+b", List.of(a, b)).orElseThrow().kind());
        CounterRise c = new CounterRise("c", 0, 7, Kind.APPEARED);
        assertEquals(
                new CounterRise("a+c", 0, 12, Kind.APPEARED),
                CounterRise.sum("a+c", List.of(a, c)).orElseThrow());
        assertEquals(Optional.empty(), CounterRise.sum("", List.of()));
    }

    @Test
    void socketDropsFollowTheSocketAndNotThePlace() {
        String udp = "### cat /proc/net/udp\n  sl  local_address rem_address st\n";
        String row = " 29: CF35C0EF:151D 00000000:0000 07 0:0 00:0 0 0 0 %d 2 0 %d\n";
        assertEquals(
                OptionalLong.of(932),
                rise(delta(udp + row.formatted(7, 10), udp + row.formatted(7, 942))
                                .socketDrops(GROUP, 5405))
                        .amount());
        CounterRise other = rise(
                delta(udp + row.formatted(7, 900), udp + row.formatted(8, 5)).socketDrops(GROUP, 5405));
        assertEquals(Kind.APPEARED, other.kind());
        assertEquals(OptionalLong.of(5), other.amount());
        assertEquals(
                Optional.empty(),
                delta("### true\n", udp + row.formatted(8, 5)).socketDrops(GROUP, 5405),
                "nobody listed sockets before");
        String old = " 29: CF35C0EF:151D 00000000:0000 07 0:0 00:0 0 0 0 7\n";
        assertEquals(Optional.empty(), delta(udp + old, udp + old).socketDrops(GROUP, 5405), "no such counter");
    }

    @Test
    void ruleCountersRise() {
        String text = """
                ### nft list ruleset
                table inet f {
                chain i {
                type filter hook input priority 0; policy accept;
                udp dport 5405 counter packets %d bytes 1 drop
                udp dport 5405 counter packets %d bytes 1 drop
                }
                }
                """;
        List<RuleRise> rises =
                delta(text.formatted(5, 1), text.formatted(65, 1)).dropsOfReceived(DATA);
        assertEquals(
                List.of(OptionalLong.of(60), OptionalLong.of(0)),
                rises.stream().map(rise -> rise.rise().amount()).toList());
        assertEquals(
                Kind.RESTARTED,
                delta(text.formatted(5, 1), text.formatted(2, 1))
                        .dropsOfReceived(DATA)
                        .get(0)
                        .rise()
                        .kind());
        assertEquals(
                List.of(),
                delta(text.formatted(5, 1), text.formatted(6, 1)).dropsOfSent(PacketShape.sent(GROUP, 5405, "eth0")));
    }

    @Test
    void ruleThatAppearedCountsFromZeroIfFiltersWereListedBefore() {
        String rule = """
                ### nft list ruleset
                table inet f {
                chain i {
                type filter hook input priority 0; policy accept;
                udp dport 5405 counter packets 77 bytes 1 drop
                }
                }
                """;
        RuleRise rise =
                delta("### nft list ruleset\n", rule).dropsOfReceived(DATA).get(0);
        assertEquals(Kind.APPEARED, rise.rise().kind());
        assertEquals(OptionalLong.of(77), rise.rise().amount());
        assertEquals(List.of(), delta("### true\n", rule).dropsOfReceived(DATA));
    }

    @Test
    void totemCountersRestartWithTheDaemon() {
        String text =
                "### corosync-cmapctl -m stats\nstats.srp.orf_token_rx (u64) = %d\nstats.srp.mcast_retx (u64) = %d\n";
        assertEquals(
                OptionalLong.of(4),
                rise(delta(text.formatted(10, 1), text.formatted(20, 5)).totemCounter("mcast_retx"))
                        .amount());
        assertEquals(
                Kind.RESTARTED,
                rise(delta(text.formatted(100, 1), text.formatted(20, 5)).totemCounter("mcast_retx"))
                        .kind());
    }

    @Test
    void everyNameOfTheFirstStateCanBeAsked() {
        HostState state = HostTexts.state(HostTexts.MODERN);
        HostDelta same = HostDelta.between(state, state);
        for (String name : state.kernel().counters().keySet()) {
            assertEquals(OptionalLong.of(0), rise(same.counter(name)).amount(), name);
        }
        assertTrue(state.kernel().counters().size() > 5);
    }
}
