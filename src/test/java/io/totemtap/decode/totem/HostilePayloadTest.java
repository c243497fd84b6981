package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.totem.service.ServiceReading;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every prefix, every flipped byte and random bytes through opening, decoding and reading: nothing is thrown,
 * everything ends.
 */
class HostilePayloadTest {

    /** Far more than any message here needs, far less than any claim. */
    private static final long MOST_ALLOCATED = 2 << 20;

    private static final int[] FLIPS = {0x01, 0x80, 0xff, 0x55};

    private final List<DecodeProblem> problems = new ArrayList<>();

    static List<Vectors.Sample> samples() {
        return Vectors.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyPrefixIsReadAndACutIsAlwaysReported(Vectors.Sample sample) {
        TotemDecoder fresh = new TotemDecoder(sample.keyring());
        TotemDecoder knowing = new TotemDecoder(sample.keyring());
        byte[] packet = sample.packet();
        readAll(decode(knowing, packet, packet.length));
        for (int length = 0; length < packet.length; length++) {
            byte[] prefix = Arrays.copyOf(packet, length);
            for (TotemDecoder decoder : List.of(fresh, knowing)) {
                problems.clear();
                TotemMessage message = decode(decoder, prefix, packet.length);
                boolean complete = message.header().available() == message.length();
                boolean reported = problems.stream().anyMatch(problem -> problem.kind() == Kind.CUT_BY_CAPTURE);
                assertTrue(reported || (complete && !(message instanceof OpaqueTotem)), "cut at " + length);
                readAll(message);
                problems.clear();
                readAll(decode(decoder, prefix, length));
                assertFalse(
                        problems.stream().anyMatch(problem -> problem.kind() == Kind.CUT_BY_CAPTURE),
                        "not cut but short, at " + length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFlippedByteIsRead(Vectors.Sample sample) {
        TotemDecoder decoder = new TotemDecoder(sample.keyring());
        TotemDecoder without = new TotemDecoder(TotemKeyring.EMPTY);
        byte[] packet = sample.packet();
        for (int at = 0; at < packet.length; at++) {
            for (int flip : FLIPS) {
                byte[] flipped = Vectors.flipped(packet, at, flip);
                readAll(decode(decoder, flipped, packet.length));
                readAll(decode(without, flipped, packet.length));
                readAll(decode(decoder, flipped, packet.length + 1));
            }
        }
    }

    /** A member with the key may send anything: the digest fits, and every byte of the plaintext may be wrong. */
    @ParameterizedTest
    @MethodSource("samples")
    void everyFlippedByteOfThePlaintextIsRead(Vectors.Sample sample) {
        TotemDecoder decoder = new TotemDecoder(sample.keyring());
        byte[] packet = sample.packet();
        byte[] room = new byte[packet.length];
        OpenedTotem opened = new OpenedTotem();
        decoder.opener().open(Vectors.range(packet), packet.length, 1, room, 0, opened);
        if (!opened.isOpened()) {
            assertTrue(sample.keyring().size() == 0, sample + " stays shut");
            return;
        }
        ByteRange message = opened.message();
        byte[] plain = message.array();
        for (int at = message.arrayOffset(); at < message.arrayOffset() + message.length(); at++) {
            byte right = plain[at];
            for (int flip : FLIPS) {
                plain[at] = (byte) (right ^ flip);
                readAll(decoder.decode(opened, 5404, 5405, problems::add));
            }
            plain[at] = right;
        }
        problems.clear();
        for (int at = message.arrayOffset(); at + 4 <= message.arrayOffset() + message.length(); at++) {
            byte[] right = Arrays.copyOfRange(plain, at, at + 4);
            for (byte first : new byte[] {0x7f, -1}) {
                Arrays.fill(plain, at, at + 4, (byte) -1);
                plain[at] = first;
                readAll(decoder.decode(opened, 5404, 5405, problems::add));
            }
            System.arraycopy(right, 0, plain, at, 4);
        }
    }

    /** Any word of a payload, opened or not, may be a count or a length; what it claims must not be allocated. */
    @ParameterizedTest
    @MethodSource("samples")
    void whatAnyWordClaimsIsNotAllocated(Vectors.Sample sample) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TotemDecoder decoder = new TotemDecoder(sample.keyring());
        byte[] packet = sample.packet();
        readAll(decode(decoder, packet, packet.length));
        long most = 0;
        for (int at = 0; at + 4 <= packet.length; at++) {
            for (int claim : new int[] {Integer.MAX_VALUE, -129, Integer.MIN_VALUE, -1}) {
                byte[] claiming = packet.clone();
                for (int i = 0; i < 4; i++) {
                    claiming[at + i] = (byte) (claim >>> (24 - 8 * i));
                }
                problems.clear();
                long before = memory.getCurrentThreadAllocatedBytes();
                readAll(decode(decoder, claiming, packet.length));
                most = Math.max(most, memory.getCurrentThreadAllocatedBytes() - before);
            }
        }
        problems.clear();
        long before = memory.getCurrentThreadAllocatedBytes();
        readAll(decode(decoder, packet, Integer.MAX_VALUE));
        most = Math.max(most, memory.getCurrentThreadAllocatedBytes() - before);
        assertTrue(most < MOST_ALLOCATED, most + " bytes allocated");
    }

    @Test
    void randomBytesBehindEveryMarkAreRead() {
        Random random = new Random(20081124);
        TotemDecoder decoder =
                new TotemDecoder(Vectors.keyring(Vectors.hex(Vectors.ALL.get("crypto_2x_capture"), "key")));
        String[] marks = {
            "",
            "fefe0000",
            "ffff0000",
            "00000000",
            "01020000",
            "04050000",
            "fefe0000010222ff",
            "010222ff",
            "030022ff",
            "040022ff",
            "000022ff",
            "0102ff22",
            "70c00301",
            "c0700303",
            "70c00300",
            "000200000000000000000000000000"
        };
        for (int i = 0; i < 30_000; i++) {
            byte[] payload = new byte[random.nextInt(400)];
            random.nextBytes(payload);
            byte[] mark = Vectors.hex(marks[i % marks.length]);
            System.arraycopy(mark, 0, payload, 0, Math.min(mark.length, payload.length));
            readAll(decode(decoder, payload, payload.length + random.nextInt(3)));
        }
    }

    @Test
    void longestPayloadsAreRead() {
        TotemDecoder decoder = new TotemDecoder(Vectors.keyring(new byte[128]));
        for (int length : new int[] {65_507, 65_535, 65_536, 70_000}) {
            assertInstanceOf(OpaqueTotem.class, decode(decoder, new byte[length], length));
        }
    }

    private TotemMessage decode(TotemDecoder decoder, byte[] payload, int claimed) {
        return decoder.decode(Vectors.range(payload), claimed, 5404, 5405, 1, problems::add);
    }

    /** Calls every getter a consumer may call. */
    private void readAll(TotemMessage message) {
        assertFalse(message.toString().isEmpty());
        message.generation();
        message.nodeId();
        message.encapsulated();
        if (message instanceof OrfToken token) {
            for (int i = 0; i < token.retransmitCount(); i++) {
                token.retransmitRingId(i);
                token.retransmitSeq(i);
            }
            token.fcc();
            token.backlog();
            token.retransFlag();
        } else if (message instanceof MembJoin join) {
            for (int i = 0; i < join.procCount(); i++) {
                join.proc(i);
            }
            for (int i = 0; i < join.failedCount(); i++) {
                join.failed(i);
            }
            join.isFailedToReceive();
        } else if (message instanceof MembCommitToken token) {
            for (int i = 0; i < token.addressCount(); i++) {
                token.address(i);
            }
            for (int i = 0; i < token.entryCount(); i++) {
                token.entryRingId(i);
                token.entryAru(i);
                token.entryHighDelivered(i);
                token.entryReceivedFlag(i);
            }
        } else if (message instanceof Mcast mcast) {
            ByteRange payload = mcast.payload();
            payload.copy(0, payload.length());
            mcast.guarantee();
            mcast.thisSeqno();
            new ServiceReading(problems).read(mcast);
        }
    }
}
