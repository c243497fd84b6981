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

    /** What a datagram has at most on most networks; room for a longer one is made when it is there. */
    private static final int USUAL_LENGTH = 1500;

    private final MessageDigest digest;
    private final int block;
    private final byte[] inner;
    private final byte[] outer;
    private final byte[] result;
    private byte[] room;

    Hmac(TotemHash hash) {
        digest = digest(hash);
        block = hash.blockLength;
        inner = filled(block, INNER);
        outer = filled(block, OUTER);
        result = new byte[hash.length];
        room = new byte[block + USUAL_LENGTH];
    }

    private static byte[] filled(int length, byte filler) {
        byte[] pad = new byte[length];
        Arrays.fill(pad, filler);
        return pad;
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
        return matches(key, 0, key.length, bytes, offset, length, digestAt);
    }

    /** As above, with a key that is a part of an array. */
    boolean matches(byte[] key, int keyAt, int keyLength, byte[] bytes, int offset, int length, int digestAt) {
        if (room.length - block < length) {
            room = new byte[block + length];
        }
        // pad and message in one piece: the hash of a short message costs less than handing it over twice
        System.arraycopy(inner, 0, room, 0, block);
        mask(key, keyAt, keyLength);
        System.arraycopy(bytes, offset, room, block, length);
        hash(block + length);
        System.arraycopy(outer, 0, room, 0, block);
        mask(key, keyAt, keyLength);
        System.arraycopy(result, 0, room, block, result.length);
        hash(block + result.length);
        return Arrays.equals(result, 0, result.length, bytes, digestAt, digestAt + result.length);
    }

    private void mask(byte[] key, int keyAt, int keyLength) {
        for (int i = 0; i < keyLength; i++) {
            room[i] ^= key[keyAt + i];
        }
    }

    private void hash(int length) {
        try {
            digest.update(room, 0, length);
            digest.digest(result, 0, result.length);
        } catch (DigestException e) {
            throw new IllegalStateException("a digest that is longer than its hash says", e);
        }
    }
}
