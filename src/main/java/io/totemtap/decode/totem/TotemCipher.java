package io.totemtap.decode.totem;

/** The ciphers of corosync 2.x, in the order of their numbers on the wire (corosync {@code exec/totemcrypto.c}). */
public enum TotemCipher {
    /** No cipher: the message is readable. */
    NONE(0, 0, 1),
    /** AES with 256-bit keys, CBC, PKCS#7 padding; also the cipher of NSS in corosync 1.x. */
    AES256(1, 32, 16),
    /** AES with 192-bit keys. */
    AES192(2, 24, 16),
    /** AES with 128-bit keys. */
    AES128(3, 16, 16),
    /** Triple DES with three keys; uses half of the salt. */
    TRIPLE_DES(4, 24, 8);

    private static final TotemCipher[] ALL = values();

    /** The number on the wire. */
    final int number;

    final int keyLength;
    final int blockLength;

    TotemCipher(int number, int keyLength, int blockLength) {
        this.number = number;
        this.keyLength = keyLength;
        this.blockLength = blockLength;
    }

    /** How many ciphers have a number. */
    static int count() {
        return ALL.length;
    }

    /** The cipher with a number, which must be below {@link #count()}. */
    static TotemCipher ofNumber(int number) {
        return ALL[number];
    }
}
