package io.totemtap.track.igmp;

import io.totemtap.decode.Envelope;
import io.totemtap.decode.igmp.GroupRecord;
import io.totemtap.decode.igmp.IgmpMessage;
import io.totemtap.decode.igmp.LeaveGroup;
import io.totemtap.decode.igmp.MembershipQuery;
import io.totemtap.decode.igmp.MembershipReportV1;
import io.totemtap.decode.igmp.MembershipReportV2;
import io.totemtap.decode.igmp.MembershipReportV3;
import io.totemtap.decode.igmp.MldDone;
import io.totemtap.decode.igmp.MldMessage;
import io.totemtap.decode.igmp.MldQuery;
import io.totemtap.decode.igmp.MldReportV1;
import io.totemtap.decode.igmp.MldReportV2;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv6Address;
import io.totemtap.net.MacAddress;
import io.totemtap.track.FrameId;
import io.totemtap.track.StateLog;
import java.util.List;

/** Reads IGMP and MLD messages: queries go to the {@link QuerierTracker}, what hosts say to the {@link MembershipTracker}. */
public final class IgmpTracker {

    private final QuerierTracker queriers;
    private final MembershipTracker memberships;
    private long reportsWithoutRouterAlert;

    /** Creates a tracker that notes changes in {@code log}. */
    public IgmpTracker(StateLog log) {
        queriers = new QuerierTracker(log);
        memberships = new MembershipTracker(log);
    }

    /** An IGMP message. One whose checksum is bad is not believed. */
    public void onIgmp(Envelope envelope, IgmpMessage message) {
        if (message.checksum() == Envelope.Checksum.BAD) {
            return;
        }
        if (message instanceof MembershipQuery query) {
            IgmpTimers said =
                    new IgmpTimers(query.robustness(), query.queryInterval().nanos(), query.maxResponseNanos());
            onQuery(envelope, query.group(), query.version().number(), said);
        } else if (message instanceof MembershipReportV1 report) {
            onReport(envelope, report.group(), 1);
        } else if (message instanceof MembershipReportV2 report) {
            onReport(envelope, report.group(), 2);
        } else if (message instanceof MembershipReportV3 report) {
            onRecords(envelope, report.records(), 3);
        } else if (message instanceof LeaveGroup leave) {
            onLeave(envelope, leave.group());
        }
    }

    /** An MLD message. One whose checksum is bad is not believed. */
    public void onMld(Envelope envelope, MldMessage message) {
        if (message.checksum() == Envelope.Checksum.BAD) {
            return;
        }
        if (message instanceof MldQuery query) {
            IgmpTimers said =
                    new IgmpTimers(query.robustness(), query.queryInterval().nanos(), query.maxResponseNanos());
            onQuery(envelope, query.group(), query.version().number(), said);
        } else if (message instanceof MldReportV1 report) {
            onReport(envelope, report.group(), 1);
        } else if (message instanceof MldReportV2 report) {
            onRecords(envelope, report.records(), 2);
        } else if (message instanceof MldDone done) {
            onLeave(envelope, done.group());
        }
    }

    private void onQuery(Envelope envelope, IpAddress group, int version, IgmpTimers said) {
        queriers.onQuery(
                envelope.timeNanos(),
                frame(envelope),
                envelope.source(),
                new MacAddress(envelope.sourceMac()),
                group,
                version,
                said,
                envelope.routerAlert(),
                envelope.timeToLive());
    }

    private void onReport(Envelope envelope, IpAddress group, int version) {
        memberships.onReport(
                envelope.timeNanos(),
                frame(envelope),
                envelope.source(),
                group,
                version,
                wellFormed(envelope, version));
    }

    /** Counts reports without Router Alert, and tells whether one is as reports are. */
    private boolean wellFormed(Envelope envelope, int version) {
        reportsWithoutRouterAlert += envelope.routerAlert() ? 0 : 1;
        boolean isFirstIgmp = version == 1 && !(envelope.source() instanceof Ipv6Address);
        return envelope.timeToLive() == 1 && (envelope.routerAlert() || isFirstIgmp);
    }

    private void onLeave(Envelope envelope, IpAddress group) {
        memberships.onLeave(envelope.timeNanos(), frame(envelope), envelope.source(), group);
    }

    private void onRecords(Envelope envelope, List<GroupRecord> records, int version) {
        for (GroupRecord record : records) {
            switch (record.type()) {
                case MODE_IS_INCLUDE, CHANGE_TO_INCLUDE_MODE -> {
                    if (record.wantsNothing()) {
                        onLeave(envelope, record.group());
                    } else {
                        onRecord(envelope, record, version);
                    }
                }
                case MODE_IS_EXCLUDE, CHANGE_TO_EXCLUDE_MODE, ALLOW_NEW_SOURCES -> onRecord(envelope, record, version);
                case BLOCK_OLD_SOURCES -> memberships.onBlock(envelope.timeNanos(), envelope.source(), record);
                case UNKNOWN -> {
                    // neither joins nor leaves
                }
            }
        }
    }

    private void onRecord(Envelope envelope, GroupRecord record, int version) {
        memberships.onRecord(
                envelope.timeNanos(),
                frame(envelope),
                envelope.source(),
                record,
                version,
                wellFormed(envelope, version));
    }

    private static long frame(Envelope envelope) {
        return FrameId.of(envelope.part(), envelope.frameNumber());
    }

    /** Lets time pass. */
    public void advanceTo(long nanos) {
        queriers.advanceTo(nanos);
        memberships.advanceTo(nanos, queriers.timers());
    }

    /** The timers in force. */
    public IgmpTimers timers() {
        return queriers.timers();
    }

    /** Everybody who queried. */
    public List<Querier> queriers() {
        return queriers.queriers();
    }

    /** All memberships. */
    public List<Membership> memberships() {
        return memberships.memberships();
    }

    /** Reports without the Router Alert option, which some switches discard. */
    public long reportsWithoutRouterAlert() {
        return reportsWithoutRouterAlert;
    }

    /** Messages that were not followed because there were too many queriers or memberships. */
    public long overflow() {
        return queriers.overflow() + memberships.overflow();
    }
}
