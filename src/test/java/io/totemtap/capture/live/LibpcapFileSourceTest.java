package io.totemtap.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureStatistics.Damage;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.capture.live.Frames.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * libpcap 1.10 reads no format that our own readers do not, so these tests give it what both can read, and compare; and what
 * neither can.
 */
class LibpcapFileSourceTest {

    private static final List<byte[]> SOME =
            List.of(Frames.ethernet(Frames.udp(5405, 10)), Frames.ethernet(Frames.igmp()));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeAll
    static void needsLibpcap() {
        assumeTrue(LibpcapFileSource.isAvailable(), "libpcap is not installed");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("x"), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openais-seed/n1.pcap", "openais-secauth-seed/sw-p1.pcap", "flatiron-secauth-seed/n2.pcap"})
    void framesAreThoseOfOurOwnReader(String golden) {
        Path file = Path.of("captures").resolve(golden);
        Delivered ours = Delivered.of(CaptureFiles.open(file));
        Delivered theirs = Delivered.of(LibpcapFileSource.open(file));
        assertFalse(ours.frames().isEmpty());
        assertEquals(ours.frames(), theirs.frames());
        assertEquals(ours.statistics().interfaces(), theirs.statistics().interfaces());
        assertEquals(ours.statistics().parts(), theirs.statistics().parts());
    }

    @Test
    void timesHaveNanoseconds() throws IOException {
        Delivered read = Delivered.of(LibpcapFileSource.open(file(Frames.file(LinkType.ETHERNET, SOME))));
        assertEquals(Frames.TIME, read.frames().get(0).timeNanos());
    }

    @Test
    void rawIpIsKnownByThePlatformsNumberToo() throws IOException {
        byte[] bytes = Frames.file(LinkType.RAW_IP, List.of(Frames.igmp()));
        assertEquals(
                LinkType.RAW_IP,
                Delivered.of(LibpcapFileSource.open(file(bytes)))
                        .frames()
                        .get(0)
                        .linkType());
    }

    @Test
    void aFileWithoutFramesIsWhole() throws IOException {
        Delivered none = Delivered.of(LibpcapFileSource.open(file(Frames.file(LinkType.ETHERNET, List.of()))));
        assertTrue(none.frames().isEmpty());
        assertTrue(none.statistics().damage().isEmpty());
    }

    @Test
    void everyCutIsDamageAndNeverTheEndOfTheFile() throws IOException {
        byte[] bytes = Frames.file(LinkType.ETHERNET, SOME);
        int first = 24 + 16 + SOME.get(0).length;
        for (int length = 25; length < bytes.length; length++) {
            Delivered cut = Delivered.of(LibpcapFileSource.open(file(Arrays.copyOf(bytes, length))));
            assertEquals(length < first ? 0 : 1, cut.frames().size());
            assertEquals(length != first, cut.statistics().damage().isPresent(), "cut at " + length);
        }
    }

    @Test
    void damageSpeaksWithTheWordsOfLibpcapAndWithoutAnOffset() throws IOException {
        byte[] bytes = Frames.file(LinkType.ETHERNET, SOME);
        Delivered cut = Delivered.of(LibpcapFileSource.open(file(Arrays.copyOf(bytes, bytes.length - 1))));
        Damage damage = cut.statistics().damage().orElseThrow();
        assertEquals(Damage.UNKNOWN_OFFSET, damage.offset());
        assertTrue(
                damage.toString().startsWith("damaged: after frame 1 libpcap says: truncated dump file"),
                damage.what());
    }

    @Test
    void aFractionOfManySecondsIsDamageOrATimeAndNothingElse() throws IOException {
        byte[] bytes = Frames.file(LinkType.ETHERNET, SOME);
        Arrays.fill(bytes, 28, 32, (byte) 0x7f);
        Delivered read = Delivered.of(LibpcapFileSource.open(file(bytes)));
        assertTrue(read.frames().size() == 2 || read.statistics().damage().isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {0xa12b3c4d, 0xa1b234cd, 0x4d3c2b1a, 0x00000000, 0x0a0d0d0b})
    void whatLibpcapDoesNotKnowEitherIsRefusedInItsWords(int magic) throws IOException {
        byte[] bytes = Frames.file(LinkType.ETHERNET, SOME);
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (magic >>> (8 * i));
        }
        Path file = file(bytes);
        assertTrue(CaptureFiles.isUnknownFormat(file));
        CaptureException refused = assertThrows(CaptureException.class, () -> LibpcapFileSource.open(file));
        assertEquals(Reason.UNREADABLE, refused.reason());
        assertTrue(String.valueOf(refused.getMessage()).contains("(unknown file format)"), refused.getMessage());
    }
}
