package io.totemtap.capture.file;

import java.nio.charset.StandardCharsets;

/**
 * Walks the options of a pcapng block (draft-ietf-opsawg-pcapng section 3.5): a re-used view. The walk ends at the
 * end-of-options mark, at the end of the block, or before an option that claims more than the block has.
 */
final class PcapngOptions {

    private FieldOrder order = FieldOrder.LITTLE_ENDIAN;
    private byte[] bytes = new byte[0];
    private int next;
    private int end;
    private int code;
    private int at;
    private int length;
    private boolean overrun;

    /**
     * Moves the view.
     *
     * @param from where the first option starts
     * @param end where the block's trailing length stands; not above {@code from} where there are no options
     */
    PcapngOptions wrap(byte[] bytes, int from, int end, FieldOrder order) {
        this.bytes = bytes;
        this.next = from;
        this.end = end;
        this.order = order;
        this.overrun = false;
        return this;
    }

    /** Goes to the next option; false if there is none. */
    boolean next() {
        if (end - next < 4) {
            overrun |= end > next;
            return false;
        }
        code = order.u16(bytes, next);
        length = order.u16(bytes, next + 2);
        at = next + 4;
        if (code == PcapngBlock.OPTION_END) {
            return false;
        }
        if (length > end - at) {
            overrun = true;
            return false;
        }
        // Some writers leave out the padding of a block's last option.
        next = (int) Math.min(end, at + PcapngBlock.padded(length));
        return true;
    }

    /** Whether the walk ended before bytes that make no option. */
    boolean overrun() {
        return overrun;
    }

    /** The option's code. */
    int code() {
        return code;
    }

    /** How many bytes of value it has. */
    int length() {
        return length;
    }

    /** An unsigned octet of the value. */
    int u8(int index) {
        return bytes[at + index] & 0xff;
    }

    /** Four bytes of the value as a number in the section's byte order. */
    int i32(int index) {
        return order.i32(bytes, at + index);
    }

    /** Eight bytes of the value as a number in the section's byte order. */
    long i64(int index) {
        return order.i64(bytes, at + index);
    }

    /** Eight bytes of the value in network byte order, as addresses are written. */
    long network64(int index) {
        return FieldOrder.BIG_ENDIAN.i64(bytes, at + index);
    }

    /** Four bytes of the value in network byte order. */
    int network32(int index) {
        return FieldOrder.BIG_ENDIAN.i32(bytes, at + index);
    }

    /** The value from {@code index} on as UTF-8, up to a zero byte if there is one; what is no UTF-8 is replaced. */
    String text(int index) {
        int from = at + index;
        int to = from;
        while (to < at + length && bytes[to] != 0) {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
