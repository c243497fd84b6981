package io.totemtap.decode.igmp;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the lists of IGMPv3 and MLDv2 messages, which differ only in the length of addresses: sources of a query, group
 * records of a report. Reads what is there, whatever the counts claim; the first thing that is not ends the list and is
 * noted.
 */
final class ListReader {

    private final Layer layer;
    private final int addressLength;
    private final ProblemLog problems;
    private final ByteRange message = new ByteRange();
    private int onWire;
    private int at;
    private boolean ranShort;
    private boolean cutNoted;

    ListReader(Layer layer, int addressLength, ProblemLog problems) {
        this.layer = layer;
        this.addressLength = addressLength;
        this.problems = problems;
    }

    /** Starts on a message whose lists begin at {@code at}, within what is there of it. */
    void begin(ByteRange message, int onWire, int at) {
        this.message.wrap(message, 0, message.length());
        this.onWire = onWire;
        this.at = at;
        ranShort = false;
        cutNoted = false;
    }

    /** Reads addresses. */
    List<IpAddress> addresses(int count) {
        List<IpAddress> addresses = new ArrayList<>();
        int from = at;
        for (int i = 0; i < count; i++) {
            if (message.length() - at < addressLength) {
                noteShort(from, count * addressLength);
                break;
            }
            addresses.add(address(at));
            at += addressLength;
        }
        return addresses;
    }

    private IpAddress address(int from) {
        return addressLength == Integer.BYTES
                ? new Ipv4Address(message.i32(from))
                : new Ipv6Address(message.i64(from), message.i64(from + Long.BYTES));
    }

    /** Reads group records: type, auxiliary words, number of sources, group, sources, auxiliary data. */
    List<GroupRecord> records(int count) {
        List<GroupRecord> records = new ArrayList<>();
        int fixed = Integer.BYTES + addressLength;
        for (int i = 0; i < count && !ranShort; i++) {
            if (message.length() - at < fixed) {
                noteShort(at, fixed);
                break;
            }
            records.add(record(fixed));
        }
        return records;
    }

    private GroupRecord record(int fixed) {
        int start = at;
        int number = message.u8(start);
        int auxiliaryWords = message.u8(start + 1);
        int sourceCount = message.u16(start + 2);
        IpAddress group = address(start + Integer.BYTES);
        GroupRecord.Type type = GroupRecord.Type.of(number);
        if (type == GroupRecord.Type.UNKNOWN) {
            problems.note(layer, Kind.UNKNOWN_TYPE, start, 0, 0, LengthFrom.FIXED_SIZE);
        }
        if (!group.isMulticast()) {
            problems.badValue(layer, start + Integer.BYTES);
        }
        at += fixed;
        List<IpAddress> sources = addresses(sourceCount);
        int end = at + auxiliaryWords * Integer.BYTES;
        if (!ranShort && end > message.length()) {
            noteShort(at, end - at);
        }
        at = end;
        return new GroupRecord(type, number, group, sourceCount, sources, auxiliaryWords);
    }

    private void noteShort(int from, int needed) {
        ranShort = true;
        cutNoted = needed <= onWire - from;
        problems.claimNotThere(layer, from, needed, message.length() - from, onWire - from, LengthFrom.RECORD_COUNT);
    }

    /** Notes that the capture has cut the message, or what stands behind the lists, which senders must not add. */
    void end() {
        if (message.length() < onWire) {
            if (!cutNoted) {
                problems.claimNotThere(layer, 0, onWire, message.length(), onWire, LengthFrom.IP_TOTAL_LENGTH);
            }
        } else if (!ranShort && at < onWire) {
            problems.note(layer, Kind.BAD_VALUE, at, 0, onWire - at, LengthFrom.RECORD_COUNT);
        }
    }
}
