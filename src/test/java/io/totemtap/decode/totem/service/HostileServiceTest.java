package io.totemtap.decode.totem.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.Wire;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages of services in every layout, damaged inside: each prefix, each byte changed, and each word of 16 and 32 bits made a
 * claim. Nothing throws, and what is claimed is not allocated.
 */
class HostileServiceTest {

    private static final int[] FLIPS = {0x01, 0x80, 0xff, 0x55};
    private static final int[] CLAIMS = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0x00ff_ffff, 0xffff_ff7f};

    /** Far more than any message here needs, far less than any claim. */
    private static final long MOST_ALLOCATED = 1 << 20;

    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> layouts() {
        return Stream.of(TotemDialect.values())
                .flatMap(dialect -> Stream.of(Arguments.of(dialect, true), Arguments.of(dialect, false)));
    }

    /** One totempg packet a kind of message, the rest of each being small numbers as counts and lengths would be. */
    private static List<byte[]> packets(TotemDialect dialect, boolean little) {
        Totempg line = new Totempg(dialect, little, new ArrayList<>());
        List<byte[]> packets = new ArrayList<>();
        for (int service = 0; service <= 10; service++) {
            for (int function = 0; function <= 6; function++) {
                Wire rest = line.wire();
                for (int i = 0; i < 24; i++) {
                    rest.u32(i % 4);
                }
                byte[] message = line.service("cpg", (service << 16) | function, rest.bytes());
                packets.add(line.packet(0, 0, message));
            }
        }
        byte[] sync =
                line.service("sync", 0, line.wire().ringId(3, 24).zeros(80).bytes());
        packets.add(line.packet(0, 0, sync, sync));
        packets.add(line.packet(1, 0, sync, line.message("cman", new byte[30])));
        packets.add(line.packet(
                0, 1, line.message("cman", line.wire().u8(1).zeros(60).bytes())));
        return packets;
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyPrefixAndEveryChangedByteIsRead(TotemDialect dialect, boolean little) {
        List<DecodeProblem> problems = new ArrayList<>();
        for (byte[] packet : packets(dialect, little)) {
            Totempg line = new Totempg(dialect, little, problems);
            long seq = 0;
            for (int length = 0; length < packet.length; length++) {
                line.send(++seq, Arrays.copyOf(packet, length));
            }
            for (int at = 0; at < packet.length; at++) {
                for (int flip : FLIPS) {
                    line.send(++seq, flipped(packet, at, flip));
                }
            }
        }
        assertTrue(problems.size() > packets(dialect, little).size());
    }

    private static byte[] flipped(byte[] packet, int at, int flip) {
        byte[] flipped = packet.clone();
        flipped[at] ^= (byte) flip;
        return flipped;
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void whatAnyWordClaimsIsNotAllocated(TotemDialect dialect, boolean little) {
        List<DecodeProblem> problems = new ArrayList<>();
        new Totempg(dialect, little, problems).send(1, packets(dialect, little).get(0));
        long most = 0;
        for (byte[] packet : packets(dialect, little)) {
            for (int at = 0; at + 4 <= packet.length; at++) {
                for (int claim : CLAIMS) {
                    byte[] claiming = packet.clone();
                    for (int i = 0; i < 4; i++) {
                        claiming[at + i] = (byte) (claim >>> (24 - 8 * i));
                    }
                    Totempg line = new Totempg(dialect, little, problems);
                    long before = MEMORY.getCurrentThreadAllocatedBytes();
                    line.send(1, claiming).send(2, claiming);
                    most = Math.max(most, MEMORY.getCurrentThreadAllocatedBytes() - before);
                    problems.clear();
                }
            }
        }
        assertTrue(most < MOST_ALLOCATED, most + " bytes allocated");
    }
}
