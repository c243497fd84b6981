package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No input makes a parser throw, and none is silently taken for something it is not. */
class GarbageTest {

    private static final List<String> TEXTS = List.of(HostTexts.RHEL_5, HostTexts.RHEL_6, HostTexts.MODERN);

    /** Asks everything, so that nothing fails later either. */
    private static void use(HostState state) {
        IpAddress group = IpAddress.parse("239.192.221.146").orElseThrow();
        state.isMember(group);
        state.isMember(group, "eth0");
        state.socketsFor(group, 5405);
        state.reversePathFilter("eth0");
        state.paths().routing().routeTo(group);
        state.totem().members();
        state.totem().groups();
        state.totem().quorate();
        PacketShape packet = PacketShape.received(group, 5405, "eth0");
        HostDelta delta = HostDelta.between(HostTexts.state(HostTexts.RHEL_5), state);
        delta.dropsOfReceived(packet);
        delta.socketDrops(group, 5405);
        delta.softnet("dropped");
        delta.driverCounter("eth0", CounterMeaning.FILTERED);
        delta.interfaceCounter("eth0", "rx_packets");
    }

    private static void read(String text) {
        for (Transcript transcript : Transcript.parse(text, false)) {
            use(HostState.of(transcript, "x"));
        }
    }

    @Test
    void everyPrefixIsRead() {
        for (String text : TEXTS) {
            for (int length = 0; length < text.length(); length += 31) {
                read(text.substring(0, length));
            }
        }
    }

    @Test
    void flippedBytesAreRead() {
        Random random = new Random(2011);
        for (String text : TEXTS) {
            for (int run = 0; run < 150; run++) {
                char[] damaged = text.toCharArray();
                for (int flips = random.nextInt(60); flips >= 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (char) random.nextInt(256);
                }
                read(new String(damaged));
            }
        }
    }

    @Test
    void linesInTheWrongSectionsAreRead() {
        Random random = new Random(5404);
        List<String> lines = TEXTS.stream().flatMap(String::lines).toList();
        List<String> titles =
                lines.stream().filter(line -> line.startsWith(Transcript.MARK)).toList();
        for (int run = 0; run < 150; run++) {
            StringBuilder text = new StringBuilder(titles.get(random.nextInt(titles.size()))).append('\n');
            for (int i = random.nextInt(40); i >= 0; i--) {
                String line = lines.get(random.nextInt(lines.size()));
                text.append(random.nextInt(5) == 0 ? line.substring(line.length() / 2) : line)
                        .append('\n');
            }
            read(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip maddress show",
                "ip address show",
                "ip -s link show",
                "ip route show",
                "ip rule show",
                "ip neigh show",
                "cat /proc/net/igmp",
                "cat /proc/net/igmp6",
                "cat /proc/net/dev_mcast",
                "cat /proc/net/dev",
                "cat /proc/net/snmp",
                "cat /proc/net/netstat",
                "cat /proc/net/snmp6",
                "cat /proc/net/udp",
                "cat /proc/net/softnet_stat",
                "cat /proc/net/bonding/bond0",
                "cat /proc/uptime",
                "ss -ulnpm",
                "netstat -g",
                "ifconfig -a",
                "nft list ruleset",
                "iptables-save -c",
                "ebtables -L --Lc",
                "ebtables-save",
                "teamdctl team0 state",
                "ethtool -S eth0",
                "ethtool -k eth0",
                "ethtool eth0",
                "ethtool -i eth0",
                "sysctl -a",
                "nstat -a",
                "bridge mdb show",
                "bridge link show",
                "bridge fdb show br br0",
                "ovs-appctl mdb/show br0",
                "ovs-appctl -t ovs-vswitchd fdb/show br0",
                "ovs-vsctl list bridge",
                "ovs-vsctl list port",
                "ovs-vsctl list interface",
                "corosync-cmapctl",
                "corosync-cfgtool -s",
                "corosync-quorumtool -s",
                "cman_tool status",
                "cman_tool nodes",
                "/sys/class/net/*/statistics/*",
                "/proc/sys/net/ipv4/conf/*/rp_filter",
            })
    void garbageIsCountedAndNotBelieved(String command) {
        String garbage = "\u0001\u0002 %% \u00ff binary }{ \u007f\n@@@@\n\u0000\u0000\n" + "=".repeat(200_000) + "\n";
        HostState state = HostTexts.section(command, garbage);
        SectionReading reading = state.text().readings().get(0);
        assertTrue(reading.understood(), command);
        assertTrue(reading.unread() >= 3, command + " left " + reading.unread());
        assertTrue(reading.samples().size() <= 5);
        assertTrue(state.kernel().counters().isEmpty());
        assertTrue(state.memberships().groups().isEmpty());
        assertEquals(Answer.UNKNOWN, state.isMember(IpAddress.parse("239.1.1.1").orElseThrow()));
        assertTrue(state.paths().routing().routes().isEmpty());
        use(state);
    }

    @Test
    void windowsLineEndsMakeNoDifference() {
        for (String text : TEXTS) {
            HostState plain = HostTexts.state(text);
            HostState windows = HostTexts.state(text.replace("\n", "\r\n"));
            assertEquals(0, windows.text().unread());
            assertEquals(plain.memberships(), windows.memberships());
            assertEquals(plain.kernel(), windows.kernel());
            assertEquals(plain.interfaces(), windows.interfaces());
            assertEquals(plain.totem(), windows.totem());
            assertEquals(plain.paths(), windows.paths());
        }
    }
}
