package io.totemtap.track.igmp;

import static io.totemtap.net.EpochNanos.SECOND;

/**
 * The timers that decide how long a membership lasts, in nanoseconds (RFC 3376 section 8; the same values in RFC 2236 section
 * 8 and, for MLD, RFC 3810 section 9). Defaults hold until queries say otherwise.
 *
 * @param robustness robustness variable: how many losses are survived, 1 to 7
 * @param queryInterval between general queries
 * @param queryResponseInterval within which hosts answer
 */
public record IgmpTimers(int robustness, long queryInterval, long queryResponseInterval) {

    /** Robustness 2, query interval 125 s, query response interval 10 s. */
    public static final IgmpTimers DEFAULT = new IgmpTimers(2, 125 * SECOND, 10 * SECOND);

    /** How long a membership lasts without a report: 260 s by default (RFC 3376 section 8.4). */
    public long groupMembershipInterval() {
        return robustness * queryInterval + queryResponseInterval;
    }

    /** How long a querier must be silent before another takes over: 255 s by default (RFC 3376 section 8.5). */
    public long otherQuerierPresentInterval() {
        return robustness * queryInterval + queryResponseInterval / 2;
    }
}
