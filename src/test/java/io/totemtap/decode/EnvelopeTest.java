package io.totemtap.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Direction;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.Envelope.Tunnel;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import org.junit.jupiter.api.Test;

final class EnvelopeTest {

    private static final IpAddress HOST = new Ipv4Address(0xc0a80151);
    private static final IpAddress GROUP = new Ipv4Address(0xefc035cf);

    private static Envelope filled() {
        Envelope envelope = new Envelope();
        envelope.begin(17, 1, 9, 2, 60, 100, Direction.INBOUND);
        envelope.cooked(Direction.OUTBOUND, 3);
        envelope.tunnel(Tunnel.VXLAN, 42, HOST.high(), HOST.low());
        envelope.link(1, 2, 100, 0x800, true);
        envelope.addresses(HOST.high(), HOST.low(), GROUP.high(), GROUP.low());
        envelope.ip(17, 1, 0xc0, 77, true, true, 52);
        envelope.reassembled(2);
        envelope.udp(5149, 5405, 24, Checksum.BAD);
        envelope.problem(new DecodeProblem(Layer.UDP, Kind.BAD_CHECKSUM, 6, 0, 0, LengthFrom.FIXED_SIZE));
        return envelope;
    }

    @Test
    void hasWhatWasFilledIn() {
        Envelope envelope = filled();
        assertEquals(17, envelope.timeNanos());
        assertEquals(1, envelope.part());
        assertEquals(2, envelope.interfaceId());
        assertTrue(envelope.isSliced());
        assertEquals(
                "#9 OUTBOUND 3 1 2 vlan=100 800 true VXLAN/42/192.168.1.81 192.168.1.81:5149>239.192.53.207:5405"
                        + " protocol=17 ttl=1 tos=192 id=77 true/true length=52/24 fragments=2 BAD",
                RecordingHandler.describe(envelope));
        assertTrue(envelope.isToGroup());
        assertEquals(1, envelope.problems().size());
    }

    @Test
    void forgetsTheLastFrame() {
        Envelope envelope = filled();
        envelope.begin(18, 0, 10, 0, 60, 60, Direction.UNKNOWN);
        envelope.link(0, 0, Envelope.NO_VLAN, 0, false);
        Envelope fresh = new Envelope();
        fresh.begin(18, 0, 10, 0, 60, 60, Direction.UNKNOWN);
        fresh.link(0, 0, Envelope.NO_VLAN, 0, false);
        assertEquals(RecordingHandler.describe(fresh), RecordingHandler.describe(envelope));
        assertFalse(envelope.isSliced());
        assertFalse(envelope.isToGroup());
        assertTrue(envelope.problems().isEmpty());
    }

    @Test
    void theInnerPacketOfATunnelReplacesTheOuterButNotTheProblems() {
        Envelope envelope = filled();
        envelope.link(5, 6, Envelope.NO_VLAN, 0x806, false);
        assertEquals(
                "#9 OUTBOUND 3 5 6 vlan=-1 806 false VXLAN/42/192.168.1.81 no IP"
                        + " protocol=-1 ttl=0 tos=0 id=0 false/false length=0/0 fragments=0 ABSENT",
                RecordingHandler.describe(envelope));
        assertEquals(1, envelope.problems().size());
        assertEquals(0, envelope.sourceHigh() | envelope.sourceLow());
        assertEquals(0, envelope.destinationHigh() | envelope.destinationLow());
    }

    @Test
    void aMessageWithItsOwnChecksumIsGoodBadOrUnknown() {
        // igmp v2 report 239.192.53.207
        byte[] message = Hex.bytes("1600c46f efc035cf");
        assertEquals(Checksum.GOOD, Checksum.ofMessage(message, 0, 8, 8, 0));
        assertEquals(Checksum.UNKNOWN, Checksum.ofMessage(message, 0, 7, 8, 0));
        message[7]++;
        assertEquals(Checksum.BAD, Checksum.ofMessage(message, 0, 8, 8, 0));
    }
}
