package io.totemtap.decode.igmp;

import io.totemtap.decode.Envelope.Checksum;
import java.util.List;

/**
 * A version 2 listener report (RFC 3810 section 5.2): one record a group.
 *
 * @param recordCount how many records the message claims to have, 0 to 65535
 * @param records as many as could be read
 * @param checksum whether the message is intact
 */
public record MldReportV2(int recordCount, List<GroupRecord> records, Checksum checksum) implements MldMessage {

    /** Copies the list. */
    public MldReportV2 {
        records = List.copyOf(records);
    }
}
