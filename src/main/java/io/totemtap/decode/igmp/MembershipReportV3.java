package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;
import java.util.List;

/**
 * A version 3 report (RFC 3376 section 4.2): one record a group.
 *
 * @param recordCount how many records the message claims to have, 0 to 65535
 * @param records as many as could be read
 * @param checksum whether the message is intact
 */
public record MembershipReportV3(int recordCount, List<GroupRecord> records, Checksum checksum) implements IgmpMessage {

    /** Copies the list. */
    public MembershipReportV3 {
        records = List.copyOf(records);
    }
}
