package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcNetParsersTest {

    private static ProcNetIgmpParser.Table igmp(String text) {
        return ProcNetIgmpParser.parse(new Lines(text));
    }

    private static List<String> groups(ProcNetIgmpParser.Table table) {
        return table.groups().stream().map(joined -> joined.group().toString()).toList();
    }

    @Test
    void littleEndianHostsPrintGroupsBackwards() {
        ProcNetIgmpParser.Table table = igmp(
                "2\teth0      :     2      V3\n\t\t\t\t92DDC0EF     1 0:0\t\t1\n\t\t\t\t010000E0     1 0:0\t\t0\n");
        assertEquals(List.of("239.192.221.146", "224.0.0.1"), groups(table));
        assertTrue(table.littleEndian());
    }

    @Test
    void bigEndianHostsPrintGroupsForwards() {
        ProcNetIgmpParser.Table table = igmp(
                "2\teth0      :     2      V2\n\t\t\t\tEFC0DD92     1 0:0\t\t1\n\t\t\t\tE0000001     1 0:0\t\t0\n");
        assertEquals(List.of("239.192.221.146", "224.0.0.1"), groups(table));
        assertFalse(table.littleEndian());
    }

    @Test
    void oneClearGroupSettlesTheOrderOfAll() {
        // EF0000EF is a group either way, E0000001 only forwards
        ProcNetIgmpParser.Table table =
                igmp("2\teth0      :     2      V2\n\tEF0000E1     1 0:0\t0\n\tE0000001     1 0:0\t0\n");
        assertEquals(List.of("239.0.0.225", "224.0.0.1"), groups(table));
        // without a clear group little-endian is assumed
        assertEquals(List.of("225.0.0.239"), groups(igmp("2\teth0 : 1 V2\n\tEF0000E1     1 0:0\t0\n")));
    }

    @Test
    void socketsFollowTheOrderOfTheGroups() {
        HostState state = HostTexts.state("""
                ### cat /proc/net/udp
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                  29: EFC0DD92:151D 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 21455 2 0
                ### cat /proc/net/igmp
                Idx	Device    : Count Querier	Group    Users Timer	Reporter
                2	eth0      :     1      V2
                				E0000001     1 0:00000000		0
                """);
        assertEquals(
                "239.192.221.146:5405", state.kernel().sockets().get(0).local().toString());
    }

    @Test
    void ipv6SocketsAreReadInWordsOfFourBytes() {
        List<UdpSocket> sockets = UdpSocketParsers.proc(
                new Lines("  1: 000015FF000000000000000092DD0000:151D 0:0 07 0:0 0:0 0 0 0 7 2 0 5\n"), true);
        assertEquals("[ff15::dd92]:5405", sockets.get(0).local().toString());
    }

    @Test
    void devicesWithLongNamesAndWithoutVersionAreRead() {
        ProcNetIgmpParser.Table table = igmp("12\tens1f0np0.100: 1 NONE\n\t010000E0 1 0:00000000 0\n");
        assertEquals(
                new ProcNetIgmpParser.Device("ens1f0np0.100", 12, 0),
                table.devices().get(0));
        assertEquals(OptionalInt.of(1), table.groups().get(0).users());
    }

    @Test
    void groupBeforeAnyDeviceIsUnread() {
        Lines lines = new Lines("\t010000E0     1 0:00000000\t0\nnonsense\n");
        assertEquals(List.of(), ProcNetIgmpParser.parse(lines).groups());
        assertEquals(2, lines.unread());
    }

    @Test
    void counterPairsMustFit() {
        Lines lines = new Lines("Ip: A B\nIp: 1 2\nUdp: A\nTcp: 3\nIcmp: A B\nIcmp: 1\nEnd: X\n");
        assertEquals(Map.of("Ip.A", 1L, "Ip.B", 2L), ProcNetCounterParsers.paired(lines));
        assertEquals(5, lines.unread());
    }

    @Test
    void largestCounterSaturates() {
        Lines lines = new Lines("IpExt: InOctets\nIpExt: 18446744073709551615\n");
        assertEquals(Map.of("IpExt.InOctets", Long.MAX_VALUE), ProcNetCounterParsers.paired(lines));
    }

    @Test
    void interfaceNamesMayTouchTheirNumbersAndHaveColons() {
        Map<String, Map<String, Long>> devices = ProcNetDevParser.parse(new Lines("""
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                  eth0:4294967295 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
                eth0:1:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
                  bad: 1 2 3
                """));
        assertEquals(List.of("eth0", "eth0:1"), List.copyOf(devices.keySet()));
        assertEquals(4294967295L, devices.getOrDefault("eth0", Map.of()).get("rx_bytes"));
        assertEquals(14L, devices.getOrDefault("eth0", Map.of()).get("collisions"));
    }

    /** The dumps are of iproute2 2.6.18 (RHEL 5), 3.10 (a card with several queues) and 6.1. */
    @Test
    void rootQueuesTellWhatTheyDropped() {
        assertEquals(List.of(new QdiscParser.Root("eth0", 0, 7)), QdiscParser.parse(new Lines("""
                qdisc pfifo_fast 0: root bands 3 priomap  1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1
                 Sent 8342 bytes 54 pkt (dropped 7, overlimits 0 requeues 0)
                 rate 0bit 0pps backlog 0b 0p requeues 0
                """), "eth0"));
        assertEquals(List.of(new QdiscParser.Root("em1", 0, 12)), QdiscParser.parse(new Lines("""
                qdisc mq 0: dev em1 root\s
                 Sent 5013884041 bytes 9331274 pkt (dropped 12, overlimits 0 requeues 91)\s
                 backlog 0b 0p requeues 91\s
                qdisc pfifo_fast 0: dev em1 parent :1 bands 3 priomap  1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1
                 Sent 5013884041 bytes 9331274 pkt (dropped 12, overlimits 0 requeues 91)\s
                 backlog 0b 0p requeues 91\s
                """), ""));
        Lines modern = new Lines("""
                qdisc noqueue 0: dev lo root refcnt 2\s
                 Sent 0 bytes 0 pkt (dropped 0, overlimits 0 requeues 0)\s
                 backlog 0b 0p requeues 0
                qdisc tbf 801d: dev net0 root refcnt 3 rate 160Kbit burst 2000b limit 1700b\s
                 Sent 111349 bytes 210 pkt (dropped 502, overlimits 763 requeues 0)\s
                 backlog 0b 0p requeues 0
                somebody typed this
                """);
        assertEquals(
                List.of(new QdiscParser.Root("lo", 0, 0), new QdiscParser.Root("net0", 0x801d, 502)),
                QdiscParser.parse(modern, ""));
        assertEquals(1, modern.unread());
    }

    @Test
    void addressesOfOtherMediaArePassedOver() {
        Lines lines = new Lines(
                "3    ib0   1     0     00ffffffff12401bffff00000000000000000001\n4    x    1   0   01005e00000z\n");
        assertEquals(List.of(), ProcNetListParsers.devMcast(lines));
        assertEquals(1, lines.unread());
        Lines listing = new Lines("3:\tib0\n\tlink  00:ff:ff:ff:ff:12:40:1b:ff:ff:00:00:00:00:00:00:00:00:00:01\n");
        assertEquals(1, IpMaddressParser.parse(listing).interfaces().size());
        assertEquals(0, listing.unread());
    }

    @Test
    void groupsThatArePrintedAsNamesMakeTheListIncomplete() {
        HostState state = HostTexts.section("netstat -g", """
                IPv6/IPv4 Group Memberships
                Interface       RefCnt Group
                --------------- ------ ---------------------
                lo              1      all-systems.mcast.net
                """);
        assertEquals(1, state.text().unread());
        assertEquals(Answer.UNKNOWN, state.isMember(Ipv4Address.ALL_HOSTS));
    }

    @Test
    void softnetOfOldAndNewKernelsIsRead() {
        Map<String, Long> counters = ProcNetCounterParsers.softnet(
                new Lines("00000001 00000002 00000003 00000000\nffffffff 00000000\nzz\n"));
        assertEquals(3L, counters.get("softnet.cpu0.time_squeeze"));
        assertEquals(4294967295L, counters.get("softnet.cpu1.processed"));
        assertEquals(null, counters.get("softnet.cpu1.time_squeeze"));
    }

    @Test
    void newIfconfigIsRead() {
        HostState state = HostTexts.section("ifconfig -a", """
                eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
                        inet 10.9.8.2  netmask 255.255.252.0  broadcast 10.9.11.255
                        inet6 fe80::1  prefixlen 64  scopeid 0x20<link>
                        ether 00:1b:78:11:22:33  txqueuelen 1000  (Ethernet)
                        RX packets 1293  bytes 1125672 (1.0 MiB)
                        RX errors 1  dropped 2  overruns 3  frame 4
                        TX packets 1228  bytes 170331 (166.3 KiB)
                        TX errors 0  dropped 0 overruns 0  carrier 5  collisions 6
                        device interrupt 16  memory 0xdf200000-df220000

                eth0:1    Link encap:Ethernet  HWaddr 00:1B:78:11:22:33
                          inet addr:10.9.8.9  Bcast:10.9.8.255  Mask:255.255.255.0
                """);
        assertEquals(0, state.text().unread());
        HostInterface eth0 = state.interfaceNamed("eth0").orElseThrow();
        assertEquals(OptionalInt.of(1500), eth0.mtu());
        assertEquals(
                List.of("10.9.8.2/22", "fe80::1/64", "10.9.8.9/24"),
                eth0.addresses().stream()
                        .map(address -> address.address() + "/" + address.prefixLength())
                        .toList());
        assertEquals(OptionalLong.of(3), eth0.counters().value("rx_fifo_errors"));
        assertEquals(OptionalLong.of(170331), eth0.counters().value("tx_bytes"));
        assertEquals(OptionalLong.of(6), eth0.counters().value("collisions"));
        assertEquals(Answer.UNKNOWN, eth0.flags().promiscuous());
        assertEquals(Answer.YES, eth0.flags().carrier());
    }

    @Test
    void valuesFollowAPathAfterABlankOrAColon() {
        HostState state = HostTexts.section("grep . /proc/sys/net/ipv4/tcp_rmem /sys/x", """
                /proc/sys/net/ipv4/tcp_rmem:4096\t87380\t6291456
                /proc/sys/net/core/rmem_max 212992
                /sys/class/net/eth0/address 00:1b:78:11:22:33
                /sys/class/net/eth1/address:00:1b:78:11:22:34
                /sys/devices/pci0000:00/0000:00:1c.0/vendor 0x8086
                /sys/class/net/eth0/ifalias
                """);
        assertEquals(0, state.text().unread());
        assertEquals("4096\t87380\t6291456", state.kernel().settings().get("net.ipv4.tcp_rmem"));
        assertEquals("212992", state.kernel().settings().get("net.core.rmem_max"));
        assertEquals("0x8086", state.kernel().settings().get("/sys/devices/pci0000:00/0000:00:1c.0/vendor"));
        assertEquals(
                "00:1b:78:11:22:33",
                state.interfaceNamed("eth0").orElseThrow().mac().toString());
        assertEquals(
                "00:1b:78:11:22:34",
                state.interfaceNamed("eth1").orElseThrow().mac().toString());
    }

    @Test
    void oldRoutesLeaveOutZeros() {
        List<Route> routes = RoutingParsers.routes(
                new Lines(
                        "169.254/16 dev eth0  scope link\n127/8 dev lo\ndefault via 10.0.0.1 dev eth0\nnot a route\n"),
                false);
        assertEquals(
                List.of("169.254.0.0/16", "127.0.0.0/8", "0.0.0.0/0"),
                routes.stream().map(route -> route.destination().toString()).toList());
    }

    @Test
    void prefixesContainTheirAddresses() {
        Prefix scoped = Prefix.parse("239.0.0.0/255.0.0.0").orElseThrow();
        assertEquals(8, scoped.length());
        assertTrue(Prefix.parse("ff15::/16")
                .orElseThrow()
                .contains(IpAddress.parse("ff15::1").orElseThrow()));
        assertFalse(Prefix.parse("ff15::8000/113")
                .orElseThrow()
                .contains(IpAddress.parse("ff15::1").orElseThrow()));
        assertTrue(Prefix.parse("10.0.0.1")
                .orElseThrow()
                .contains(IpAddress.parse("10.0.0.1").orElseThrow()));
        for (String wrong :
                List.of("", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/255.0.255.0", "ff15::/129")) {
            assertTrue(Prefix.parse(wrong).isEmpty(), wrong);
        }
    }
}
