package io.totemtap.decode.igmp;

import io.totemtap.net.EpochNanos;

/**
 * Querier's Query Interval Code of an IGMPv3 or MLDv2 query (RFC 3376 section 4.1.7, RFC 3810 section 5.1.9).
 *
 * @param code as in the packet, 0 to 255; 0 means that the querier does not say
 */
public record Qqic(int code) {

    /** The querier does not say. */
    public static final Qqic NONE = new Qqic(0);

    /** Drops what stands above eight bits. */
    public Qqic {
        code &= 0xff;
    }

    /** The query interval in seconds, 0 to 31 744. */
    public int seconds() {
        return CodedNumber.of8(code);
    }

    /** The query interval in nanoseconds. */
    public long nanos() {
        return seconds() * EpochNanos.SECOND;
    }
}
