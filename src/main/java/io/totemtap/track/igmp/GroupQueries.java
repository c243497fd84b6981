package io.totemtap.track.igmp;

import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;

/**
 * What a querier asked of single groups (RFC 2236 section 3, RFC 3376 section 6.4.2): it asks so because it heard somebody leave, or
 * because another querier did.
 *
 * @param count how many such queries
 * @param lastGroup the group it asked for last, 0.0.0.0 for none
 * @param lastNanos when, {@link EpochNanos#NEVER} for never
 * @param lastFrame the frame of that query, 0 for none
 */
public record GroupQueries(long count, IpAddress lastGroup, long lastNanos, long lastFrame) {

    /** It asked for no single group. */
    public static final GroupQueries NONE = new GroupQueries(0, Ipv4Address.UNSPECIFIED, EpochNanos.NEVER, 0);

    GroupQueries and(IpAddress group, long timeNanos, long frame) {
        return new GroupQueries(count + 1, group, timeNanos, frame);
    }
}
