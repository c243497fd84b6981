package io.totemtap.decode.igmp;

import io.totemtap.net.EpochNanos;

/**
 * The Max Resp Code of an IGMP query: how long hosts may wait with their report. What the number means depends on the
 * query's version; {@link MembershipQuery#maxResponseNanos()} knows it.
 *
 * @param code as in the packet, 0 to 255
 */
public record MaxRespCode(int code) {

    /** What version 1 hosts keep to, and others when the code is zero: 10 s (RFC 2236 section 4). */
    private static final int VERSION_1_TENTHS = 100;

    private static final long TENTH_NANOS = 100 * EpochNanos.MILLISECOND;

    /** Drops what stands above eight bits. */
    public MaxRespCode {
        code &= 0xff;
    }

    /**
     * The longest time to wait, in tenths of a second: always 100 for version 1, the code itself for version 2 (RFC 2236
     * section 2.2), decoded for version 3 (RFC 3376 section 4.1.1), 0 to 31 744.
     */
    public int tenths(IgmpVersion version) {
        return switch (version) {
            case V1 -> VERSION_1_TENTHS;
            case V2 -> code;
            case V3 -> CodedNumber.of8(code);
        };
    }

    /** {@link #tenths} in nanoseconds. */
    public long nanos(IgmpVersion version) {
        return tenths(version) * TENTH_NANOS;
    }
}
