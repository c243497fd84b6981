package io.totemtap.track;

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
import io.totemtap.decode.igmp.UnknownIgmp;
import io.totemtap.net.IpAddress;
import java.util.List;

/** What an IGMP or MLD message says, as a number: type and fields, so that messages that differ have different ones. */
final class MembershipIdentity {

    private static final int QUERY = 0x11;
    private static final int REPORT_V1 = 0x12;
    private static final int REPORT_V2 = 0x16;
    private static final int LEAVE = 0x17;
    private static final int REPORT_V3 = 0x22;

    private MembershipIdentity() {}

    static long of(IgmpMessage message) {
        if (message instanceof MembershipQuery query) {
            int code = query.maxRespCode().code();
            long timers = (long) query.queryInterval().code() << 4 | query.robustness();
            return query(query.version().number(), code, query.group(), timers, query.sources());
        } else if (message instanceof MembershipReportV1 report) {
            return group(REPORT_V1, report.group());
        } else if (message instanceof MembershipReportV2 report) {
            return group(REPORT_V2, report.group());
        } else if (message instanceof LeaveGroup leave) {
            return group(LEAVE, leave.group());
        } else if (message instanceof MembershipReportV3 report) {
            return records(report.records());
        }
        return message instanceof UnknownIgmp unknown ? unknown.type() : 0;
    }

    static long of(MldMessage message) {
        if (message instanceof MldQuery query) {
            int code = query.maximumResponseCode().code();
            long timers = (long) query.queryInterval().code() << 4 | query.robustness();
            return query(query.version().number(), code, query.group(), timers, query.sources());
        } else if (message instanceof MldReportV1 report) {
            return group(REPORT_V1, report.group());
        } else if (message instanceof MldDone done) {
            return group(LEAVE, done.group());
        }
        return message instanceof MldReportV2 report ? records(report.records()) : 0;
    }

    private static long query(int version, int code, IpAddress group, long timers, List<IpAddress> sources) {
        long hash = PacketIdentity.mix(group(QUERY, group), (long) version << 16 | code);
        return addresses(PacketIdentity.mix(hash, timers), sources);
    }

    private static long group(int type, IpAddress group) {
        return PacketIdentity.mix(PacketIdentity.mix(type, group.high()), group.low());
    }

    private static long records(List<GroupRecord> records) {
        long hash = REPORT_V3;
        for (GroupRecord one : records) {
            hash = PacketIdentity.mix(hash, group(one.typeNumber(), one.group()));
            hash = addresses(hash, one.sources());
        }
        return hash;
    }

    private static long addresses(long seed, List<IpAddress> addresses) {
        long hash = PacketIdentity.mix(seed, addresses.size());
        for (IpAddress address : addresses) {
            hash = PacketIdentity.mix(PacketIdentity.mix(hash, address.high()), address.low());
        }
        return hash;
    }
}
