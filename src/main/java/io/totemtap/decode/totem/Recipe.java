package io.totemtap.decode.totem;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a packet was opened, to be tried first on the next packet of its flow.
 *
 * @param envelope what was round the message
 * @param keyIndex which key fitted, -1 if none was needed
 * @param cipher {@link TotemCipher#NONE} for SOBER-128, which the envelope says
 * @param hash the hash that was there
 */
record Recipe(TotemEnvelope envelope, int keyIndex, TotemCipher cipher, TotemHash hash) {

    /** No packet of the flow was opened with a key. */
    static final Recipe NONE = new Recipe(TotemEnvelope.UNKNOWN, -1, TotemCipher.NONE, TotemHash.NONE);

    /** A message without envelope. */
    static final Recipe CLEAR = new Recipe(TotemEnvelope.CLEAR, -1, TotemCipher.NONE, TotemHash.NONE);

    private static final List<Recipe> READABLE_2_0 = readable(TotemEnvelope.CRYPTO_2_0);
    private static final List<Recipe> READABLE_2_2 = readable(TotemEnvelope.CRYPTO_2_2);
    private static final List<Recipe> READABLE_2_3 = readable(TotemEnvelope.CRYPTO_2_3);

    private static List<Recipe> readable(TotemEnvelope envelope) {
        return Stream.of(TotemHash.values())
                .map(hash -> new Recipe(envelope, -1, TotemCipher.NONE, hash))
                .toList();
    }

    /** A readable message that no key authenticated, in one of the envelopes of corosync 2.x. */
    static Recipe readable(TotemEnvelope envelope, TotemHash hash) {
        List<Recipe> recipes =
                switch (envelope) {
                    case CRYPTO_2_0 -> READABLE_2_0;
                    case CRYPTO_2_2 -> READABLE_2_2;
                    case CLEAR, SECAUTH, SECAUTH_TYPED, SECAUTH_NSS, CRYPTO_2_3, UNKNOWN -> READABLE_2_3;
                };
        return recipes.get(hash.number);
    }

    /**
     * How a packet is opened: {@code last}, what opened the packet before, if it says the same, so that nothing is
     * allocated.
     */
    static Recipe of(Recipe last, TotemEnvelope envelope, int keyIndex, TotemCipher cipher, TotemHash hash) {
        return last.says(envelope, keyIndex, cipher, hash) ? last : new Recipe(envelope, keyIndex, cipher, hash);
    }

    /** Whether another recipe says the same. */
    boolean isSame(Recipe other) {
        return says(other.envelope, other.keyIndex, other.cipher, other.hash);
    }

    private boolean says(TotemEnvelope itsEnvelope, int itsKey, TotemCipher itsCipher, TotemHash itsHash) {
        return envelope == itsEnvelope && keyIndex == itsKey && cipher == itsCipher && hash == itsHash;
    }

    /** Whether a key decrypted the packet, not only signed it. */
    boolean isDecrypting() {
        return envelope.isSecauth() || (keyIndex >= 0 && cipher != TotemCipher.NONE);
    }
}
