package io.totemtap.decode.totem;

/**
 * Opens what corosync 2.2 (prefix ff ff 00 00) and 2.3 and later (fe fe 00 00) send: salt, ciphertext, hash. The hash
 * covers all before it; its key is empty in 2.2 and the whole private key from 2.3 on. Neither cipher nor hash is
 * named: each is tried. Without cipher there is no salt, and the counts of the message tell how long the hash is.
 */
final class Crypto22Opener {

    private static final int MARK_2_2 = 0xff;
    private static final int MARK_2_3 = 0xfe;

    /** "No hash makes the length right." */
    private static final int NO_TRAILER = -1;

    /** The likeliest first. */
    private static final TotemHash[] HASHES = {
        TotemHash.SHA1, TotemHash.SHA256, TotemHash.SHA512, TotemHash.MD5, TotemHash.SHA384
    };

    private static final TotemCipher[] CIPHERS = {
        TotemCipher.AES256, TotemCipher.AES128, TotemCipher.AES192, TotemCipher.TRIPLE_DES
    };

    private static final int SHORTEST_BLOCK = 8;

    private final TotemKeyring keyring;
    private final Crypto2Seal seal;

    Crypto22Opener(TotemKeyring keyring, Crypto2Seal seal) {
        this.keyring = keyring;
        this.seal = seal;
    }

    /** Which of the two envelopes the first bytes mark; {@link TotemEnvelope#UNKNOWN} if neither. */
    static TotemEnvelope marked(byte[] bytes, int offset, int available) {
        if (available <= Crypto2Seal.PREFIX
                || bytes[offset] != bytes[offset + 1]
                || bytes[offset + 2] != 0
                || bytes[offset + 3] != 0) {
            return TotemEnvelope.UNKNOWN;
        }
        return switch (bytes[offset] & 0xff) {
            case MARK_2_3 -> TotemEnvelope.CRYPTO_2_3;
            case MARK_2_2 -> TotemEnvelope.CRYPTO_2_2;
            default -> TotemEnvelope.UNKNOWN;
        };
    }

    /** Whether so many bytes can be an encrypted payload under some cipher and hash. */
    static boolean isSealedLength(int length) {
        for (TotemHash hash : HASHES) {
            int ciphertext = length - Crypto2Seal.PREFIX - Crypto2Seal.SALT_LENGTH - hash.length();
            if (ciphertext > TotemDialect.RING_TEST_LENGTH && ciphertext % SHORTEST_BLOCK == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Which hash stands behind a readable message.
     *
     * @return its length, 0 for none; -1 if the counts of the message fit no hash, or are not there
     */
    static int trailer(byte[] bytes, int offset, int available, int claimed) {
        int from = offset + Crypto2Seal.PREFIX;
        int length = SrpShape.length(TotemDialect.COROSYNC2, bytes, from, available - Crypto2Seal.PREFIX);
        int trailer = claimed - Crypto2Seal.PREFIX - length;
        return length != SrpShape.UNKNOWN && TotemHash.isLength(trailer) ? trailer : NO_TRAILER;
    }

    /** Opens a payload that is marked, trying the first {@code keys} keys. */
    boolean open(TotemEnvelope envelope, OpenedTotem packet, int keys) {
        packet.recognised(envelope);
        if (!Crypto2Seal.hasHeader(packet, Crypto2Seal.PREFIX)) {
            return !packet.isCut() && openSealed(envelope, packet, keys);
        }
        int trailer = trailer(packet.array(), packet.offset(), packet.available(), packet.claimedPayload());
        if (trailer == NO_TRAILER && !packet.isCut() && openSealed(envelope, packet, keys)) {
            return true;
        }
        openReadable(envelope, packet, trailer, keys);
        return true;
    }

    /** Opens it as the flow's last packet was opened. */
    boolean openLike(Recipe recipe, OpenedTotem packet) {
        if (marked(packet.array(), packet.offset(), packet.available()) != recipe.envelope()) {
            return false;
        }
        TotemKey key = keyring.keys().get(recipe.keyIndex());
        int end = packet.claimedPayload() - recipe.hash().length();
        if (packet.isCut()) {
            return seal.unsealCut(packet, key, recipe, Crypto2Seal.PREFIX, end);
        }
        boolean keyProven = recipe.envelope() == TotemEnvelope.CRYPTO_2_3;
        return end > Crypto2Seal.PREFIX
                && hashFits(packet, recipe.envelope(), recipe.hash(), key, end)
                && seal.unseal(packet, key, recipe, Crypto2Seal.PREFIX, end, keyProven, true);
    }

    private void openReadable(TotemEnvelope envelope, OpenedTotem packet, int trailer, int keys) {
        TotemHash hash = TotemHash.ofLength(Math.max(trailer, 0));
        int end = packet.claimedPayload() - hash.length();
        packet.readable(
                Recipe.readable(envelope, hash), TotemDialect.COROSYNC2, Crypto2Seal.PREFIX, end - Crypto2Seal.PREFIX);
        if (packet.isCut()) {
            packet.trailerPossible(trailer == NO_TRAILER);
        } else if (hash != TotemHash.NONE && envelope == TotemEnvelope.CRYPTO_2_2) {
            packet.digest(seal.hashFits(packet, hash, Crypto2Seal.EMPTY_KEY, 0, end, end));
        } else if (hash != TotemHash.NONE) {
            authenticate(packet, hash, keys, end);
        }
    }

    /** Looks for the key that signed a readable message, the last one first. */
    private void authenticate(OpenedTotem packet, TotemHash hash, int keys, int end) {
        int last = packet.remembered().keyIndex();
        if (last >= 0 && signedBy(packet, hash, last, end)) {
            return;
        }
        for (int i = 0; i < keys; i++) {
            if (i != last && signedBy(packet, hash, i, end)) {
                return;
            }
        }
    }

    private boolean signedBy(OpenedTotem packet, TotemHash hash, int keyIndex, int end) {
        if (!hashFits(packet, TotemEnvelope.CRYPTO_2_3, hash, keyring.keys().get(keyIndex), end)) {
            return false;
        }
        packet.signed(Recipe.of(packet.remembered(), TotemEnvelope.CRYPTO_2_3, keyIndex, TotemCipher.NONE, hash));
        return true;
    }

    private boolean openSealed(TotemEnvelope envelope, OpenedTotem packet, int keys) {
        for (TotemHash hash : HASHES) {
            int end = packet.available() - hash.length();
            int ciphertext = end - Crypto2Seal.PREFIX - Crypto2Seal.SALT_LENGTH;
            if (ciphertext <= 0 || ciphertext % SHORTEST_BLOCK != 0) {
                continue;
            }
            if (envelope == TotemEnvelope.CRYPTO_2_3
                    ? openSigned(packet, hash, keys, end)
                    : openUnsigned(packet, hash, keys, end)) {
                return true;
            }
        }
        return false;
    }

    /** 2.3 and later: the hash finds the key. */
    private boolean openSigned(OpenedTotem packet, TotemHash hash, int keys, int end) {
        for (int i = 0; i < keys; i++) {
            TotemKey key = keyring.keys().get(i);
            if (hashFits(packet, TotemEnvelope.CRYPTO_2_3, hash, key, end)) {
                return unseal(TotemEnvelope.CRYPTO_2_3, packet, key, hash, end);
            }
        }
        return false;
    }

    /** 2.2: the hash proves the envelope once for all keys. */
    private boolean openUnsigned(OpenedTotem packet, TotemHash hash, int keys, int end) {
        if (!seal.hashFits(packet, hash, Crypto2Seal.EMPTY_KEY, 0, end, end)) {
            return false;
        }
        for (int i = 0; i < keys; i++) {
            if (unseal(TotemEnvelope.CRYPTO_2_2, packet, keyring.keys().get(i), hash, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean unseal(TotemEnvelope envelope, OpenedTotem packet, TotemKey key, TotemHash hash, int end) {
        for (TotemCipher cipher : CIPHERS) {
            Recipe recipe = Recipe.of(packet.remembered(), envelope, key.index(), cipher, hash);
            boolean keyProven = envelope == TotemEnvelope.CRYPTO_2_3;
            if (seal.unseal(packet, key, recipe, Crypto2Seal.PREFIX, end, keyProven, true)) {
                return true;
            }
        }
        return false;
    }

    private boolean hashFits(OpenedTotem packet, TotemEnvelope envelope, TotemHash hash, TotemKey key, int end) {
        byte[] hmacKey = envelope == TotemEnvelope.CRYPTO_2_3 ? key.hmacKey(hash) : Crypto2Seal.EMPTY_KEY;
        return seal.hashFits(packet, hash, hmacKey, 0, end, end);
    }
}
