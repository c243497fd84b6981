package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HostStateTest {

    private static final HostState RHEL_5 = HostTexts.state(HostTexts.RHEL_5);
    private static final HostState RHEL_6 = HostTexts.state(HostTexts.RHEL_6);
    private static final HostState MODERN = HostTexts.state(HostTexts.MODERN);
    private static final IpAddress GROUP = ip("239.192.221.146");
    private static final IpAddress OTHER = ip("239.192.204.129");

    private static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static HostInterface on(HostState state, String name) {
        return state.interfaceNamed(name).orElseThrow();
    }

    @Test
    void everyLineOfUnderstoodSectionsIsRead() {
        for (HostState state : List.of(RHEL_5, RHEL_6, MODERN)) {
            for (SectionReading reading : state.text().readings()) {
                assertEquals(List.of(), reading.samples(), reading.command());
                assertEquals(0, reading.unread(), reading.command());
            }
        }
    }

    @Test
    void sectionsWithoutParserAreKept() {
        assertEquals(
                List.of(new Section("service cman status", "cman is running.\n", false)),
                RHEL_5.text().unknown());
        assertEquals(
                List.of("bpftool prog"),
                MODERN.text().unknown().stream().map(Section::command).toList());
    }

    @Test
    void hostTellsItsNameKernelAndUptime() {
        assertEquals("db-2.example.com", RHEL_5.moment().ownName());
        assertEquals("2.6.18-238.el5", RHEL_5.moment().kernel());
        assertEquals(OptionalLong.empty(), RHEL_5.moment().uptimeSeconds());
        assertEquals(OptionalLong.of(350735), MODERN.moment().uptimeSeconds());
        assertEquals(1_360_000_000_000_000_000L, RHEL_6.moment().timeNanos());
    }

    @Test
    void membershipHasThreeAnswers() {
        assertEquals(Answer.YES, RHEL_5.isMember(GROUP));
        assertEquals(Answer.YES, RHEL_5.isMember(GROUP, "eth0"));
        assertEquals(Answer.NO, RHEL_5.isMember(GROUP, "lo"));
        assertEquals(Answer.NO, RHEL_5.isMember(OTHER));
        assertEquals(Answer.UNKNOWN, RHEL_5.isMember(GROUP, "eth9"));
        assertEquals(Answer.NO, MODERN.isMember(OTHER, "ens3"));
        assertEquals(Answer.UNKNOWN, MODERN.isMember(OTHER, "br0"));
        assertEquals(Answer.UNKNOWN, MODERN.isMember(OTHER));
        assertEquals(List.of("eth0"), RHEL_5.memberships().interfacesOf(GROUP));
        assertTrue(RHEL_5.memberships().groupsOf("eth0").contains(ip("ff02::1:ff11:2233")));
    }

    @Test
    void membershipOfNetstatIsAList() {
        assertEquals(Answer.YES, RHEL_6.isMember(GROUP, "bond0"));
        assertEquals(Answer.NO, RHEL_6.isMember(OTHER));
        assertEquals(Answer.YES, RHEL_6.isMember(ip("ff02::1"), "bond0"));
        assertEquals(Answer.NO, RHEL_6.isMember(ip("ff15::1"), "bond0"));
    }

    @Test
    void listThatCouldNotBeReadCompletelyProvesNoAbsence() {
        String list = "1:\tlo\n\tinet  224.0.0.1\n2:\teth0\n\tinet  224.0.0.1\n";
        assertEquals(Answer.NO, HostTexts.section("ip maddress show", list).isMember(GROUP));
        assertEquals(
                Answer.UNKNOWN,
                HostTexts.section("ip maddress show", list + "\tinet  garb\n").isMember(GROUP));
        assertEquals(
                Answer.UNKNOWN,
                HostTexts.section("ip maddress show", list + "Dump terminated\n")
                        .isMember(GROUP));
        Transcript cut = Transcript.parse("### ip maddress show\n" + list, true).get(0);
        assertEquals(Answer.UNKNOWN, HostState.of(cut, "x").isMember(GROUP));
        assertEquals(Answer.UNKNOWN, HostTexts.section("ip maddress show", "").isMember(GROUP));
        assertEquals(Answer.UNKNOWN, HostTexts.section("hostname", "x\n").isMember(GROUP));
    }

    @Test
    void familiesThatWereNotAskedAreUnknown() {
        String list = "1:\tlo\n\tinet  224.0.0.1\n";
        HostState four = HostTexts.section("ip -4 maddress show", list);
        assertEquals(Answer.NO, four.isMember(GROUP));
        assertEquals(Answer.UNKNOWN, four.isMember(ip("ff15::1")));
        assertEquals(Answer.UNKNOWN, four.hasLinkLayerEntry(MacAddress.multicastFor(GROUP), "lo"));
    }

    @Test
    void linkLayerEntriesHaveThreeAnswers() {
        assertEquals(Answer.YES, RHEL_5.hasLinkLayerEntry(MacAddress.multicastFor(GROUP), "eth0"));
        assertEquals(Answer.NO, RHEL_5.hasLinkLayerEntry(MacAddress.multicastFor(OTHER), "eth0"));
        assertEquals(Answer.UNKNOWN, RHEL_6.hasLinkLayerEntry(MacAddress.multicastFor(GROUP), "bond0"));
        assertEquals(Answer.NO, MODERN.hasLinkLayerEntry(MacAddress.multicastFor(OTHER), "ens3"));
        assertEquals(Answer.UNKNOWN, MODERN.hasLinkLayerEntry(MacAddress.multicastFor(OTHER), "br0"));
        assertEquals(
                List.of("33:33:00:00:00:99"),
                RHEL_5.memberships().linkLayer().stream()
                        .filter(LinkLayerEntry::addedByHand)
                        .map(entry -> entry.mac().toString())
                        .toList());
    }

    @Test
    void igmpTableTellsVersionUsersAndReporter() {
        assertEquals(OptionalInt.of(2), RHEL_5.memberships().igmpVersion("eth0"));
        assertEquals(OptionalInt.empty(), MODERN.memberships().igmpVersion("ens3"));
        GroupMembership joined = RHEL_5.memberships().groups().stream()
                .filter(one -> one.group().equals(GROUP))
                .findFirst()
                .orElseThrow();
        assertEquals(OptionalInt.of(1), joined.users());
        assertEquals(Optional.of(true), joined.reporter());
    }

    @Test
    void interfacesHaveAddressesAndMacs() {
        HostInterface eth0 = on(RHEL_5, "eth0");
        assertEquals("00:1b:78:11:22:33", eth0.mac().toString());
        assertEquals(
                List.of("10.9.8.2/24", "10.9.8.100/24", "fe80::21b:78ff:fe11:2233/64"),
                eth0.addresses().stream()
                        .map(address -> address.address() + "/" + address.prefixLength())
                        .toList());
        assertEquals(2, eth0.index());
        assertEquals(OptionalInt.of(1500), eth0.mtu());
        assertEquals(
                "eth0", RHEL_5.interfaceWith(ip("10.9.8.100")).orElseThrow().name());
        assertEquals(
                "br0", MODERN.interfaceWith(ip("192.168.7.2")).orElseThrow().name());
        assertEquals(MacAddress.NONE, on(RHEL_5, "sit0").mac());
    }

    @Test
    void promiscuityHasThreeAnswers() {
        assertEquals(Answer.UNKNOWN, on(RHEL_5, "eth0").flags().promiscuous());
        assertEquals(Answer.NO, on(RHEL_6, "eth0").flags().promiscuous());
        assertEquals(Answer.YES, on(RHEL_6, "bond0").flags().promiscuous());
        assertEquals(Answer.YES, on(MODERN, "ens3").flags().promiscuous());
        assertEquals(Answer.YES, on(MODERN, "ens3").flags().takesAllMulticast());
        assertEquals(Answer.NO, on(MODERN, "br0").flags().takesAllMulticast());
        assertEquals(
                Answer.YES,
                on(HostTexts.section("cat /sys/class/net/a/flags", "0x1103\n"), "a")
                        .flags()
                        .promiscuous());
        assertEquals(
                Answer.NO,
                on(HostTexts.section("cat /sys/class/net/a/flags", "0x1003\n"), "a")
                        .flags()
                        .promiscuous());
    }

    @Test
    void linkStateHasThreeAnswers() {
        assertEquals(Answer.YES, on(RHEL_6, "eth0").flags().carrier());
        assertEquals(Answer.NO, on(RHEL_6, "eth1").flags().carrier());
        assertEquals(Answer.YES, on(RHEL_6, "eth1").flags().up());
        assertEquals(Answer.NO, on(RHEL_5, "sit0").flags().up());
        HostInterface bare = on(HostTexts.section("cat /sys/class/net/a/mtu", "1500\n"), "a");
        assertEquals(Answer.UNKNOWN, bare.flags().carrier());
        assertEquals(Answer.UNKNOWN, bare.flags().up());
        assertEquals(Answer.UNKNOWN, bare.hasCarrier());
        assertEquals(Answer.NO, on(RHEL_6, "eth1").hasCarrier());
        assertEquals(
                Answer.NO,
                on(HostTexts.section("cat /sys/class/net/a/carrier", "0\n"), "a")
                        .hasCarrier());
        assertEquals(
                Answer.YES,
                on(HostTexts.section("ethtool a", "Settings for a:\n\tLink detected: yes\n"), "a")
                        .hasCarrier());
    }

    @Test
    void kindsMastersAndDetailsAreRead() {
        assertEquals("bond0", on(RHEL_6, "eth0").master());
        assertEquals("vlan", on(RHEL_6, "bond0.7").kind());
        assertEquals("7", on(RHEL_6, "bond0.7").detail("vlan.id"));
        assertEquals("bond0", on(RHEL_6, "bond0.7").lower());
        assertEquals("forwarding", on(MODERN, "ens3").detail("bridge_slave.state"));
        assertEquals("0", on(MODERN, "br0").bridgeSetting("multicast_querier"));
        assertEquals("", on(MODERN, "br0").bridgeSetting("multicast_nothing"));
        assertEquals(Answer.YES, on(MODERN, "ens3").hasXdpProgram());
        assertEquals("filter_mc", on(MODERN, "ens3").detail("xdp.program"));
        assertEquals(Answer.NO, on(MODERN, "br0").hasXdpProgram());
    }

    @Test
    void interfaceCountersAreKeptBySource() {
        InterfaceCounters ens3 = on(MODERN, "ens3").counters();
        assertEquals(Map.of("multicast", 1201L, "rx_packets", 40001L), ens3.of(CounterSource.SYSFS));
        assertEquals(OptionalLong.of(40001), ens3.value("rx_packets"));
        assertEquals(OptionalLong.of(11), ens3.value("rx_dropped"));
        assertEquals(OptionalLong.of(7), ens3.value("rx_missed_errors"));
        assertEquals(OptionalLong.of(2), ens3.value("rx_crc_errors"));
        assertEquals(OptionalLong.of(5), ens3.value("rx_over_errors"));
        assertEquals(OptionalLong.of(6), ens3.value("tx_fifo_errors"));
        assertEquals(OptionalLong.empty(), ens3.value("rx_nohandler"));
        InterfaceCounters eth0 = on(RHEL_6, "eth0").counters();
        assertEquals(OptionalLong.of(6), eth0.value("rx_over_errors"));
        assertEquals(OptionalLong.of(1), eth0.value("tx_carrier_errors"));
        assertEquals(OptionalLong.empty(), eth0.value("rx_missed_errors"));
        InterfaceCounters old = on(RHEL_5, "eth0").counters();
        assertEquals(OptionalLong.of(943001122), old.value("rx_bytes"));
        assertEquals(OptionalLong.of(2), old.value("rx_drop"));
        assertEquals(OptionalLong.of(50123), old.value("multicast"));
        assertEquals(OptionalLong.empty(), old.value("rx_dropped"));
    }

    @Test
    void protocolCountersAreNamedByGroup() {
        assertEquals(OptionalLong.of(4100221), RHEL_5.kernel().counter("Ip.InReceives"));
        assertEquals(OptionalLong.empty(), RHEL_5.kernel().counter("IpExt.InMcastPkts"));
        assertEquals(OptionalLong.empty(), RHEL_5.kernel().counter("Tcp.MaxConn"));
        assertEquals(OptionalLong.of(7), RHEL_5.kernel().counter("softnet.cpu0.dropped"));
        assertEquals(OptionalLong.of(256), RHEL_5.kernel().counter("softnet.cpu1.processed"));
        assertEquals(OptionalLong.of(4021), RHEL_6.kernel().counter("IpExt.InMcastPkts"));
        assertEquals(OptionalLong.of(1199), MODERN.kernel().counter("IpExt.InMcastPkts"));
        assertEquals(OptionalLong.of(3), MODERN.kernel().counter("Udp.IgnoredMulti"));
        assertEquals(OptionalLong.of(0), MODERN.kernel().counter("TcpExt.IPReversePathFilter"));
        assertEquals(OptionalLong.of(12), MODERN.kernel().counter("Ip6.InReceives"));
        assertEquals(OptionalLong.of(5), MODERN.kernel().counter("Udp6.InDatagrams"));
    }

    @Test
    void socketsOfOldKernelsHaveNoDrops() {
        List<UdpSocket> sockets = RHEL_5.socketsFor(GROUP, 5405);
        assertEquals(1, sockets.size());
        assertEquals("239.192.221.146:5405", sockets.get(0).local().toString());
        assertEquals(OptionalLong.empty(), sockets.get(0).drops());
        assertEquals(OptionalLong.of(21455), sockets.get(0).inode());
        assertEquals(1, RHEL_5.socketsFor(ip("10.9.8.2"), 5149).size());
        assertEquals(1, RHEL_5.socketsFor(GROUP, 111).size(), "a socket of any address");
        assertEquals(Answer.NO, RHEL_5.hasSocketFor(GROUP, 5406));
    }

    @Test
    void socketsOfBothListsAreOne() {
        UdpSocket socket = RHEL_6.socketsFor(GROUP, 5405).get(0);
        assertEquals(1, RHEL_6.socketsFor(GROUP, 5405).size());
        assertEquals(OptionalLong.of(42), socket.drops());
        assertEquals(1, RHEL_6.socketsFor(GROUP, 111).size());
        assertEquals(Answer.UNKNOWN, HostTexts.section("hostname", "x").hasSocketFor(GROUP, 5405));
    }

    @Test
    void socketsOfSsHaveBufferProcessAndDrops() {
        UdpSocket socket = MODERN.socketsFor(OTHER, 5405).get(0);
        assertEquals(OptionalLong.of(17), socket.drops());
        assertEquals(OptionalLong.of(212992), socket.bufferSize());
        assertEquals(OptionalLong.of(2304), socket.queued());
        assertEquals("corosync", socket.process());
        assertEquals(OptionalLong.of(812), socket.pid());
        assertEquals(OptionalLong.of(31001), socket.inode());
        assertEquals("br0", socket.device());
        assertEquals(3, MODERN.kernel().sockets().size());
        assertEquals(1, MODERN.socketsFor(OTHER, 323).size());
        assertEquals(Answer.YES, MODERN.hasSocketFor(OTHER, 323));
    }

    @Test
    void processesOfOldSsAreRead() {
        HostState state = HostTexts.section("ss -ulnp", """
                Recv-Q Send-Q         Local Address:Port           Peer Address:Port
                0      0              10.9.8.2:5405                   *:*      users:(("aisexec",7098,10))
                """);
        assertEquals("aisexec", state.kernel().sockets().get(0).process());
        assertEquals(OptionalLong.of(7098), state.kernel().sockets().get(0).pid());
    }

    @Test
    void settingsAreNamedAsBySysctl() {
        assertEquals(OptionalInt.of(1), RHEL_5.reversePathFilter("eth0"));
        assertEquals(OptionalInt.of(2), MODERN.reversePathFilter("br0"));
        assertEquals(OptionalInt.of(1), MODERN.reversePathFilter("ens3.7"));
        assertEquals(OptionalInt.empty(), MODERN.reversePathFilter("ens3"));
        assertEquals("1", MODERN.kernel().settings().get("net.ipv4.conf.ens3/7.rp_filter"));
        assertEquals("20", RHEL_5.kernel().settings().get("net.ipv4.igmp_max_memberships"));
    }

    @Test
    void driverFactsAreRead() {
        DriverFacts driver = on(RHEL_5, "eth0").driver();
        assertEquals("bnx2", driver.driver());
        assertEquals("1000Mb/s", driver.settings().get("Speed"));
        assertEquals("yes", driver.settings().get("Link detected"));
        assertEquals(Answer.YES, driver.feature("rx-checksumming"));
        assertEquals(Answer.NO, driver.feature("generic-receive-offload"));
        assertEquals(Answer.UNKNOWN, driver.feature("rx-gro-hw"));
        assertEquals(OptionalLong.of(777), driver.counters().sum(CounterMeaning.FILTERED));
        assertEquals(Map.of(), on(MODERN, "ens3").driver().statistics());
    }

    @Test
    void longestPrefixThenLowestMetricIsTheRoute() {
        Routing routing = MODERN.paths().routing();
        assertEquals("ens3", routing.routeTo(OTHER).orElseThrow().device());
        assertEquals("br0", routing.routeTo(ip("239.1.1.1")).orElseThrow().device());
        Route byDefault = routing.routeTo(ip("8.8.8.8")).orElseThrow();
        assertEquals(Optional.of(ip("192.168.7.1")), byDefault.gateway());
        assertEquals("local", routing.routeTo(ip("192.168.7.2")).orElseThrow().type());
        assertEquals(
                "unreachable", routing.routeTo(ip("10.1.1.1")).orElseThrow().type());
        assertEquals(
                Optional.of(ip("fe80::1")),
                routing.routeTo(ip("2001:db8::1")).orElseThrow().gateway());
        assertEquals(Optional.empty(), RHEL_5.paths().routing().routeTo(GROUP));
        assertEquals(Answer.YES, routing.hasOwnRules());
        assertEquals(Answer.UNKNOWN, RHEL_5.paths().routing().hasOwnRules());
    }

    @Test
    void neighboursAreRead() {
        List<Neighbour> neighbours = MODERN.paths().routing().neighbours();
        assertEquals(new Neighbour(ip("192.168.7.9"), "br0", MacAddress.NONE, "FAILED"), neighbours.get(1));
        assertEquals("STALE", neighbours.get(2).state());
    }

    @Test
    void bondIsNamedByTheMasterOfItsMembers() {
        Bond bond = RHEL_6.paths().bonds().get(0);
        assertEquals("bond0", bond.name());
        assertEquals("fault-tolerance (active-backup)", bond.mode());
        assertEquals("eth0", bond.activeMember());
        assertEquals(
                List.of(
                        new Bond.Member(
                                "eth0",
                                true,
                                0,
                                MacAddress.parse("00:25:b3:aa:bb:01").orElseThrow()),
                        new Bond.Member(
                                "eth1",
                                false,
                                3,
                                MacAddress.parse("00:25:b3:aa:bb:02").orElseThrow())),
                bond.members());
        assertEquals(
                "bond7",
                HostTexts.section(
                                "cat /proc/net/bonding/bond7", "Ethernet Channel Bonding Driver: v3\nBonding Mode: x\n")
                        .paths()
                        .bonds()
                        .get(0)
                        .name());
    }

    @Test
    void bridgesTellWhomTheyForwardTo() {
        Bridging bridging = MODERN.paths().bridging();
        assertEquals(Answer.YES, bridging.forwards(OTHER, "ens3"));
        assertEquals(Answer.NO, bridging.forwards(OTHER, "ens4"));
        assertEquals(Answer.UNKNOWN, RHEL_5.paths().bridging().forwards(OTHER, "ens3"));
        assertEquals(List.of("br0 ens3"), bridging.routerPorts());
        assertEquals(
                new BridgeGroup("br0", "ens4", ip("239.1.1.1"), 7, true),
                bridging.groups().get(1));
        Bridging old = HostTexts.section("bridge mdb show", "34: br0  p2  239.1.2.3  temp\n")
                .paths()
                .bridging();
        assertEquals(Answer.YES, old.forwards(ip("239.1.2.3"), "p2"));
    }

    @Test
    void daemonsTellMembersGroupsAndQuorum() {
        assertEquals(List.of(GROUP), RHEL_5.totem().groups());
        assertEquals(Answer.YES, RHEL_5.totem().quorate());
        assertEquals(
                List.of(new ClusterMember(1, "db-1", List.of(), false), new ClusterMember(2, "db-2", List.of(), true)),
                RHEL_5.totem().members());
        assertEquals(List.of(GROUP), RHEL_6.totem().groups());
        assertEquals(OptionalLong.of(9), RHEL_6.totem().counter("mcast_retx"));
        assertEquals(
                "ring 0 active with no faults", RHEL_6.totem().rings().get(0).status());
        assertEquals("10.9.8.2", RHEL_6.totem().rings().get(0).address());
        assertEquals(Answer.UNKNOWN, RHEL_6.totem().quorate());
        assertEquals(Answer.NO, MODERN.totem().quorate());
        assertEquals(List.of(OTHER), MODERN.totem().groups());
        assertEquals(OptionalLong.of(4711), MODERN.totem().counter("orf_token_rx"));
        assertEquals(
                List.of(
                        new ClusterMember(1, "", List.of("192.168.7.1"), false),
                        new ClusterMember(2, "", List.of("192.168.7.2", "10.7.0.2"), true)),
                MODERN.totem().members());
        assertEquals(
                Map.of(1L, "disconnected", 2L, "localhost"),
                MODERN.totem().rings().get(0).nodes());
        assertEquals(Answer.YES, MODERN.totem().running());
        assertEquals(Answer.UNKNOWN, HostTexts.section("hostname", "x").totem().running());
    }

    @Test
    void failedCommandsAreComplaintsAndNotFacts() {
        HostState state = HostTexts.state("""
                ### cman_tool status
                cman_tool: Cannot open connection to cman, is it running ?
                ### nft list ruleset
                sh: 1: nft: not found
                ### bridge mdb show
                bash: bridge: command not found
                ### cat /proc/net/igmp
                cat: /proc/net/igmp: No such file or directory
                """);
        assertEquals(0, state.text().unread());
        assertEquals(
                4,
                state.text().readings().stream()
                        .mapToInt(SectionReading::complaints)
                        .sum());
        assertEquals(Map.of(), state.totem().cman());
        assertFalse(state.kernel().firewall().listed());
        assertFalse(state.paths().bridging().listed());
        assertEquals(Answer.UNKNOWN, state.isMember(GROUP));
    }

    @Test
    void unreadLinesAreCountedAndShown() {
        HostState state = HostTexts.section("ip neigh show", "10.0.0.1 dev eth0 STALE\nwhat is this\n\nand that\n");
        SectionReading reading = state.text().readings().get(0);
        assertEquals(3, reading.lines());
        assertEquals(2, reading.unread());
        assertEquals(List.of("what is this", "and that"), reading.samples());
        assertFalse(reading.isComplete());
        assertEquals(1, state.paths().routing().neighbours().size());
    }
}
