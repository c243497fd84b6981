package io.totemtap.decode.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.Hex;
import io.totemtap.decode.ProblemLog;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class UdpViewTest {

    private static final String IP_HEADER = "4500003400004000 01119230 c0a80151 efc035cf";
    private static final String IP6_HEADER =
            "6000000000201101 fe80000000000000 0000c0fffea80151 ff15000000000000 000000000000ddb4";
    private static final String DATA = "404142434445464748494a4b4c4d4e4f5051525354555657";

    // IP 192.168.1.81.5149 > 239.192.53.207.5405: UDP, length 24
    private static final String DATAGRAM = "141d151d00206757" + DATA;

    // the same as captured on its sender with checksum offload: bad udp cksum 0xe7ba -> 0x6757!
    private static final String UNFINISHED = "141d151d0020e7ba" + DATA;

    private final Envelope envelope = new Envelope();
    private final ProblemLog problems = new ProblemLog(envelope);
    private final UdpView view = new UdpView(problems);

    private Ipv4View ip() {
        Ipv4View ip = new Ipv4View(new ProblemLog(new Envelope()));
        assertTrue(ip.wrap(Hex.bytes(IP_HEADER), 0, 20, 52));
        return ip;
    }

    private Ipv6View ip6() {
        Ipv6View ip = new Ipv6View(new ProblemLog(new Envelope()));
        assertTrue(ip.wrap(Hex.bytes(IP6_HEADER), 0, 40, 72));
        return ip;
    }

    private boolean wrap(byte[] bytes) {
        return view.wrap(bytes, 0, bytes.length, bytes.length);
    }

    @Test
    void readsTheHeader() {
        assertTrue(wrap(Hex.bytes(DATAGRAM)));
        assertEquals(5149, view.sourcePort());
        assertEquals(5405, view.destinationPort());
        assertEquals(24, view.payloadLength());
        assertEquals(24, view.payloadCaptured());
        assertEquals(8, view.payloadOffset());
        assertEquals(Checksum.GOOD, view.verify(ip()));
        assertTrue(envelope.problems().isEmpty());
    }

    @Test
    void everyBitCountsInTheChecksum() {
        byte[] bytes = Hex.bytes(DATAGRAM);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            boolean inLength = bit / 8 == 4 || bit / 8 == 5;
            if (inLength) {
                continue;
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(wrap(bytes));
            assertEquals(Checksum.BAD, view.verify(ip()), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void thePseudoHeaderSumAloneMeansNotFilledIn() {
        assertTrue(wrap(Hex.bytes(UNFINISHED)));
        assertEquals(Checksum.NOT_FILLED_IN, view.verify(ip()));
        assertEquals(Kind.CHECKSUM_NOT_FILLED_IN, envelope.problems().get(0).kind());
    }

    @Test
    void aChecksumOfZeroIsNoneAndIpv6DoesNotAllowIt() {
        assertTrue(wrap(Hex.bytes("141d151d00200000" + DATA)));
        assertEquals(Checksum.ABSENT, view.verify(ip()));
        assertTrue(envelope.problems().isEmpty());
        assertEquals(Checksum.ABSENT, view.verify(ip6()));
        assertEquals(
                new DecodeProblem(Layer.UDP, Kind.BAD_VALUE, 6, 0, 0, LengthFrom.FIXED_SIZE),
                envelope.problems().get(0));
    }

    @Test
    void verifiesOverIpv6() {
        // IP6 fe80::c0ff:fea8:151.5149 > ff15::ddb4.5405: [udp sum ok] UDP, length 24
        assertTrue(wrap(Hex.bytes("141d151d0020b29b" + DATA)));
        assertEquals(Checksum.GOOD, view.verify(ip6()));
        assertEquals(Checksum.BAD, view.verify(ip()));
    }

    @Test
    void aSlicedDatagramHasAnUnknownChecksumAndWhatIsThere() {
        byte[] bytes = Arrays.copyOf(Hex.bytes(DATAGRAM), 18);
        assertTrue(view.wrap(bytes, 0, 18, 32));
        assertEquals(10, view.payloadCaptured());
        assertEquals(24, view.payloadLength());
        assertEquals(24, view.payloadOnWire());
        assertEquals(Checksum.UNKNOWN, view.verify(ip()));
        assertTrue(envelope.problems().isEmpty());
        view.checkPayload();
        assertEquals(
                new DecodeProblem(Layer.UDP, Kind.CUT_BY_CAPTURE, 8, 24, 10, LengthFrom.UDP_LENGTH),
                envelope.problems().get(0));
    }

    @Test
    void aLengthThatClaimsTooMuchIsNoted() {
        byte[] bytes = Hex.bytes(DATAGRAM);
        bytes[5]++;
        assertTrue(wrap(bytes));
        assertEquals(25, view.payloadLength());
        assertEquals(24, view.payloadOnWire());
        assertEquals(24, view.payloadCaptured());
        assertEquals(Checksum.UNKNOWN, view.verify(ip()));
        view.checkPayload();
        assertEquals(1, envelope.problems().size());
        assertEquals(
                new DecodeProblem(Layer.UDP, Kind.CLAIMS_TOO_MUCH, 4, 33, 32, LengthFrom.UDP_LENGTH),
                envelope.problems().get(0));
    }

    @Test
    void bytesBehindTheLengthAreNoPayload() {
        byte[] bytes = Arrays.copyOf(Hex.bytes(DATAGRAM), 40);
        assertTrue(wrap(bytes));
        assertEquals(24, view.payloadCaptured());
        assertEquals(Checksum.GOOD, view.verify(ip()));
    }

    @Test
    void aLengthUnderEightIsRefused() {
        byte[] bytes = Hex.bytes(DATAGRAM);
        bytes[5] = 7;
        assertFalse(wrap(bytes));
        assertEquals(
                new DecodeProblem(Layer.UDP, Kind.BAD_VALUE, 4, 8, 7, LengthFrom.UDP_LENGTH),
                envelope.problems().get(0));
        bytes[5] = 8;
        assertTrue(wrap(bytes));
        assertEquals(0, view.payloadLength());
        assertEquals(0, view.payloadCaptured());
    }

    @Test
    void needsTheWholeHeader() {
        byte[] bytes = Hex.bytes(DATAGRAM);
        assertFalse(view.wrap(bytes, 0, 7, 32));
        assertFalse(view.wrap(bytes, 0, 7, 7));
        assertEquals(Kind.CUT_BY_CAPTURE, envelope.problems().get(0).kind());
        assertEquals(Kind.TOO_SHORT, envelope.problems().get(1).kind());
    }

    @Test
    void theStartOfAFragmentedDatagramIsReadWithoutJudgingItsLength() {
        view.wrapStart(Hex.bytes("141d151d ffff 6757 0102"), 0, 10);
        assertEquals(5405, view.destinationPort());
        assertEquals(0xfff7, view.payloadLength());
        assertEquals(2, view.payloadCaptured());
        view.wrapStart(Hex.bytes("141d151d 0003 6757 0102"), 0, 10);
        assertEquals(0, view.payloadLength());
        assertEquals(0, view.payloadCaptured());
        assertTrue(envelope.problems().isEmpty());
    }
}
