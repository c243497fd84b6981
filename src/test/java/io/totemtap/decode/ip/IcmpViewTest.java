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
import io.totemtap.decode.SampleFrames;
import io.totemtap.decode.SampleFrames.Sample;
import io.totemtap.net.Ipv4Address;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IcmpViewTest {

    private static final int ETHERNET = 14;

    private final Envelope envelope = new Envelope();
    private final ProblemLog problems = new ProblemLog(envelope);
    private final IcmpView view = new IcmpView(problems);

    private boolean wrap4(byte[] packet, int captured) {
        Ipv4View ip = new Ipv4View(problems);
        assertTrue(ip.wrap(packet, 0, captured, packet.length));
        return view.wrap(ip);
    }

    private boolean wrap6(byte[] packet) {
        Ipv6View ip = new Ipv6View(problems);
        assertTrue(ip.wrap(packet, 0, packet.length, packet.length));
        return view.wrap(ip);
    }

    private static byte[] packet(Sample sample) {
        byte[] bytes = sample.bytes();
        return Arrays.copyOfRange(bytes, ETHERNET, bytes.length);
    }

    @Test
    void readsEchoRequests() {
        byte[] packet = packet(SampleFrames.ICMP_ECHO);
        assertTrue(wrap4(packet, packet.length));
        assertFalse(view.isVersion6());
        assertTrue(view.isEchoRequest());
        assertFalse(view.isEchoReply());
        assertFalse(view.isError());
        assertEquals(77, view.echoIdentifier());
        assertEquals(7, view.echoSequence());
        assertEquals(Checksum.GOOD, view.checksum());
        assertFalse(view.hasQuote());
        assertEquals(-1, view.quotedProtocol());
        assertEquals(Ipv4Address.UNSPECIFIED, view.quotedSource());
        packet[20] = 0;
        assertTrue(wrap4(packet, packet.length));
        assertTrue(view.isEchoReply());
        assertEquals(Checksum.BAD, view.checksum());
    }

    @Test
    void readsWhatAnUnreachablePortWasAbout() {
        byte[] packet = packet(SampleFrames.ICMP_PORT_UNREACHABLE);
        assertTrue(wrap4(packet, packet.length));
        assertTrue(view.isError());
        assertEquals(3, view.type());
        assertEquals(3, view.code());
        assertEquals("192.168.1.81", view.quotedSource().toString());
        assertEquals("192.168.1.82", view.quotedDestination().toString());
        assertEquals(17, view.quotedProtocol());
        assertEquals(5404, view.quotedSourcePort());
        assertEquals(5405, view.quotedDestinationPort());
        assertEquals(0, view.nextLinkMtu());
    }

    @Test
    void readsTheMtuOfTheNextLink() {
        byte[] packet = packet(SampleFrames.ICMP_FRAGMENTATION_NEEDED);
        assertTrue(wrap4(packet, packet.length));
        assertEquals(1450, view.nextLinkMtu());
        assertTrue(wrap6(packet(SampleFrames.ICMP6_TOO_BIG)));
        assertTrue(view.isVersion6());
        assertEquals(1280, view.nextLinkMtu());
        assertEquals(Checksum.GOOD, view.checksum());
        assertEquals("fe80::c0ff:fea8:151", view.quotedSource().toString());
        assertEquals("fe80::c0ff:fea8:152", view.quotedDestination().toString());
        assertEquals(17, view.quotedProtocol());
        assertEquals(5405, view.quotedDestinationPort());
    }

    @Test
    void neighbourDiscoveryIsNoError() {
        assertTrue(wrap6(packet(SampleFrames.ICMP6_NEIGHBOUR_SOLICITATION)));
        assertEquals(135, view.type());
        assertFalse(view.isError());
        assertFalse(view.hasQuote());
        assertEquals(Checksum.GOOD, view.checksum());
    }

    @Test
    void aLaterFragmentQuotedHasNoPorts() {
        byte[] packet = packet(SampleFrames.ICMP_PORT_UNREACHABLE);
        packet[20 + 8 + 7] = 6;
        assertTrue(wrap4(packet, packet.length));
        assertTrue(view.hasQuote());
        assertEquals(0, view.quotedDestinationPort());
    }

    @Test
    void portsStandBehindTheOptionsOfTheQuotedPacket() {
        byte[] packet = Hex.bytes(
                "4500003c00000000 40010000 c0a80152 c0a80151",
                "0303 0000 00000000",
                "46000030 00000000 40110000 c0a80151 c0a80152 01010101",
                "151c 151d 0008 0000");
        assertTrue(wrap4(packet, packet.length));
        assertEquals(0x151c, view.quotedSourcePort());
        assertEquals(0x151d, view.quotedDestinationPort());
    }

    @Test
    void protocolsWithoutPortsHaveNone() {
        byte[] packet = packet(SampleFrames.ICMP_PORT_UNREACHABLE);
        packet[20 + 8 + 9] = 2;
        assertTrue(wrap4(packet, packet.length));
        assertEquals(2, view.quotedProtocol());
        assertEquals(0, view.quotedSourcePort());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 11, 12})
    void errorsOfVersion4QuoteAPacket(int type) {
        byte[] packet = packet(SampleFrames.ICMP_PORT_UNREACHABLE);
        packet[20] = (byte) type;
        assertTrue(wrap4(packet, packet.length));
        assertTrue(view.isError());
        assertTrue(view.hasQuote());
    }

    @Test
    void aQuoteThatIsCutGivesWhatIsThere() {
        byte[] packet = packet(SampleFrames.ICMP_PORT_UNREACHABLE);
        assertTrue(wrap4(packet, 20 + 8 + 20 + 3));
        assertTrue(view.hasQuote());
        assertEquals(17, view.quotedProtocol());
        assertEquals(0, view.quotedDestinationPort());
        assertEquals(Checksum.UNKNOWN, view.checksum());
        assertTrue(wrap4(packet, 20 + 8 + 19));
        assertFalse(view.hasQuote());
        assertEquals(
                new DecodeProblem(Layer.ICMP, Kind.CUT_BY_CAPTURE, 0, 36, 31, LengthFrom.IP_TOTAL_LENGTH),
                envelope.problems().get(0));
    }

    @Test
    void aQuoteOfAnotherVersionIsNone() {
        byte[] packet = packet(SampleFrames.ICMP_PORT_UNREACHABLE);
        packet[28] = 0x65;
        assertTrue(wrap4(packet, packet.length));
        assertFalse(view.hasQuote());
    }

    @Test
    void needsEightBytes() {
        byte[] packet = packet(SampleFrames.ICMP_ECHO);
        assertFalse(wrap4(packet, 27));
        assertEquals(Kind.CUT_BY_CAPTURE, envelope.problems().get(0).kind());
        packet[3] = 27;
        assertFalse(wrap4(packet, packet.length));
        assertEquals(Kind.TOO_SHORT, envelope.problems().get(1).kind());
    }
}
