package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;

/** An MLD message. Router Alert, hop limit and addresses are in the packet's envelope. */
public sealed interface MldMessage permits MldQuery, MldReportV1, MldDone, MldReportV2 {

    /** Whether the message is intact, as far as the capture can tell: good, bad or unknown. */
    Checksum checksum();
}
