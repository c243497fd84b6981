package io.totemtap.decode.totem;

/**
 * Opens what corosync 2.0 and 2.1 send, and 2.2 with {@code crypto_compat: 2.0}: cipher number, hash number, two zero
 * bytes; hash, salt, ciphertext. The hash covers what follows it, under an empty key. Without cipher there is no salt.
 */
final class Crypto20Opener {

    private static final TotemEnvelope ENVELOPE = TotemEnvelope.CRYPTO_2_0;

    private final TotemKeyring keyring;
    private final Crypto2Seal seal;

    Crypto20Opener(TotemKeyring keyring, Crypto2Seal seal) {
        this.keyring = keyring;
        this.seal = seal;
    }

    /** Whether the first bytes can be the prefix. */
    static boolean hasPrefix(byte[] bytes, int offset, int available) {
        return available > Crypto2Seal.PREFIX
                && (bytes[offset] & 0xff) < TotemCipher.count()
                && (bytes[offset + 1] & 0xff) < TotemHash.count()
                && bytes[offset + 2] == 0
                && bytes[offset + 3] == 0;
    }

    /**
     * Opens a payload that has the prefix, trying the first {@code keys} keys. If it returns false and the packet's
     * envelope is 2.0, the hash has proven that it is one and no key fits; else it may be anything.
     */
    boolean open(OpenedTotem packet, int keys) {
        TotemCipher cipher = TotemCipher.ofNumber(packet.array()[packet.offset()]);
        TotemHash hash = hash(packet);
        int data = Crypto2Seal.PREFIX + hash.length();
        if (cipher == TotemCipher.NONE) {
            return openReadable(packet, hash, data);
        }
        int ciphertext = packet.available() - data - Crypto2Seal.SALT_LENGTH;
        if (packet.isCut() || !Crypto2Seal.isCiphertextLength(TotemCipher.TRIPLE_DES, ciphertext)) {
            return false;
        }
        boolean proven = hash != TotemHash.NONE && hashFits(packet, hash, data);
        if (proven) {
            packet.recognised(ENVELOPE);
        } else if (hash != TotemHash.NONE) {
            return false;
        }
        for (int i = 0; i < keys; i++) {
            TotemKey key = keyring.keys().get(i);
            // 2.0 and 2.1 use AES-256 whatever the number says; 2.2 in its compatible mode uses the cipher it names.
            if (unseal(packet, key, cipher, hash, proven)
                    || (cipher != TotemCipher.AES256 && unseal(packet, key, TotemCipher.AES256, hash, proven))) {
                return true;
            }
        }
        return false;
    }

    /** Opens it as the flow's last packet was opened; the prefix must name the same hash. */
    boolean openLike(Recipe recipe, OpenedTotem packet) {
        if (!hasPrefix(packet.array(), packet.offset(), packet.available()) || hash(packet) != recipe.hash()) {
            return false;
        }
        TotemKey key = keyring.keys().get(recipe.keyIndex());
        int data = Crypto2Seal.PREFIX + recipe.hash().length();
        if (packet.isCut()) {
            return seal.unsealCut(packet, key, recipe, data, packet.claimedPayload());
        }
        boolean hashed = recipe.hash() != TotemHash.NONE;
        return packet.available() > data
                && (!hashed || hashFits(packet, recipe.hash(), data))
                && seal.unseal(packet, key, recipe, data, packet.available(), false, hashed);
    }

    private boolean openReadable(OpenedTotem packet, TotemHash hash, int data) {
        if (!Crypto2Seal.hasHeader(packet, data)) {
            return false;
        }
        packet.readable(Recipe.readable(ENVELOPE, hash), TotemDialect.COROSYNC2, data, packet.claimedPayload() - data);
        if (hash != TotemHash.NONE && !packet.isCut()) {
            packet.digest(hashFits(packet, hash, data));
        }
        return true;
    }

    private boolean unseal(OpenedTotem packet, TotemKey key, TotemCipher cipher, TotemHash hash, boolean proven) {
        Recipe recipe = Recipe.of(packet.remembered(), ENVELOPE, key.index(), cipher, hash);
        int data = Crypto2Seal.PREFIX + hash.length();
        return seal.unseal(packet, key, recipe, data, packet.available(), false, proven);
    }

    private boolean hashFits(OpenedTotem packet, TotemHash hash, int data) {
        return seal.hashFits(packet, hash, Crypto2Seal.EMPTY_KEY, data, packet.available(), Crypto2Seal.PREFIX);
    }

    private static TotemHash hash(OpenedTotem packet) {
        return TotemHash.ofNumber(packet.array()[packet.offset() + 1]);
    }
}
