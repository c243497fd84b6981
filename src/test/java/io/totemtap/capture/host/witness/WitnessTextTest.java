package io.totemtap.capture.host.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.net.IpAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTextTest {

    private static final String TEXT = """
            witness 1 from 1795364076590000000 until 1795364099000000000 sockets control-group reasons yes
            sees arrived again offered socket-read driver busy dropped
            lost places 0 drops 1 headers 2 owners 3 missed 4
            count arrived in 10.0.0.1 239.192.1.1 5405 eth0 vlan 7 socket 0 packets 312
            count offered in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 socket 4711 packets 300
            count socket-read in :: :: 5405 - vlan 0 socket 4711 packets 290
            count driver out fd00::1 ff15::1 5405 eth0 vlan 0 socket 0 packets 5
            drop in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 reason NETFILTER_DROP at nft_do_chain[nf_tables] packets 12
            drop in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 reason SOCKET_RCVBUFF at - packets 10
            """;

    private static Optional<WitnessReading> read(String text) {
        WitnessText.Reader reader = new WitnessText.Reader();
        text.lines().forEach(line -> assertTrue(reader.take(line), line));
        return reader.reading();
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @Test
    void readsWhatItWrites() {
        WitnessReading reading = read(TEXT).orElseThrow();
        String written = WitnessText.write(reading);
        assertTrue(written.startsWith(TEXT), written);
        assertEquals(reading, read(written).orElseThrow());
    }

    @Test
    void everyFieldIsRead() {
        WitnessReading reading = read(TEXT).orElseThrow();
        assertEquals(1_795_364_076_590_000_000L, reading.fromNanos());
        assertEquals(1_795_364_099_000_000_000L, reading.untilNanos());
        assertEquals(
                new WitnessSight(
                        EnumSet.complementOf(EnumSet.of(Stage.READ, Stage.SENT)),
                        WitnessSight.Sockets.CONTROL_GROUP,
                        true),
                reading.sight());
        assertEquals(new Lost(0, 1, 2, 3, 4), reading.lost());
        assertEquals(
                new WitnessCount(
                        new WitnessPlace(Way.IN, address("10.0.0.1"), address("239.192.1.1"), 5405, "eth0", 7),
                        Stage.ARRIVED,
                        0,
                        312),
                reading.counts().get(0));
        assertEquals("", reading.counts().get(2).place().interfaceName());
        assertEquals(4711, reading.counts().get(2).socket());
        assertEquals("nft_do_chain[nf_tables]", reading.drops().get(0).location());
        assertEquals("", reading.drops().get(1).location());
    }

    @Test
    void ladderOfAReading() {
        WitnessReading reading = read(TEXT).orElseThrow();
        assertEquals(
                List.of(Way.IN, Way.OUT),
                reading.ladders().stream().map(ladder -> ladder.key().way()).toList());
        Ladder ladder = reading.ladder(Way.IN, address("10.0.0.1"), address("239.192.1.1"), 5405);
        assertEquals(312, ladder.arrivals());
        assertEquals(12, ladder.dropped(Rung.NETFILTER));
        assertEquals(22, ladder.dropped());
        assertEquals(OptionalLong.of(290), ladder.deliveries());
        assertEquals(OptionalLong.of(0), ladder.unaccounted());
        assertEquals(OptionalLong.empty(), ladder.readings());
        assertFalse(ladder.isClear());
        assertEquals("""
                in: 10.0.0.1 to 239.192.1.1 port 5405
                  arrived in the stack: 312 (eth0 312)
                  dropped at netfilter: 12 (NETFILTER_DROP in nft_do_chain[nf_tables] on eth0)
                  dropped at socket: 10 (SOCKET_RCVBUFF on eth0)
                  put into sockets: 290 (socket 4711: 300 offered)
                  read by programs from socket 4711, of all senders: 290
                  not accounted for: 0""", String.join("\n", LadderText.lines(ladder)));
    }

    @Test
    void aStageThatIsNotSeenIsNotZero() {
        String text = """
                witness 1 from 1 until 2 sockets nothing reasons no
                sees arrived driver busy dropped
                count arrived in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 socket 0 packets 3
                """;
        Ladder ladder = read(text).orElseThrow().ladders().get(0);
        assertEquals(OptionalLong.empty(), ladder.deliveries());
        assertEquals(OptionalLong.empty(), ladder.unaccounted());
        assertEquals(OptionalLong.empty(), ladder.sendings());
        assertFalse(ladder.isClear());
        assertTrue(LadderText.lines(ladder).contains("  put into sockets: not seen in this kernel"));
    }

    @Test
    void copiesForACaptureAreNoLoss() {
        String text = """
                witness 1 from 1 until 2 sockets function reasons yes
                sees arrived offered read sent driver busy dropped
                count arrived in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 socket 0 packets 3
                count offered in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 socket 9 packets 3
                drop in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 reason PACKET_SOCK_ERROR at tpacket_rcv packets 2
                """;
        Ladder ladder = read(text).orElseThrow().ladders().get(0);
        assertEquals(2, ladder.dropped(Rung.TAP));
        assertEquals(0, ladder.dropped());
        assertTrue(ladder.isClear());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "witness",
                "witness 2 from 1 until 2 sockets nothing reasons no",
                "witness 1 from x until 2 sockets nothing reasons no",
                "witness 1 from 1 until 2 sockets nothing reasons maybe",
                "witness 1 from 99999999999999999999 until 2 sockets nothing reasons no",
                "witness 1 from 9999999999999999999 until 2 sockets nothing reasons no",
                "sees everything",
                "lost places 0",
                "lost places 0 drops 0 headers 0 owners 0 missed -1",
                "count arrived in 10.0.0.1 239.192.1.1 5405 eth0 vlan 7 socket 0",
                "count arrived in 10.0.0.1 239.192.1.1 65536 eth0 vlan 7 socket 0 packets 1",
                "count arrived in 10.0.0.1 239.192.1.1 5405 eth0 vlan 4096 socket 0 packets 1",
                "count arrived in 10.0.0.300 239.192.1.1 5405 eth0 vlan 0 socket 0 packets 1",
                "count lost in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 socket 0 packets 1",
                "drop up 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 reason A at b packets 1",
                "drop in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 reason  at b packets 1",
                "drop in 10.0.0.1"
            })
    void badLinesAreRefused(String line) {
        WitnessText.Reader reader = new WitnessText.Reader();
        assertFalse(reader.take(line));
        assertEquals(Optional.empty(), reader.reading());
    }

    @Test
    void textFromOutsideIsMadeHarmless() {
        WitnessText.Reader reader = new WitnessText.Reader();
        assertTrue(reader.take("witness 1 from 1 until 2 sockets nothing reasons no"));
        assertTrue(reader.take(
                "drop in 10.0.0.1 239.1.1.1 1 e\u001bth0 vlan 0 reason A at " + "b".repeat(500) + " packets 1"));
        WitnessDrop drop = reader.reading().orElseThrow().drops().get(0);
        assertEquals("e?th0", drop.place().interfaceName());
        assertEquals(128, drop.location().length());
    }

    @Test
    void linesBeyondTheLimitAreRefused() {
        WitnessText.Reader reader = new WitnessText.Reader();
        String line = "count arrived in 10.0.0.1 239.192.1.1 5405 eth0 vlan 7 socket 0 packets 1";
        for (int i = 0; i < WitnessText.Reader.LIMIT; i++) {
            assertTrue(reader.take(line));
        }
        assertFalse(reader.take(line));
    }

    @Test
    void whyThereIsNone() {
        WitnessText.Reader reader = new WitnessText.Reader();
        String line = WitnessText.writeAbsent(" no libbpf\nhere \u001b[31m ");
        assertEquals("absent no libbpf?here ?[31m\n", line);
        assertTrue(reader.take(line.strip()));
        assertEquals("no libbpf?here ?[31m", reader.absence());
        assertEquals(Optional.empty(), reader.reading());
        assertEquals(
                1000 + "absent \n".length(),
                WitnessText.writeAbsent("x".repeat(5000)).length());
        assertFalse(reader.take("absent  "));
    }

    private static final String OUT = """
            witness 1 from 1 until 2 sockets control-group reasons yes
            sees arrived offered sent driver busy dropped
            """;

    private static String out(String stage, String source, long packets) {
        return "count " + stage + " out " + source + " 239.192.1.1 5405 eth0 vlan 0 socket 0 packets " + packets + "\n";
    }

    private static Ladder ladder(String counts) {
        return read(OUT + counts).orElseThrow().ladder(Way.OUT, address("10.0.0.2"), address("239.192.1.1"), 5405);
    }

    @Test
    void sendingsAndHandovers() {
        Ladder ladder = ladder(out("sent", "10.0.0.2", 12) + out("driver", "10.0.0.2", 12));
        assertTrue(ladder.isAllHandedOver());
        assertEquals("""
                out: 10.0.0.2 to 239.192.1.1 port 5405
                  sent by programs: 12
                  dropped: 0
                  handed to devices: 12 (eth0 12)
                  not accounted for: 0""", String.join("\n", LadderText.lines(ladder)));
        assertFalse(ladder(out("sent", "10.0.0.2", 12) + out("driver", "10.0.0.2", 11))
                .isAllHandedOver());
        assertFalse(ladder("").isAllHandedOver());
    }

    @Test
    void aSourceThatTheRouteDecided() {
        String routed = out("sent", "0.0.0.0", 12) + out("driver", "10.0.0.2", 12);
        assertTrue(ladder(routed).isAllHandedOver());
        assertEquals(1, read(OUT + routed).orElseThrow().ladders().size());
        String two = routed + out("driver", "10.0.0.3", 5);
        assertEquals(OptionalLong.empty(), ladder(two).sendings());
        assertFalse(ladder(two).isAllHandedOver());
        assertEquals(3, read(OUT + two).orElseThrow().ladders().size());
    }

    @Test
    void aConnectedSocketIsNotSeenToSend() {
        Ladder ladder = ladder(out("driver", "10.0.0.2", 12));
        assertEquals(OptionalLong.empty(), ladder.sendings());
        assertEquals(OptionalLong.empty(), ladder.unsent());
        assertFalse(ladder.isAllHandedOver());
        assertTrue(LadderText.lines(ladder).contains("  sent by programs: not seen in this kernel"));
    }
}
