package io.totemtap.decode.totem;

/** What is wrapped round a totem message inside the UDP payload. */
public enum TotemEnvelope {
    /** Nothing: openais and corosync 1.x with secauth off, and corosync 3.x. */
    CLEAR,
    /** HMAC-SHA1 digest, salt, SOBER-128 ciphertext: openais 0.80 with secauth on (openais {@code exec/totemnet.c}). */
    SECAUTH,
    /** The same with a type byte 0 behind it: corosync 1.x with secauth on (corosync 1.4 {@code exec/totemudp.c}). */
    SECAUTH_TYPED,
    /** HMAC-SHA1 digest, salt, AES-256-CBC ciphertext, type byte 1: corosync 1.x with {@code crypto_type: nss}. */
    SECAUTH_NSS,
    /**
     * Prefix with cipher and hash number, hash, salt, data: corosync 2.0 and 2.1 (corosync {@code exec/totemcrypto.c}).
     */
    CRYPTO_2_0,
    /** Prefix ff ff 00 00, salt, data, hash under an empty key: corosync 2.2. */
    CRYPTO_2_2,
    /** Prefix fe fe 00 00, salt, data, hash: corosync 2.3 and later 2.x. */
    CRYPTO_2_3,
    /** Not known: no key opens it, or it is not totem at all. */
    UNKNOWN;

    /** Whether this is one of the envelopes of corosync 2.x, which stand round readable messages too. */
    public boolean isCrypto2() {
        return this == CRYPTO_2_0 || this == CRYPTO_2_2 || this == CRYPTO_2_3;
    }

    /** Whether this is one of the envelopes of openais and corosync 1.x with secauth on, all of which encrypt. */
    public boolean isSecauth() {
        return this == SECAUTH || this == SECAUTH_TYPED || this == SECAUTH_NSS;
    }

    /** The layout of the messages inside, if it is totem at all and not that of {@link #CLEAR}. */
    TotemDialect dialect() {
        return isCrypto2() ? TotemDialect.COROSYNC2 : TotemDialect.OPENAIS_COROSYNC1;
    }
}
