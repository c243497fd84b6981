package io.totemtap.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ByteRangeTest {

    private final byte[] bytes = Hex.bytes("ff 0102 8384 8586 8788 898a 00");
    private final ByteRange range = new ByteRange().wrap(bytes, 1, 10);

    @Test
    void readsBothByteOrdersUnsignedWhereItSaysSo() {
        assertEquals(0x83, range.u8(2));
        assertEquals(0x0102, range.u16(0));
        assertEquals(0x0201, range.u16le(0));
        assertEquals(0x8384, range.u16(2));
        assertEquals(0x8483, range.u16le(2));
        assertEquals(0x83848586, range.i32(2));
        assertEquals(0x86858483, range.i32le(2));
        assertEquals(0x0102_8384_8586_8788L, range.i64(0));
        assertEquals(0x8887_8685_8483_0201L, range.i64le(0));
        assertEquals(0x8384_8586_8788L, range.mac(2));
    }

    @Test
    void showsAPartOfAnother() {
        ByteRange part = new ByteRange().wrap(range, 2, 4);
        assertEquals(4, part.length());
        assertEquals(3, part.arrayOffset());
        assertSame(bytes, part.array());
        assertEquals(0x83848586, part.i32(0));
    }

    @Test
    void movesToAnotherArray() {
        range.wrap(new byte[] {5}, 0, 1);
        assertEquals(5, range.u8(0));
    }

    @Test
    void copiesAndReadsTextUpToTheNul() {
        assertArrayEquals(new byte[] {(byte) 0x83, (byte) 0x84}, range.copy(2, 2));
        ByteRange text = new ByteRange().wrap(Hex.bytes("6162e9 00 63"), 0, 5);
        assertEquals("ab\u00e9", text.text(0, 5));
        assertEquals("ab", text.text(0, 2));
    }

    @Test
    void refusesRangesOutsideTheArray() {
        assertThrows(IndexOutOfBoundsException.class, () -> range.wrap(bytes, -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> range.wrap(bytes, 1, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> range.wrap(bytes, 1, 12));
        assertThrows(IndexOutOfBoundsException.class, () -> range.wrap(bytes, 13, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> range.wrap(bytes, Integer.MAX_VALUE, Integer.MAX_VALUE));
        ByteRange other = new ByteRange().wrap(bytes, 1, 10);
        assertThrows(IndexOutOfBoundsException.class, () -> range.wrap(other, 1, 10));
        assertThrows(IndexOutOfBoundsException.class, () -> range.wrap(other, -1, 1));
        assertEquals(0, range.wrap(bytes, 12, 0).length());
    }
}
