package io.totemtap.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.RecordingHandler.Recorded;
import io.totemtap.decode.SampleFrames.Call;
import io.totemtap.decode.SampleFrames.Sample;
import io.totemtap.net.InternetChecksum;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PacketDecoderTunnelTest {

    private static final int IP = 14;
    private static final int GRE = 34;
    private static final int UDP = 34;

    private final RecordingHandler handler = new RecordingHandler();
    private final PacketDecoder decoder =
            new PacketDecoder(handler, (source, destination, array, offset, available) -> false);

    private Recorded decode(Sample sample, byte[] bytes) {
        decoder.decode(sample.frame(bytes, bytes.length, bytes.length));
        return handler.calls().get(handler.calls().size() - 1);
    }

    /** Puts the checksum of the outer IPv4 header right. */
    private static byte[] sealed(byte[] bytes) {
        bytes[IP + 10] = 0;
        bytes[IP + 11] = 0;
        int sum = InternetChecksum.finish(InternetChecksum.add(0, bytes, IP, 20));
        bytes[IP + 10] = (byte) (sum >>> 8);
        bytes[IP + 11] = (byte) sum;
        return bytes;
    }

    static List<Sample> mirrorsOfTheSameFrame() {
        return List.of(
                SampleFrames.ERSPAN_1,
                SampleFrames.ERSPAN_2,
                SampleFrames.ERSPAN_3,
                SampleFrames.GRE_ETHERNET,
                SampleFrames.VXLAN,
                SampleFrames.VXLAN_LINUX_PORT);
    }

    @ParameterizedTest
    @MethodSource("mirrorsOfTheSameFrame")
    void theInnerFrameIsDecodedAsThePacket(Sample sample) {
        Recorded plain = decode(SampleFrames.UDP_TO_GROUP, SampleFrames.UDP_TO_GROUP.bytes());
        Recorded mirrored = decode(sample, sample.bytes());
        assertEquals(Call.DATAGRAM, mirrored.call());
        String tunnel = mirrored.content().replaceAll(".*false ([A-Z_I]+/\\d+/10.9.9.1) .*", "$1");
        assertEquals(plain.content(), mirrored.content().replace(tunnel, "NONE/0/0.0.0.0"));
        assertEquals(List.of(), mirrored.problems());
    }

    @Test
    void theTunnelIsInTheEnvelope() {
        assertTrue(decode(SampleFrames.ERSPAN_1, SampleFrames.ERSPAN_1.bytes())
                .content()
                .contains("ERSPAN_I/0/10.9.9.1"));
        assertTrue(decode(SampleFrames.ERSPAN_2, SampleFrames.ERSPAN_2.bytes())
                .content()
                .contains("ERSPAN_II/5/10.9.9.1"));
        assertTrue(decode(SampleFrames.ERSPAN_3, SampleFrames.ERSPAN_3.bytes())
                .content()
                .contains("ERSPAN_III/7/10.9.9.1"));
        assertTrue(decode(SampleFrames.GRE_ETHERNET, SampleFrames.GRE_ETHERNET.bytes())
                .content()
                .contains("GRE/42/10.9.9.1"));
        assertTrue(
                decode(SampleFrames.VXLAN, SampleFrames.VXLAN.bytes()).content().contains("VXLAN/6699/10.9.9.1"));
        assertTrue(decode(SampleFrames.TCP, SampleFrames.TCP.bytes()).content().contains("NONE/0/0.0.0.0"));
    }

    @Test
    void aTunnelInsideATunnelStaysAsItIs() {
        Recorded recorded = decode(SampleFrames.GRE_OF_GRE, SampleFrames.GRE_OF_GRE.bytes());
        assertEquals(Call.OTHER, recorded.call());
        assertTrue(recorded.content().contains("192.168.1.81:0>192.168.1.82:0 protocol=47"));
    }

    @Test
    void vxlanInsideATunnelIsADatagramLikeAnyOther() {
        byte[] vxlan = SampleFrames.VXLAN.bytes();
        byte[] outer = Arrays.copyOf(SampleFrames.ERSPAN_1.bytes(), GRE + 4);
        byte[] both = Arrays.copyOf(outer, outer.length + vxlan.length);
        System.arraycopy(vxlan, 0, both, outer.length, vxlan.length);
        both[IP + 3] = (byte) (both.length - IP);
        Recorded recorded = decode(SampleFrames.ERSPAN_1, sealed(both));
        assertEquals(Call.OTHER, recorded.call(), "unicast that the filter does not want");
        assertTrue(recorded.content().contains("10.9.9.1:49152>10.9.9.2:4789"));
    }

    @Test
    void whatTheSwitchHasCutCountsAsCutByTheCapture() {
        byte[] bytes = SampleFrames.ERSPAN_2.bytes();
        bytes[GRE + 8 + 2] |= 0x04;
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 10);
        cut[IP + 3] = (byte) (cut.length - IP);
        Recorded recorded = decode(SampleFrames.ERSPAN_2, sealed(cut));
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(recorded.content().endsWith("length=52/24 fragments=0 UNKNOWN | 404142434445464748494a4b4c4d"));
        assertTrue(recorded.has(Layer.UDP, Kind.CUT_BY_CAPTURE));
        assertEquals(1, recorded.problems().size());
    }

    @Test
    void withoutTheSwitchSayingSoItIsThePacketThatClaimsTooMuch() {
        byte[] bytes = SampleFrames.ERSPAN_2.bytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 10);
        cut[IP + 3] = (byte) (cut.length - IP);
        Recorded recorded = decode(SampleFrames.ERSPAN_2, sealed(cut));
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(recorded.has(Layer.IP, Kind.CLAIMS_TOO_MUCH));
        assertFalse(recorded.has(Kind.CUT_BY_CAPTURE));
    }

    @Test
    void theFirstFragmentOfAMirroredFrameShowsItsStart() {
        byte[] bytes = SampleFrames.ERSPAN_1.bytes();
        byte[] first = Arrays.copyOf(bytes, IP + 20 + 64);
        first[IP + 3] = 84;
        first[IP + 6] = 0x20;
        Recorded start = decode(SampleFrames.ERSPAN_1, sealed(first));
        assertEquals(Call.DATAGRAM, start.call());
        assertTrue(start.content().contains("192.168.1.81:5149>239.192.53.207:5405"));
        assertTrue(start.content().contains("length=52/24 fragments=0 UNKNOWN"));
        assertTrue(start.has(Layer.UDP, Kind.CUT_BY_CAPTURE));
        byte[] last = Arrays.copyOf(bytes, IP + 20 + 8);
        last[IP + 3] = 28;
        last[IP + 6] = 0;
        last[IP + 7] = 8;
        Recorded tail = decode(SampleFrames.ERSPAN_1, sealed(last));
        assertEquals(Call.OTHER, tail.call());
        assertTrue(tail.content().contains("NONE/0/0.0.0.0 10.9.9.1:0>10.9.9.2:0 protocol=47"));
    }

    @Test
    void vxlanIsPutTogetherFromFragments() {
        byte[] bytes = SampleFrames.VXLAN.bytes();
        byte[] first = Arrays.copyOf(bytes, UDP + 40);
        first[IP + 3] = 60;
        first[IP + 6] = 0x20;
        byte[] last = Arrays.copyOf(bytes, bytes.length - 40);
        System.arraycopy(bytes, UDP + 40, last, UDP, bytes.length - UDP - 40);
        last[IP + 3] = (byte) (last.length - IP);
        last[IP + 6] = 0;
        last[IP + 7] = 5;
        assertEquals(Call.OTHER, decode(SampleFrames.VXLAN, sealed(first)).call());
        Recorded recorded = decode(SampleFrames.VXLAN, sealed(last));
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(recorded.content().contains("VXLAN/6699/10.9.9.1 192.168.1.81:5149>239.192.53.207:5405"));
        assertTrue(recorded.content().contains("length=52/24 fragments=0 GOOD"), "the inner packet is whole");
    }

    @Test
    void withoutTheFlagItIsNoVxlan() {
        byte[] bytes = SampleFrames.VXLAN.bytes();
        bytes[UDP + 8] = 0;
        assertEquals(Call.OTHER, decode(SampleFrames.VXLAN, bytes).call());
        bytes[IP + 16] = (byte) 239;
        Recorded recorded = decode(SampleFrames.VXLAN, sealed(bytes));
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(recorded.content().contains("NONE/0/0.0.0.0 10.9.9.1:49152>239.9.9.2:4789"));
    }

    @Test
    void theOuterAddressesOfAnInnerPacketWithoutIpAreForgotten() {
        byte[] lldp = SampleFrames.LLDP.bytes();
        byte[] outer = Arrays.copyOf(SampleFrames.ERSPAN_1.bytes(), GRE + 4);
        byte[] both = Arrays.copyOf(outer, outer.length + lldp.length);
        System.arraycopy(lldp, 0, both, outer.length, lldp.length);
        both[IP + 3] = (byte) (both.length - IP);
        Recorded recorded = decode(SampleFrames.ERSPAN_1, sealed(both));
        assertEquals(Call.OTHER, recorded.call());
        assertTrue(recorded.content().contains("88cc false ERSPAN_I/0/10.9.9.1 no IP protocol=-1"));
    }
}
