package io.totemtap.decode.totem;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC (RFC 2104) over one hash, re-used for every packet. Unlike {@code javax.crypto.Mac} it takes a new key for each
 * packet without allocating, and takes the empty key that corosync 2.0 to 2.2 sign with.
 */
final class Hmac {

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest digest;
    private final byte[] pad;
    private final byte[] result;

    Hmac(TotemHash hash) {
        digest = digest(hash);
        pad = new byte[hash.blockLength];
        result = new byte[hash.length];
    }

    /**
     * The hash's implementation.
     *
     * @throws IllegalStateException if this Java lacks it; all have been part of every known Java 17
     */
    static MessageDigest digest(TotemHash hash) {
        try {
            return MessageDigest.getInstance(hash.algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + hash.algorithm, e);
        }
    }

    /** A key as HMAC uses it: itself, or its hash where it is longer than a block of the hash. */
    static byte[] reduce(TotemHash hash, byte[] key) {
        return key.length <= hash.blockLength ? key : digest(hash).digest(key);
    }

    /**
     * Whether the HMAC of a range is what stands in the same array somewhere else.
     *
     * @param key not longer than a block of the hash
     */
    boolean matches(byte[] key, byte[] bytes, int offset, int length, int digestAt) {
        try {
            pad(key, INNER);
            digest.update(bytes, offset, length);
            digest.digest(result, 0, result.length);
            pad(key, OUTER);
            digest.update(result);
            digest.digest(result, 0, result.length);
        } catch (DigestException e) {
            throw new IllegalStateException("a digest that is longer than its hash says", e);
        }
        return Arrays.equals(result, 0, result.length, bytes, digestAt, digestAt + result.length);
    }

    private void pad(byte[] key, byte filler) {
        Arrays.fill(pad, filler);
        for (int i = 0; i < key.length; i++) {
            pad[i] ^= key[i];
        }
        digest.update(pad);
    }
}
