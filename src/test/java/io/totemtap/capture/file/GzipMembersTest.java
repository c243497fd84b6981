package io.totemtap.capture.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMembersTest {

    private static final byte[] TEXT = "node1 node2 node1 node2".getBytes(StandardCharsets.UTF_8);

    @Test
    void membersFollowEachOtherWhereverTheStreamIsCutIntoReads() throws IOException {
        byte[] two = join(member(TEXT), member(new byte[0]), member(TEXT));
        for (int step = 1; step < 20; step++) {
            assertArrayEquals(join(TEXT, TEXT), read(new Slow(two, step)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 8, 16, 31})
    void everyFieldOfTheHeaderIsPassedOver(int flags) throws IOException {
        FileBytes header = new FileBytes(FieldOrder.LITTLE_ENDIAN)
                .raw(FileBytes.hex("1f8b08"))
                .u8(flags)
                .raw(new byte[6]);
        if ((flags & 4) != 0) {
            header.u16(5).text("extra");
        }
        if ((flags & 8) != 0) {
            header.text("name.pcap\0");
        }
        if ((flags & 16) != 0) {
            header.text("comment\0");
        }
        if ((flags & 2) != 0) {
            header.u16(0);
        }
        byte[] member = member(TEXT);
        assertArrayEquals(TEXT, read(join(header.toBytes(), Arrays.copyOfRange(member, 10, member.length))));
    }

    @Test
    void zerosBehindTheLastMemberArePadding() throws IOException {
        assertArrayEquals(TEXT, read(join(member(TEXT), new byte[1000])));
        assertArrayEquals(join(TEXT, TEXT), read(join(member(TEXT), new byte[3], member(TEXT), new byte[1])));
    }

    @Test
    void anythingElseBehindTheLastMemberIsAnErrorAfterItsBytes() throws IOException {
        assertFailure("what follows the gzip data is not gzip", join(member(TEXT), TEXT));
    }

    @Test
    void aWrongTrailerIsAnErrorAfterTheBytes() throws IOException {
        byte[] checksum = member(TEXT);
        checksum[checksum.length - 8] ^= 1;
        assertFailure("the gzip checksum is wrong", checksum);
        byte[] length = member(TEXT);
        length[length.length - 1] ^= 1;
        assertFailure("the length in the gzip trailer is wrong", length);
    }

    @Test
    void aCutIsAnErrorAfterWhatCouldBeDecompressed() throws IOException {
        byte[] member = member(TEXT);
        assertFailure("the gzip data ends in the middle", Arrays.copyOf(member, member.length - 1));
        assertFailure("the gzip data ends in the middle", Arrays.copyOf(member, member.length - 8));
    }

    @Test
    void whatWasDecompressedBeforeDamageIsDelivered() throws IOException {
        // A stored block of three bytes, then a block of the reserved kind.
        byte[] member = FileBytes.hex("1f8b0800000000000003 00 0300 fcff 616263 07 00000000 00000000");
        try (InputStream in = new GzipMembers(new ByteArrayInputStream(member))) {
            byte[] bytes = new byte[10];
            assertEquals(3, in.read(bytes, 0, 10));
            assertEquals("abc", new String(bytes, 0, 3, StandardCharsets.US_ASCII));
            IOException thrown = assertThrows(IOException.class, () -> in.read(bytes, 0, 10));
            assertEquals("the gzip data is damaged (invalid block type)", thrown.getMessage());
        }
    }

    @Test
    void anUnknownMethodOrFlagIsAnError() {
        byte[] method = member(TEXT);
        method[2] = 7;
        assertThrows(IOException.class, () -> read(method));
        byte[] flag = member(TEXT);
        flag[3] = 0x20;
        assertThrows(IOException.class, () -> read(flag));
    }

    @Test
    void singleBytesAreReadToo() throws IOException {
        try (InputStream in = new GzipMembers(new ByteArrayInputStream(member(new byte[] {(byte) 0xff, 1})))) {
            assertEquals(0xff, in.read());
            assertEquals(1, in.read());
            assertEquals(-1, in.read());
            assertEquals(0, in.read(new byte[4], 0, 0));
        }
    }

    private static void assertFailure(String expected, byte[] file) throws IOException {
        try (InputStream in = new GzipMembers(new ByteArrayInputStream(file))) {
            assertArrayEquals(TEXT, in.readNBytes(TEXT.length));
            IOException thrown = assertThrows(IOException.class, in::read);
            assertEquals(expected, thrown.getMessage());
        }
    }

    private static byte[] read(byte[] file) throws IOException {
        return read(new ByteArrayInputStream(file));
    }

    private static byte[] read(InputStream in) throws IOException {
        try (GzipMembers members = new GzipMembers(in)) {
            return members.readAllBytes();
        }
    }

    private static byte[] member(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] join(byte[]... pieces) {
        FileBytes all = new FileBytes(FieldOrder.LITTLE_ENDIAN);
        for (byte[] piece : pieces) {
            all.raw(piece);
        }
        return all.toBytes();
    }

    /** Gives a few bytes a read, and says that none are available. */
    private static final class Slow extends InputStream {
        private final ByteArrayInputStream in;
        private final int step;

        Slow(byte[] bytes, int step) {
            this.in = new ByteArrayInputStream(bytes);
            this.step = step;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return in.read(bytes, offset, Math.min(length, step));
        }
    }
}
