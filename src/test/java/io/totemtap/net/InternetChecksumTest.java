package io.totemtap.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InternetChecksumTest {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** RFC 1071 section 3: the sum of these words is ddf2. */
    @Test
    void matchesTheExampleOfTheRfc() {
        assertEquals(
                ~0xddf2 & 0xffff, InternetChecksum.finish(InternetChecksum.add(0, hex("0001 f203 f4f5 f6f7"), 0, 8)));
    }

    @Test
    void anOddLastByteIsTheHighHalfOfAWord() {
        byte[] bytes = hex("0001 f2");
        assertEquals(0xf201, InternetChecksum.add(0, bytes, 0, 3));
    }

    @Test
    void aMessageWithItsOwnChecksumIsIntact() {
        // IP 192.168.1.81 > 239.192.53.207: igmp v2 report 239.192.53.207, the header with Router Alert
        byte[] header = hex("46c0 0020 0000 4000 0102 5d4c c0a8 0151 efc0 35cf 9404 0000");
        int sum = InternetChecksum.finish(
                InternetChecksum.add(0, header, 0, 10) + InternetChecksum.add(0, header, 12, 12));
        header[10] = (byte) (sum >>> 8);
        header[11] = (byte) sum;
        assertTrue(InternetChecksum.isIntact(header, 0, header.length));
        for (int bit = 0; bit < header.length * 8; bit++) {
            header[bit >>> 3] ^= (byte) (1 << (bit & 7));
            assertFalse(InternetChecksum.isIntact(header, 0, header.length), "bit " + bit);
            header[bit >>> 3] ^= (byte) (1 << (bit & 7));
        }
    }

    @Test
    void piecesAddUpToTheWhole() {
        byte[] bytes = new byte[1501];
        new Random(1071).nextBytes(bytes);
        long whole = InternetChecksum.add(0, bytes, 0, bytes.length);
        for (int cut = 0; cut < bytes.length; cut += 2) {
            long first = InternetChecksum.add(0, bytes, 0, cut);
            assertEquals(whole, InternetChecksum.add(first, bytes, cut, bytes.length - cut));
        }
    }

    @Test
    void carriesFoldUntilNoneIsLeft() {
        assertEquals(0, InternetChecksum.finish(0xffff));
        assertEquals(0xfffe, InternetChecksum.finish(0x1_0000));
        assertEquals(0, InternetChecksum.finish(0xffff_ffff_ffffL));
        assertEquals(0xffff, InternetChecksum.finish(0));
    }
}
