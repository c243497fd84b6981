package io.totemtap.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import io.totemtap.decode.Envelope.Tunnel;
import io.totemtap.decode.SampleFrames.Call;
import io.totemtap.decode.SampleFrames.Sample;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is passed over is what the decoder has nothing to say about. */
final class BystanderTest {

    /** 10.0.1.2.1024 > 10.1.3.4.443: tcp. */
    private static final byte[] TCP = HexFormat.of()
            .parseHex("020000000003" + "020000000004" + "0800" + "4500003400000000" + "4006" + "0000" + "0a000102"
                    + "0a010304" + "040001bb" + "00000000".repeat(7));

    static Stream<Sample> samples() {
        return SampleFrames.ALL.stream().filter(sample -> sample.linkType() == LinkType.ETHERNET);
    }

    private static Frame frame(byte[] bytes, int original) {
        return new Frame()
                .bytes(bytes, 0, bytes.length, original)
                .at(1, 0, 1)
                .on(0, LinkType.ETHERNET, Direction.UNKNOWN);
    }

    @Test
    void tcpOfOthersIsPassedOver() {
        assertTrue(Bystander.is(frame(TCP, TCP.length)));
        assertTrue(Bystander.is(frame(Arrays.copyOf(TCP, 34), TCP.length)));
        assertFalse(Bystander.is(frame(Arrays.copyOf(TCP, 33), TCP.length)));
        assertEquals(0x0200_0000_0004L, Bystander.mac(TCP, 6));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatLeadsToACallIsNever(Sample sample) {
        assertTrue(sample.call() == Call.OTHER || !Bystander.is(sample.frame()));
    }

    @Test
    void theDecoderHasNothingToSayAboutIt() {
        Random random = new Random(7);
        List<byte[]> seeds = Stream.concat(samples().map(Sample::bytes), Stream.of(TCP, TCP, TCP))
                .toList();
        int passed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            for (int flips = random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(Math.min(bytes.length, 40))] = (byte) random.nextInt(256);
            }
            int original = bytes.length + (random.nextInt(4) == 0 ? random.nextInt(2000) : 0);
            Frame frame = frame(bytes, original);
            if (Bystander.is(frame)) {
                passed++;
                check(frame);
            }
        }
        assertTrue(passed > 1000, passed + " frames were passed over");
    }

    private static void check(Frame frame) {
        int[] others = {0};
        PacketDecoder decoder = new PacketDecoder(
                new SilentHandler() {
                    @Override
                    public void onOther(Envelope envelope) {
                        others[0]++;
                        assertTrue(envelope.isIp());
                        assertFalse(envelope.toOtherHost());
                        assertEquals(Tunnel.NONE, envelope.tunnel());
                        assertEquals(List.of(), envelope.problems());
                        assertEquals(Bystander.mac(frame.bytes(), 0), envelope.destinationMac());
                        assertEquals(Bystander.mac(frame.bytes(), 6), envelope.sourceMac());
                    }
                },
                (source, destination, bytes, offset, available) -> true);
        decoder.decode(frame);
        assertEquals(1, others[0], HexFormat.of().formatHex(frame.bytes()));
        assertEquals(List.of(), decoder.problemCounts());
    }
}
