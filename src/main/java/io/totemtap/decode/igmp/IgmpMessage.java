package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;

/** An IGMP message. Router Alert, time to live and addresses are in the packet's envelope. */
public sealed interface IgmpMessage
        permits MembershipQuery, MembershipReportV1, MembershipReportV2, MembershipReportV3, LeaveGroup, UnknownIgmp {

    /** Whether the message is intact, as far as the capture can tell: good, bad or unknown. */
    Checksum checksum();
}
