package io.totemtap.capture.host.witness;

import static io.totemtap.capture.host.witness.WitnessLab.GROUP;
import static io.totemtap.capture.host.witness.WitnessLab.GROUP6;
import static io.totemtap.capture.host.witness.WitnessLab.PORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The kernel witness over real drops between two network namespaces. Needs root, ip, and a kernel that lets it run. */
@Tag("lab")
@Tag("witness")
@Isolated("looks at the programs of the whole kernel")
class KernelWitnessIT {

    private static final int COUNT = 312;
    private static final int LARGE = 4_000_000;
    private static final String SENDER = "10.77.0.1";
    private static final String SENDER6 = "fd77::1";

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static WitnessReading watch(WitnessRequest request, Runnable traffic) {
        List<WitnessReading> readings = new ArrayList<>();
        KernelWitness witness = KernelWitness.start(request, readings::add);
        try (witness) {
            traffic.run();
        }
        WitnessReading last = readings.get(readings.size() - 1);
        assertEquals(Lost.NOTHING, last.lost());
        assertEquals(last, witness.read());
        return last;
    }

    private static Ladder in(WitnessReading reading) {
        return reading.ladder(Way.IN, address(SENDER), address(GROUP), PORT);
    }

    private static Ladder out(WitnessReading reading) {
        return reading.ladder(Way.OUT, address(SENDER), address(GROUP), PORT);
    }

    private static void drop(Ladder ladder, Rung rung, String reason, long packets) {
        assertEquals(packets, ladder.dropped(rung), () -> ladder.drops().toString());
        assertEquals(packets, ladder.dropped(), () -> ladder.drops().toString());
        assertTrue(
                ladder.drops().stream()
                        .allMatch(drop -> !drop.location().isEmpty()
                                && (drop.reason().equals(reason)
                                        || drop.reason().isEmpty())),
                () -> ladder.drops().toString());
    }

    private static void nothingReached(Ladder ladder) {
        assertEquals(COUNT, ladder.arrivals());
        if (ladder.sight().sees(Stage.OFFERED)) {
            assertEquals(OptionalLong.of(0), ladder.deliveries());
            assertEquals(OptionalLong.of(0), ladder.unaccounted());
        }
    }

    @Test
    void everyPacketOfAHealthyRingReachesItsSocket() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP, "wb", LARGE);
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa");
                assertEquals(COUNT, receiver.read());
            });
            Ladder ladder = in(reading);
            assertEquals(COUNT, ladder.arrivals());
            assertEquals(List.of(), ladder.drops());
            assertEquals(ladder.sight().sees(Stage.OFFERED), ladder.isClear());
            if (ladder.sight().sees(Stage.OFFERED)) {
                assertEquals(OptionalLong.of(COUNT), ladder.deliveries());
                assertEquals(OptionalLong.of(0), ladder.unaccounted());
            }
            if (ladder.sight().sees(Stage.READ) || ladder.sight().sees(Stage.SOCKET_READ)) {
                assertEquals(
                        COUNT,
                        reading.counts().stream()
                                .filter(count -> count.stage() == Stage.READ || count.stage() == Stage.SOCKET_READ)
                                .mapToLong(WitnessCount::packets)
                                .sum());
            }
        }
    }

    @Test
    void senderHandsEveryPacketToItsDevice() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessReading reading = watch(lab.request("a"), () -> sender.send(GROUP, COUNT, "wa"));
            assertEquals(COUNT, out(reading).handovers());
            assertEquals(List.of(), out(reading).drops());
            assertEquals(out(reading).sight().sees(Stage.SENT), out(reading).isAllHandedOver());
            if (out(reading).sight().sees(Stage.SENT)) {
                assertEquals(OptionalLong.of(COUNT), out(reading).sendings());
                assertEquals(OptionalLong.of(0), out(reading).unsent());
            }
        }
    }

    @Test
    void otherNamespacesAreNotCounted() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP, "wb", 1);
            WitnessReading sending = watch(lab.request("a"), () -> {
                sender.send(GROUP, COUNT, "wa");
                receiver.read();
            });
            assertTrue(sending.counts().stream().allMatch(count -> count.place().way() == Way.OUT));
            assertEquals(List.of(), sending.drops());
            WitnessReading receiving = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa");
                receiver.read();
            });
            assertTrue(
                    receiving.counts().stream().allMatch(count -> count.place().way() == Way.IN));
            assertEquals(COUNT, in(receiving).arrivals());
        }
    }

    @Test
    void firewallOfTheReceiver() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP, "wb", LARGE);
            lab.inOrSkip("b", "nft", "add table inet t");
            lab.inOrSkip("b", "nft", "add chain inet t in { type filter hook input priority 0 ; }");
            lab.inOrSkip("b", "nft", "add rule inet t in udp dport " + PORT + " drop");
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa");
                assertEquals(0, receiver.read());
            });
            nothingReached(in(reading));
            drop(in(reading), Rung.NETFILTER, "NETFILTER_DROP", COUNT);
        }
    }

    @Test
    void firewallOfTheSender() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            lab.inOrSkip("a", "nft", "add table inet t");
            lab.inOrSkip("a", "nft", "add chain inet t out { type filter hook output priority 0 ; }");
            lab.inOrSkip("a", "nft", "add rule inet t out udp dport " + PORT + " drop");
            WitnessReading reading = watch(
                    lab.request("a"), () -> assertEquals("sent, refused " + COUNT, sender.send(GROUP, COUNT, "wa")));
            drop(out(reading), Rung.NETFILTER, "NETFILTER_DROP", COUNT);
            assertEquals(0, out(reading).handovers());
            assertEquals(OptionalLong.of(0), out(reading).unsent());
        }
    }

    @Test
    void trafficControlOfTheSender() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            lab.inOrSkip("a", "tc", "qdisc", "add", "dev", "wa", "clsact");
            lab.inOrSkip("a", "tc", "filter", "add", "dev", "wa", "egress", "bpf", "da", "bytecode", "1,6 0 0 2");
            WitnessReading reading = watch(lab.request("a"), () -> sender.send(GROUP, COUNT, "wa"));
            drop(out(reading), Rung.TRAFFIC_CONTROL, "TC_EGRESS", COUNT);
            assertEquals(0, out(reading).handovers());
        }
    }

    @Test
    void strictSourceValidation() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP, "wb", LARGE);
            lab.in("b", "ip link add x0 type veth peer name x1");
            lab.in("b", "ip link set x0 up");
            lab.in("b", "ip link set x1 up");
            lab.in("b", "ip route add " + SENDER + "/32 dev x0");
            lab.in("b", "sysctl -q net.ipv4.conf.all.rp_filter=1");
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa");
                assertEquals(0, receiver.read());
            });
            nothingReached(in(reading));
            if (reading.sight().reasons()) {
                drop(in(reading), Rung.REVERSE_PATH, "IP_RPFILTER", COUNT);
            }
        }
    }

    @Test
    void fullSocketOfAStoppedProgram() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP, "wb", 1);
            WitnessReading reading = watch(lab.request("b"), () -> sender.send(GROUP, COUNT, "wa"));
            long waiting = receiver.read();
            assertTrue(waiting > 0 && waiting < COUNT, () -> waiting + " were in the queue");
            Ladder ladder = in(reading);
            assertEquals(COUNT, ladder.arrivals());
            drop(ladder, Rung.SOCKET, "SOCKET_RCVBUFF", COUNT - waiting);
            if (ladder.sight().sees(Stage.OFFERED)) {
                assertEquals(OptionalLong.of(waiting), ladder.deliveries());
                assertEquals(OptionalLong.of(0), ladder.unaccounted());
            }
        }
    }

    @Test
    void trafficControlOfTheReceiver() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP, "wb", LARGE);
            lab.inOrSkip("b", "tc", "qdisc", "add", "dev", "wb", "clsact");
            lab.inOrSkip("b", "tc", "filter", "add", "dev", "wb", "ingress", "bpf", "da", "bytecode", "1,6 0 0 2");
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa");
                assertEquals(0, receiver.read());
            });
            nothingReached(in(reading));
            drop(in(reading), Rung.TRAFFIC_CONTROL, "TC_INGRESS", COUNT);
        }
    }

    @Test
    void nobodyJoined() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent other = lab.agent("b");
            other.join("239.77.9.9", "wb", LARGE);
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa");
                assertEquals(0, other.read());
            });
            nothingReached(in(reading));
            assertEquals(COUNT, in(reading).dropped(Rung.ROUTE), () -> reading.drops()
                    .toString());
            assertEquals(COUNT, in(reading).dropped());
        }
    }

    @Test
    void joinedAndNoSocketOfThePort() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent other = lab.agent("b");
            other.order("join " + GROUP + " " + (PORT + 1) + " wb " + LARGE);
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa");
                assertEquals(0, other.read());
            });
            nothingReached(in(reading));
            assertEquals(COUNT, in(reading).dropped(Rung.LOOKUP), () -> reading.drops()
                    .toString());
        }
    }

    @Test
    void sixthVersion() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP6, "wb", LARGE);
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.send(GROUP6, COUNT, "wa");
                sender.send("ff15::9", COUNT, "wa");
                assertEquals(COUNT, receiver.read());
            });
            Ladder joined = reading.ladder(Way.IN, address(SENDER6), address(GROUP6), PORT);
            assertEquals(COUNT, joined.arrivals(), () -> reading.counts().toString());
            assertEquals(List.of(), joined.drops());
            assertEquals(joined.sight().sees(Stage.OFFERED), joined.isClear());
            Ladder unjoined = reading.ladder(Way.IN, address(SENDER6), address("ff15::9"), PORT);
            nothingReached(unjoined);
            assertEquals(
                    COUNT, unjoined.dropped(Rung.ROUTE), () -> reading.drops().toString());
        }
    }

    @Test
    void virtualNetworks() {
        try (WitnessLab lab = WitnessLab.open()) {
            for (String side : List.of("a", "b")) {
                String link = "w" + side;
                lab.inOrSkip(side, "ip", "link", "add", "link", link, "name", link + ".7", "type", "vlan", "id", "7");
                lab.in(side, "ip addr add 10.78.0." + (side.equals("a") ? 1 : 2) + "/24 dev " + link + ".7");
                lab.in(side, "ip link set " + link + ".7 up");
            }
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP, "wb.7", LARGE);
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa.7");
                assertEquals(COUNT, receiver.read());
            });
            Ladder ladder = reading.ladder(Way.IN, address("10.78.0.1"), address(GROUP), PORT);
            assertEquals(COUNT, ladder.arrivals());
            assertEquals(List.of(), ladder.drops());
            assertEquals(ladder.sight().sees(Stage.OFFERED), ladder.isClear());
            assertEquals(
                    Set.of(7),
                    Set.copyOf(reading.counts().stream()
                            .filter(count -> count.stage() == Stage.ARRIVED)
                            .map(count -> count.place().vlan())
                            .toList()));
            lab.in("b", "ip link del wb.7");
            WitnessReading without = watch(lab.request("b"), () -> {
                sender.send(GROUP, COUNT, "wa.7");
                receiver.read();
            });
            Ladder lost = without.ladder(Way.IN, address("10.78.0.1"), address(GROUP), PORT);
            nothingReached(lost);
            assertEquals(COUNT, lost.dropped(), () -> without.drops().toString());
        }
    }

    @Test
    void listedGroupsOnly() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessRequest all = lab.request("a");
            WitnessRequest one = new WitnessRequest(all.namespace(), Set.of(address(GROUP)), all.interfaceNames());
            WitnessReading reading = watch(one, () -> {
                sender.send(GROUP, COUNT, "wa");
                sender.send("239.77.9.9", COUNT, "wa");
                sender.send(GROUP6, COUNT, "wa");
            });
            assertEquals(
                    Set.of(address(GROUP)),
                    Set.copyOf(reading.counts().stream()
                            .map(count -> count.place().group())
                            .toList()));
            assertEquals(COUNT, out(reading).handovers());
        }
    }

    @Test
    void laterFragmentsAreCountedApart() {
        try (WitnessLab lab = WitnessLab.open()) {
            WitnessLab.Agent sender = lab.agent("a");
            WitnessLab.Agent receiver = lab.agent("b");
            receiver.join(GROUP, "wb", LARGE);
            lab.in("a", "ip link set wa mtu 576");
            WitnessReading reading = watch(lab.request("b"), () -> {
                sender.order("large " + GROUP + " " + PORT + " wa 10");
                assertEquals(10, receiver.read());
            });
            assertEquals(10, in(reading).arrivals());
            assertEquals(in(reading).sight().sees(Stage.OFFERED), in(reading).isClear());
            // 1400 octets and a UDP header in pieces of 552: two more
            assertEquals(
                    20,
                    reading.ladder(Way.IN, address(SENDER), address(GROUP), 0).arrivals());
        }
    }
}
