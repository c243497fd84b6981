package io.totemtap.decode.igmp;

import io.totemtap.net.EpochNanos;

/**
 * The Maximum Response Code of an MLD query: how long hosts may wait with their report. What the number means depends on
 * the query's version; {@link MldQuery#maxResponseNanos()} knows it.
 *
 * @param code as in the packet, 0 to 65535
 */
public record MaximumResponseCode(int code) {

    /** Drops what stands above sixteen bits. */
    public MaximumResponseCode {
        code &= 0xffff;
    }

    /**
     * The longest time to wait, in milliseconds: the code itself for version 1 (RFC 2710 section 3.4), decoded for version 2
     * (RFC 3810 section 5.1.3), 0 to 8 387 584.
     */
    public int millis(MldVersion version) {
        return version == MldVersion.V1 ? code : CodedNumber.of16(code);
    }

    /** {@link #millis} in nanoseconds. */
    public long nanos(MldVersion version) {
        return millis(version) * EpochNanos.MILLISECOND;
    }
}
