package io.totemtap.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.RecordingHandler.Recorded;
import io.totemtap.decode.SampleFrames.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample frame cut at every length and with every byte changed. Arrays end where the capture ends. */
final class EveryPrefixTest {

    private static final UdpFilter ONLY_TOTEM = (source, destination, array, offset, available) -> destination == 5405;

    static Stream<Sample> samples() {
        return SampleFrames.ALL.stream();
    }

    private static Recorded decode(Frame frame) {
        RecordingHandler handler = new RecordingHandler();
        new PacketDecoder(handler, ONLY_TOTEM).decode(frame);
        return handler.only();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void wholeFrameLeadsToItsCall(Sample sample) {
        assertEquals(sample.call(), decode(sample.frame()).call());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatTheCaptureHasCutIsReportedAsThatAndAsNothingElse(Sample sample) {
        byte[] bytes = sample.bytes();
        Recorded whole = decode(sample.frame());
        for (int length = 0; length < bytes.length; length++) {
            Recorded cut = decode(sample.frame(Arrays.copyOf(bytes, length), length, bytes.length));
            if (!cut.content().equals(whole.content())) {
                assertTrue(cut.has(Kind.CUT_BY_CAPTURE), sample + " at " + length + ": " + cut);
            }
            List<DecodeProblem> others = cut.problems().stream()
                    .filter(problem -> problem.kind() != Kind.CUT_BY_CAPTURE)
                    .filter(problem -> !whole.problems().contains(problem))
                    .toList();
            assertEquals(List.of(), others, sample + " at " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatWasShortOnTheWireIsNeverBlamedOnTheCapture(Sample sample) {
        byte[] bytes = sample.bytes();
        Recorded whole = decode(sample.frame());
        for (int length = 0; length < bytes.length; length++) {
            Recorded cut = decode(sample.frame(Arrays.copyOf(bytes, length), length, length));
            assertFalse(cut.has(Kind.CUT_BY_CAPTURE), sample + " at " + length + ": " + cut);
            if (!cut.content().equals(whole.content())) {
                assertFalse(cut.problems().isEmpty(), sample + " at " + length + ": " + cut);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyChangedByteEndsInOneCall(Sample sample) {
        byte[] bytes = sample.bytes();
        Random random = new Random(sample.toString().hashCode());
        for (int at = 0; at < bytes.length; at++) {
            for (int change : new int[] {0x01, 0x10, 0x80, 0xff, 1 + random.nextInt(255)}) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) change;
                decode(sample.frame(changed, changed.length, changed.length));
                int length = random.nextInt(bytes.length + 1);
                decode(sample.frame(Arrays.copyOf(changed, length), length, bytes.length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyWordOfHostileNumbersEndsInOneCall(Sample sample) {
        byte[] bytes = sample.bytes();
        for (int at = 0; at + 1 < bytes.length; at++) {
            for (int word : new int[] {0, 1, 0x7fff, 0x8000, 0xfffe, 0xffff}) {
                byte[] changed = bytes.clone();
                changed[at] = (byte) (word >>> 8);
                changed[at + 1] = (byte) word;
                decode(sample.frame(changed, changed.length, changed.length));
            }
        }
    }

    @Test
    void oneDecoderSurvivesThemAllAndForgetsEachFrame() {
        RecordingHandler handler = new RecordingHandler();
        PacketDecoder decoder = new PacketDecoder(handler, ONLY_TOTEM);
        Random random = new Random(3376);
        int frames = 0;
        for (int round = 0; round < 20; round++) {
            for (Sample sample : SampleFrames.ALL) {
                byte[] changed = sample.bytes();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                int length = random.nextInt(changed.length + 1);
                decoder.decode(sample.frame(changed, length, changed.length));
                decoder.decode(sample.frame());
                frames += 2;
                Recorded last = handler.calls().get(handler.calls().size() - 1);
                if (!sample.toString().startsWith("FRAGMENT")) {
                    assertEquals(decode(sample.frame()), last, sample.toString());
                }
            }
        }
        assertEquals(frames, handler.calls().size());
    }

    @Test
    void noiseOfEveryLinkTypeEndsInOneCall() {
        RecordingHandler handler = new RecordingHandler();
        PacketDecoder decoder = new PacketDecoder(handler, ONLY_TOTEM);
        Random random = new Random(1112);
        int frames = 0;
        for (LinkType type : LinkType.values()) {
            for (int i = 0; i < 2_000; i++) {
                byte[] noise = new byte[random.nextInt(120)];
                random.nextBytes(noise);
                int original = noise.length + (random.nextBoolean() ? random.nextInt(100) : 0);
                decoder.decode(new Frame()
                        .bytes(noise, 0, noise.length, original)
                        .at(random.nextLong(), 0, i)
                        .on(0, type, Direction.UNKNOWN));
                frames++;
            }
        }
        assertEquals(frames, handler.calls().size());
    }
}
