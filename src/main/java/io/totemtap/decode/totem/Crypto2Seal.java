package io.totemtap.decode.totem;

/**
 * The steps the openers of corosync 2.x share: checking a hash, decrypting, and telling a message from noise (corosync
 * {@code exec/totemcrypto.c}). All offsets count from the start of the UDP payload.
 *
 * <p>Up to 2.2 the hash has an empty key: it proves the envelope and the bytes but not the cipher key. There a key fits
 * when padding, detector, type, length and address family of the plaintext are right, which a wrong key brings about
 * less than once in 2^30 packets.
 */
final class Crypto2Seal {

    /** Bytes of the prefix. */
    static final int PREFIX = 4;

    /** Bytes of the salt, with every cipher. */
    static final int SALT_LENGTH = 16;

    /** The key that 2.0 to 2.2 sign with. */
    static final byte[] EMPTY_KEY = {};

    private static final TotemDialect DIALECT = TotemDialect.COROSYNC2;

    private final CbcCiphers blockCiphers;
    private final Hmac[] hmacs = new Hmac[TotemHash.count()];

    Crypto2Seal(CbcCiphers blockCiphers) {
        this.blockCiphers = blockCiphers;
        for (int number = 1; number < hmacs.length; number++) {
            hmacs[number] = new Hmac(TotemHash.ofNumber(number));
        }
    }

    /** Whether a header stands at {@code at}. */
    static boolean hasHeader(OpenedTotem packet, int at) {
        return packet.available() > at
                && SrpShape.hasHeader(DIALECT, packet.array(), packet.offset() + at, packet.available() - at);
    }

    /** Whether the hash at {@code digestAt} is that of the bytes between {@code from} and {@code to}. */
    boolean hashFits(OpenedTotem packet, TotemHash hash, byte[] key, int from, int to, int digestAt) {
        int start = packet.offset();
        return hmacs[hash.number].matches(key, packet.array(), start + from, to - from, start + digestAt);
    }

    /** Whether so many bytes can be ciphertext. */
    static boolean isCiphertextLength(TotemCipher cipher, int length) {
        return length > 0 && length % cipher.blockLength == 0;
    }

    /**
     * Decrypts a payload that is all there, and keeps the message if it is one.
     *
     * @param saltAt where the salt stands; the ciphertext follows it
     * @param end where the ciphertext ends
     * @param keyProven whether the hash has proven the key already
     * @param authenticated whether a hash fits
     */
    boolean unseal(
            OpenedTotem packet,
            TotemKey key,
            Recipe recipe,
            int saltAt,
            int end,
            boolean keyProven,
            boolean authenticated) {
        int length = end - saltAt - SALT_LENGTH;
        TotemCipher cipher = recipe.cipher();
        if (!isCiphertextLength(cipher, length)) {
            return false;
        }
        decrypt(packet, key, cipher, saltAt, length);
        byte[] plain = packet.buffer();
        int at = packet.bufferAt();
        int unpadded = CbcCiphers.unpadded(cipher, plain, at, length);
        boolean isMessage = unpadded > 0
                && (keyProven
                        ? SrpShape.hasHeader(DIALECT, plain, at, unpadded)
                        : SrpShape.isLikely(DIALECT, plain, at, unpadded, unpadded));
        if (isMessage) {
            packet.decrypted(recipe, unpadded, unpadded);
            packet.authenticated(authenticated);
        }
        return isMessage;
    }

    /** Decrypts the whole blocks that are there of a payload cut by the capture, without proof. */
    boolean unsealCut(OpenedTotem packet, TotemKey key, Recipe recipe, int saltAt, int end) {
        int data = saltAt + SALT_LENGTH;
        int length = Math.min(packet.available(), end) - data & -recipe.cipher().blockLength;
        if (length <= 0) {
            return false;
        }
        decrypt(packet, key, recipe.cipher(), saltAt, length);
        if (!SrpShape.hasHeader(DIALECT, packet.buffer(), packet.bufferAt(), length)) {
            return false;
        }
        packet.decrypted(recipe, length, OpenedTotem.UNKNOWN_LENGTH);
        return true;
    }

    private void decrypt(OpenedTotem packet, TotemKey key, TotemCipher cipher, int saltAt, int length) {
        int salt = packet.offset() + saltAt;
        blockCiphers.decrypt(
                key, cipher, packet.array(), salt + SALT_LENGTH, length, salt, packet.buffer(), packet.bufferAt());
    }
}
