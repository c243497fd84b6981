package io.totemtap.net;

/** The checksum of RFC 1071: one's complement of the one's complement sum of big-endian 16-bit words. */
public final class InternetChecksum {

    private InternetChecksum() {}

    /**
     * Adds {@code length} bytes to a running sum; an odd last byte counts as the high half of a word, so only the last
     * piece of a message may have odd length.
     *
     * @param sum a sum returned by an earlier call, or 0
     */
    public static long add(long sum, byte[] bytes, int offset, int length) {
        long total = sum;
        int end = offset + (length & ~1);
        for (int i = offset; i < end; i += 2) {
            total += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
        }
        if ((length & 1) != 0) {
            total += (bytes[end] & 0xff) << 8;
        }
        return total;
    }

    /** Folds a running sum to 16 bits and complements it: the value a sender writes, 0 when a received message is intact. */
    public static int finish(long sum) {
        long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
        while (folded >>> 16 != 0) {
            folded = (folded >>> 16) + (folded & 0xffff);
        }
        return (int) ~folded & 0xffff;
    }

    /** Whether a range that contains its own checksum field is intact. */
    public static boolean isIntact(byte[] bytes, int offset, int length) {
        return finish(add(0, bytes, offset, length)) == 0;
    }
}
