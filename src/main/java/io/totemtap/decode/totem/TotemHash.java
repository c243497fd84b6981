package io.totemtap.decode.totem;

/** The hashes of corosync 2.x, in the order of their numbers on the wire (corosync {@code exec/totemcrypto.c}). */
public enum TotemHash {
    /** No hash. */
    NONE(0, "", 0, 0),
    /** HMAC-MD5. */
    MD5(1, "MD5", 16, 64),
    /** HMAC-SHA1; also the only one of openais and corosync 1.x. */
    SHA1(2, "SHA-1", 20, 64),
    /** HMAC-SHA256. */
    SHA256(3, "SHA-256", 32, 64),
    /** HMAC-SHA384. */
    SHA384(4, "SHA-384", 48, 128),
    /** HMAC-SHA512. */
    SHA512(5, "SHA-512", 64, 128);

    private static final TotemHash[] ALL = values();

    /** The number on the wire. */
    final int number;

    final String algorithm;
    final int length;
    final int blockLength;

    TotemHash(int number, String algorithm, int length, int blockLength) {
        this.number = number;
        this.algorithm = algorithm;
        this.length = length;
        this.blockLength = blockLength;
    }

    /** Bytes of the digest. */
    public int length() {
        return length;
    }

    /** How many hashes have a number. */
    static int count() {
        return ALL.length;
    }

    /** The hash with a number, which must be below {@link #count()}. */
    static TotemHash ofNumber(int number) {
        return ALL[number];
    }

    /** Whether some hash, none included, has this many bytes. */
    static boolean isLength(int length) {
        return length == 0 || ofLength(length) != NONE;
    }

    /** The hash with this many bytes; {@link #NONE} if there is none. */
    static TotemHash ofLength(int length) {
        for (TotemHash hash : ALL) {
            if (hash.length == length) {
                return hash;
            }
        }
        return NONE;
    }
}
