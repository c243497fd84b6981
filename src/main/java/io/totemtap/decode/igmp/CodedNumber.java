package io.totemtap.decode.igmp;

/**
 * The floating-point codes of IGMPv3 and MLDv2: small numbers stand for themselves, the others are a mantissa with a hidden
 * leading bit and an exponent of three bits (RFC 3376 section 4.1.1, RFC 3810 section 5.1.3).
 */
final class CodedNumber {

    private CodedNumber() {}

    /** Decodes eight bits: 0 to 127 as they are, 128 to 255 stand for 128 to 31 744. */
    static int of8(int code) {
        return code < 0x80 ? code : ((code & 0xf) | 0x10) << ((code >>> 4 & 7) + 3);
    }

    /** Decodes sixteen bits: 0 to 32 767 as they are, 32 768 to 65 535 stand for 32 768 to 8 387 584. */
    static int of16(int code) {
        return code < 0x8000 ? code : ((code & 0xfff) | 0x1000) << ((code >>> 12 & 7) + 3);
    }
}
