package io.totemtap.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.RecordingHandler.Recorded;
import io.totemtap.decode.SampleFrames.Call;
import io.totemtap.decode.SampleFrames.Sample;
import io.totemtap.decode.ip.FragmentStatistics;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PacketDecoderFragmentTest {

    private static final int IP = 14;
    private static final int UDP = 34;
    private static final Sample FIRST = SampleFrames.FRAGMENT_FIRST;
    private static final Sample LAST = SampleFrames.FRAGMENT_LAST;

    private final RecordingHandler handler = new RecordingHandler();
    private final PacketDecoder decoder =
            new PacketDecoder(handler, (source, destination, array, offset, available) -> destination == 5405);

    private Recorded decode(Frame frame) {
        decoder.decode(frame);
        return handler.calls().get(handler.calls().size() - 1);
    }

    private Recorded decode(Sample sample, byte[] bytes) {
        return decode(sample.frame(bytes, bytes.length, bytes.length));
    }

    /** The same packet to 192.168.1.82 and to a port. */
    private static byte[] toHost(Sample sample, int port) {
        byte[] bytes = sample.bytes();
        bytes[IP + 16] = (byte) 192;
        bytes[IP + 17] = (byte) 168;
        bytes[IP + 18] = 1;
        bytes[IP + 19] = 82;
        if (sample == FIRST) {
            bytes[UDP + 2] = (byte) (port >>> 8);
            bytes[UDP + 3] = (byte) port;
        }
        return bytes;
    }

    /** The same frame with the tag of VLAN 100. */
    private static byte[] tagged(byte[] plain) {
        byte[] tagged = new byte[plain.length + 4];
        System.arraycopy(plain, 0, tagged, 0, 12);
        tagged[12] = (byte) 0x81;
        tagged[15] = 100;
        System.arraycopy(plain, 12, tagged, 16, plain.length - 12);
        return tagged;
    }

    private static String payload() {
        byte[] bytes = new byte[64];
        for (int i = 0; i < 64; i++) {
            bytes[i] = (byte) i;
        }
        return HexFormat.of().formatHex(bytes);
    }

    private void assertWhole(Recorded recorded) {
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(recorded.content().contains(":5149>"), recorded.content());
        assertTrue(recorded.content().endsWith("/64 fragments=2 GOOD | " + payload()), recorded.content());
    }

    @Test
    void theFragmentThatCompletesADatagramBringsIt() {
        Recorded first = decode(FIRST.frame());
        assertEquals(Call.OTHER, first.call());
        assertTrue(first.content().contains(":5149>239.192.53.207:5405"), "the first fragment has ports");
        assertWhole(decode(LAST.frame()));
    }

    @Test
    void orderDoesNotMatter() {
        assertEquals(Call.OTHER, decode(LAST.frame()).call());
        assertWhole(decode(FIRST.frame()));
    }

    @Test
    void version6IsPutTogetherToo() {
        assertEquals(Call.OTHER, decode(SampleFrames.FRAGMENT6_FIRST.frame()).call());
        assertWhole(decode(SampleFrames.FRAGMENT6_LAST.frame()));
    }

    @Test
    void aMirrorThatShowsEachFragmentTwiceBringsOneDatagramAndNoComplaint() {
        for (Sample sample : new Sample[] {FIRST, FIRST, LAST, LAST}) {
            decode(sample.frame());
        }
        assertEquals(
                1,
                handler.calls().stream()
                        .filter(call -> call.call() == Call.DATAGRAM)
                        .count());
        decoder.advanceTo(FIRST.frame().timeNanos() + 60 * EpochNanos.SECOND);
        FragmentStatistics statistics = decoder.fragments();
        assertEquals(1, statistics.completed());
        assertEquals(2, statistics.duplicates());
        assertEquals(0, statistics.expired());
    }

    @Test
    void aTailThatNeverComesIsCountedForItsDestination() {
        decode(FIRST.frame());
        decoder.advanceTo(FIRST.frame().timeNanos() + 31 * EpochNanos.SECOND);
        FragmentStatistics statistics = decoder.fragments();
        assertEquals(1, statistics.expired());
        assertEquals(Map.of(IpAddress.parse("239.192.53.207").orElseThrow(), 1L), statistics.missingTails());
        assertEquals(
                Call.OTHER,
                decode(LAST.frame().at(FIRST.frame().timeNanos() + 32 * EpochNanos.SECOND, 0, 2))
                        .call());
    }

    @Test
    void fragmentsOfAnotherInterfaceOrVlanDoNotComplete() {
        decode(FIRST.frame());
        assertEquals(
                Call.OTHER,
                decode(LAST.frame().on(1, LinkType.ETHERNET, Direction.UNKNOWN)).call());
        assertEquals(Call.OTHER, decode(LAST, tagged(LAST.bytes())).call());
        assertEquals(3, decoder.fragments().inProgress());
        assertWhole(decode(LAST.frame()));
    }

    @Test
    void unwantedUnicastIsNotPutTogether() {
        assertEquals(Call.OTHER, decode(FIRST, toHost(FIRST, 2049)).call());
        assertEquals(Call.OTHER, decode(LAST, toHost(LAST, 2049)).call());
        FragmentStatistics statistics = decoder.fragments();
        assertEquals(0, statistics.inProgress());
        assertEquals(0, statistics.completed());
    }

    @Test
    void unwantedUnicastThatComesBackwardsLeavesNothingBehind() {
        decode(LAST, toHost(LAST, 2049));
        assertEquals(1, decoder.fragments().inProgress());
        decode(FIRST, toHost(FIRST, 2049));
        assertEquals(0, decoder.fragments().inProgress());
    }

    @Test
    void wantedUnicastIsPutTogether() {
        decode(FIRST, toHost(FIRST, 5405));
        Recorded recorded = decode(LAST, toHost(LAST, 5405));
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(recorded.content().contains("192.168.1.81:5149>192.168.1.82:5405"));
        assertTrue(recorded.has(Layer.UDP, Kind.BAD_CHECKSUM), "the address was changed, the checksum was not");
    }

    @Test
    void slicedFragmentsBringWhatIsThere() {
        byte[] first = FIRST.bytes();
        Recorded cut = decode(FIRST.frame(first, UDP + 18, first.length));
        assertTrue(cut.has(Layer.IP, Kind.CUT_BY_CAPTURE));
        Recorded recorded = decode(LAST.frame());
        assertEquals(Call.DATAGRAM, recorded.call());
        assertTrue(recorded.content().endsWith("/64 fragments=2 UNKNOWN | 00010203040506070809"), recorded.content());
        assertTrue(recorded.has(Layer.UDP, Kind.CUT_BY_CAPTURE));
    }

    @Test
    void aFirstFragmentSlicedInTheUdpHeaderMakesNoDatagram() {
        byte[] first = FIRST.bytes();
        decode(FIRST.frame(first, UDP + 7, first.length));
        Recorded recorded = decode(LAST.frame());
        assertEquals(Call.OTHER, recorded.call());
        assertTrue(recorded.has(Layer.UDP, Kind.CUT_BY_CAPTURE));
    }

    @Test
    void aFragmentThatFitsNowhereIsNoted() {
        byte[] bytes = LAST.bytes();
        bytes[IP + 6] = 0x1f;
        bytes[IP + 7] = (byte) 0xff;
        Recorded recorded = decode(LAST, bytes);
        assertEquals(Call.OTHER, recorded.call());
        assertTrue(recorded.has(Layer.IP, Kind.BAD_VALUE));
        assertEquals(1, decoder.fragments().refused());
    }

    @Test
    void aDatagramInTooManyPiecesIsNoted() {
        Recorded last = handlerAfterPieces(600);
        assertTrue(handler.calls().stream().anyMatch(call -> call.has(Layer.IP, Kind.INCOMPLETE_FRAGMENTS)));
        assertEquals(Call.OTHER, last.call());
        assertEquals(1, decoder.fragments().evicted());
    }

    private Recorded handlerAfterPieces(int pieces) {
        byte[] bytes = FIRST.bytes();
        bytes[IP + 3] = 28;
        for (int i = 0; i < pieces; i++) {
            int field = 0x2000 | 2 * i;
            bytes[IP + 6] = (byte) (field >>> 8);
            bytes[IP + 7] = (byte) field;
            decode(FIRST, bytes);
        }
        return handler.calls().get(pieces - 1);
    }

    @Test
    void onlyUdpIsPutTogether() {
        for (int protocol : new int[] {1, 2, 6, 47}) {
            byte[] first = FIRST.bytes();
            first[IP + 9] = (byte) protocol;
            byte[] last = LAST.bytes();
            last[IP + 9] = (byte) protocol;
            assertEquals(Call.OTHER, decode(FIRST, first).call());
            assertEquals(Call.OTHER, decode(LAST, last).call());
        }
        assertEquals(0, decoder.fragments().inProgress());
    }
}
