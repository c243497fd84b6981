package io.totemtap.decode;

import io.totemtap.capture.Frame;
import io.totemtap.decode.SampleFrames.Sample;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * Times the decoder on frames of several kinds, in processor time, after a warm-up with all kinds so that the compiler
 * knows more than one. Run by hand, not a test.
 */
public final class DecodeTiming {

    private static final int FRAMES = 64;
    private static final int ROUNDS = 400;
    private static final int REPEATS = 300;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DecodeTiming() {}

    /** Prints nanoseconds a frame. */
    public static void main(String[] arguments) {
        SilentHandler handler = new SilentHandler();
        PacketDecoder decoder =
                new PacketDecoder(handler, (source, destination, array, offset, available) -> destination == 5405);
        for (int i = 0; i < 2_000; i++) {
            for (Sample sample : SampleFrames.ALL) {
                decoder.decode(sample.frame());
            }
        }
        time("foreign TCP", SampleFrames.TCP, 0, decoder);
        time("foreign TCP, 96 bytes kept of 1514", SampleFrames.TCP, 1514, decoder);
        time("foreign TCP, tagged", tagged(SampleFrames.TCP), 0, decoder);
        time("foreign UDP", SampleFrames.UDP_DNS, 0, decoder);
        time("UDP to a group, 24 bytes", SampleFrames.UDP_TO_GROUP, 0, decoder);
        time("UDP to a group, cut by the capture", SampleFrames.UDP_TO_GROUP, 1514, decoder);
        time("IGMPv2 report", SampleFrames.IGMP_V2_REPORT, 0, decoder);
        time("IGMPv3 report", SampleFrames.IGMP_V3_REPORT, 0, decoder);
        time("UDP to a group in ERSPAN II", SampleFrames.ERSPAN_2, 0, decoder);
        System.out.println(handler.calls() + " frames");
    }

    private static byte[] tagged(Sample sample) {
        byte[] plain = sample.bytes();
        byte[] tagged = new byte[plain.length + 4];
        System.arraycopy(plain, 0, tagged, 0, 12);
        tagged[12] = (byte) 0x81;
        tagged[15] = 100;
        System.arraycopy(plain, 12, tagged, 16, plain.length - 12);
        return tagged;
    }

    private static void time(String what, Sample sample, int original, PacketDecoder decoder) {
        time(what, sample.bytes(), original, decoder);
    }

    private static void time(String what, byte[] bytes, int original, PacketDecoder decoder) {
        int distance = Math.max(1514, bytes.length) + 16;
        byte[] memory = new byte[FRAMES * distance];
        for (int i = 0; i < FRAMES; i++) {
            System.arraycopy(bytes, 0, memory, i * distance, bytes.length);
        }
        Frame frame = SampleFrames.TCP.frame();
        double best = Double.MAX_VALUE;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < FRAMES; i++) {
                    frame.bytes(memory, i * distance, bytes.length, Math.max(original, bytes.length));
                    decoder.decode(frame);
                }
            }
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / (double) (ROUNDS * FRAMES));
        }
        System.out.println(String.format(Locale.ROOT, "%-40s %6.1f ns", what, best));
    }
}
