package io.totemtap.decode.totem;

/**
 * Opens what openais 0.80 and corosync 1.x send with secauth on: a digest of 20 bytes, a salt of 16, then the encrypted
 * message, and in corosync a byte behind it that tells SOBER-128 (0) from NSS (1) and is not authenticated (openais
 * 0.80.6 {@code exec/totemnet.c}, corosync 1.4 {@code exec/totemudp.c}).
 */
final class SecauthOpener {

    private static final int SALT = 20;
    private static final int SALT_LENGTH = 16;
    private static final int DATA = SALT + SALT_LENGTH;

    /** Digest, salt and the smallest message there is, a ring test. */
    private static final int SHORTEST = DATA + TotemDialect.RING_TEST_LENGTH;

    private static final int SOBER_TYPE = 0;
    private static final int NSS_TYPE = 1;

    private static final int DERIVED_KEY = 16;
    private static final int CIPHER_KEY = DERIVED_KEY;
    private static final int HMAC_KEY = 2 * DERIVED_KEY;

    private final TotemKeyring keyring;
    private final Hmac hmac = new Hmac(TotemHash.SHA1);
    private final Sober128 generator = new Sober128();
    private final Sober128 cipher = new Sober128();
    private final CbcCiphers blockCiphers;

    /** What the private key and the salt give: initial vector, cipher key and HMAC key, in this order. */
    private final byte[] derived = new byte[3 * DERIVED_KEY];

    SecauthOpener(TotemKeyring keyring, CbcCiphers blockCiphers) {
        this.keyring = keyring;
        this.blockCiphers = blockCiphers;
    }

    /** Tries the first {@code keys} keys; a payload cut by the capture is not tried. */
    boolean open(OpenedTotem packet, int keys) {
        if (packet.isCut() || packet.available() < SHORTEST) {
            return false;
        }
        int type = packet.array()[packet.offset() + packet.available() - 1];
        for (int i = 0; i < keys; i++) {
            TotemKey key = keyring.keys().get(i);
            if ((type == SOBER_TYPE && openAs(TotemEnvelope.SECAUTH_TYPED, key, packet))
                    || (type == NSS_TYPE && openAs(TotemEnvelope.SECAUTH_NSS, key, packet))
                    || openAs(TotemEnvelope.SECAUTH, key, packet)) {
                return true;
            }
        }
        return false;
    }

    /** Tries what opened the flow's last packet; of a cut payload it decrypts what is there, without proof. */
    boolean openLike(Recipe recipe, OpenedTotem packet) {
        if (packet.claimedPayload() < SHORTEST || packet.available() <= DATA) {
            return false;
        }
        TotemKey key = keyring.keys().get(recipe.keyIndex());
        if (!packet.isCut()) {
            return openAs(recipe.envelope(), key, packet);
        }
        int end = Math.min(packet.available(), end(recipe.envelope(), packet));
        return recipe.envelope() == TotemEnvelope.SECAUTH_NSS
                ? decryptCutNss(recipe, key, packet, end)
                : decryptCutSober(recipe, key, packet, end);
    }

    /** Where the ciphertext ends on the wire. */
    private static int end(TotemEnvelope envelope, OpenedTotem packet) {
        return packet.claimedPayload() - (envelope == TotemEnvelope.SECAUTH ? 0 : 1);
    }

    private boolean openAs(TotemEnvelope envelope, TotemKey key, OpenedTotem packet) {
        int end = end(envelope, packet);
        return envelope == TotemEnvelope.SECAUTH_NSS
                ? openNss(key, packet, end)
                : openSober(envelope, key, packet, end);
    }

    private boolean openSober(TotemEnvelope envelope, TotemKey key, OpenedTotem packet, int end) {
        if (!key.isUsableForSober()) {
            return false;
        }
        derive(key, packet);
        int at = packet.offset();
        if (!hmac.matches(derived, HMAC_KEY, DERIVED_KEY, packet.array(), at + SALT, end - SALT, at)) {
            return false;
        }
        decryptSober(packet, end - DATA);
        packet.decrypted(recipe(envelope, key, packet), end - DATA, end - DATA);
        packet.authenticated(true);
        return true;
    }

    /** Keys for one packet: 48 bytes of keystream under the private key, with the salt as initial vector. */
    private void derive(TotemKey key, OpenedTotem packet) {
        generator.use(key.keyed());
        generator.iv(packet.array(), packet.offset() + SALT, SALT_LENGTH);
        generator.keystream(derived, 0, derived.length);
    }

    private void decryptSober(OpenedTotem packet, int length) {
        cipher.key(derived, CIPHER_KEY, DERIVED_KEY);
        cipher.iv(derived, 0, DERIVED_KEY);
        cipher.apply(packet.array(), packet.offset() + DATA, packet.buffer(), packet.bufferAt(), length);
    }

    private boolean openNss(TotemKey key, OpenedTotem packet, int end) {
        int length = end - DATA;
        int block = TotemCipher.AES256.blockLength;
        int at = packet.offset();
        if (length < block
                || length % block != 0
                || !hmac.matches(key.cipherKey(TotemCipher.AES256), packet.array(), at + SALT, end - SALT, at)) {
            return false;
        }
        decryptNss(key, packet, length);
        int plain = CbcCiphers.unpadded(TotemCipher.AES256, packet.buffer(), packet.bufferAt(), length);
        if (plain < 0) {
            return false;
        }
        packet.decrypted(recipe(TotemEnvelope.SECAUTH_NSS, key, packet), plain, plain);
        packet.authenticated(true);
        return true;
    }

    private void decryptNss(TotemKey key, OpenedTotem packet, int length) {
        int at = packet.offset();
        blockCiphers.decrypt(
                key,
                TotemCipher.AES256,
                packet.array(),
                at + DATA,
                length,
                at + SALT,
                packet.buffer(),
                packet.bufferAt());
    }

    private boolean decryptCutSober(Recipe recipe, TotemKey key, OpenedTotem packet, int end) {
        derive(key, packet);
        decryptSober(packet, end - DATA);
        return accept(recipe, packet, end - DATA, end(recipe.envelope(), packet) - DATA);
    }

    private boolean decryptCutNss(Recipe recipe, TotemKey key, OpenedTotem packet, int end) {
        int length = end - DATA & -TotemCipher.AES256.blockLength;
        decryptNss(key, packet, length);
        return accept(recipe, packet, length, OpenedTotem.UNKNOWN_LENGTH);
    }

    /** A cut payload has no proof but its look: what cannot be a message is left shut. */
    private static boolean accept(Recipe recipe, OpenedTotem packet, int length, int claimed) {
        TotemDialect dialect = recipe.envelope().dialect();
        if (!SrpShape.hasHeader(dialect, packet.buffer(), packet.bufferAt(), length)) {
            return false;
        }
        packet.decrypted(recipe, length, claimed);
        return true;
    }

    private static Recipe recipe(TotemEnvelope envelope, TotemKey key, OpenedTotem packet) {
        TotemCipher cipher = envelope == TotemEnvelope.SECAUTH_NSS ? TotemCipher.AES256 : TotemCipher.NONE;
        return Recipe.of(packet.remembered(), envelope, key.index(), cipher, TotemHash.SHA1);
    }
}
