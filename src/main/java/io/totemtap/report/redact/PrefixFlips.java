package io.totemtap.report.redact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/**
 * A permutation of numbers that keeps common prefixes (Xu, Fan, Ammar and Moon, "Prefix-preserving IP address anonymization", 2002): each
 * bit is turned or not as a secret function of all bits before it says. That function is SHA-256 over a secret key.
 */
final class PrefixFlips {

    private static final int MOST_REMEMBERED = 100_000;

    private final byte[] key;
    private final MessageDigest digest;
    private final Map<String, Long> known = new HashMap<>();

    /** Says after which prefixes a bit may be turned. */
    @FunctionalInterface
    interface Freedom {
        boolean isFree(long prefix, int length);
    }

    PrefixFlips(byte[] key) {
        this.key = key.clone();
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    long apply(String domain, long value, int width) {
        return apply(domain, value, width, (prefix, length) -> true);
    }

    /**
     * Maps the low {@code width} bits of a number.
     *
     * @param domain separates permutations of different things
     */
    long apply(String domain, long value, int width, Freedom freedom) {
        String name = domain + " " + value;
        Long before = known.get(name);
        if (before != null) {
            return before;
        }
        long result = 0;
        for (int length = 0; length < width; length++) {
            long prefix = length == 0 ? 0 : (value >>> (width - length)) & (length == 64 ? -1 : (1L << length) - 1);
            long bit = (value >>> (width - 1 - length)) & 1;
            result = (result << 1) | (freedom.isFree(prefix, length) ? bit ^ flip(domain, prefix, length) : bit);
        }
        if (known.size() < MOST_REMEMBERED) {
            known.put(name, result);
        }
        return result;
    }

    private long flip(String domain, long prefix, int length) {
        digest.update(key);
        digest.update(domain.getBytes(StandardCharsets.UTF_8));
        digest.update(ByteBuffer.allocate(10)
                .put((byte) 0)
                .put((byte) length)
                .putLong(prefix)
                .array());
        return digest.digest()[0] & 1;
    }
}
