package io.totemtap.decode.igmp;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.Ipv6Address;
import java.util.List;
import java.util.Optional;

/**
 * Makes an {@link MldMessage} of an ICMPv6 message of type 130, 131, 132 or 143. Numbers are big-endian. A query's version
 * is told by its length as the IP header has it, not by what was captured (RFC 3810 section 8.1).
 */
public final class MldDecoder {

    private static final int QUERY = 130;
    private static final int REPORT_V1 = 131;
    private static final int DONE = 132;
    private static final int REPORT_V2 = 143;

    private static final int REPORT_V2_LENGTH = 8;
    private static final int V1_LENGTH = 24;
    private static final int QUERY_V2_LENGTH = 28;

    private static final int CHECKSUM_AT = 2;
    private static final int CODE_AT = 4;
    private static final int RECORD_COUNT_AT = 6;
    private static final int GROUP_AT = 8;
    private static final int FLAGS_AT = 24;
    private static final int QQIC_AT = 25;
    private static final int SOURCE_COUNT_AT = 26;

    private final ProblemLog problems;
    private final ByteRange message = new ByteRange();
    private final ListReader lists;
    private int onWire;
    private Checksum checksum = Checksum.UNKNOWN;

    /** Creates it; problems go to {@code problems}. */
    public MldDecoder(ProblemLog problems) {
        this.problems = problems;
        lists = new ListReader(Layer.MLD, 2 * Long.BYTES, problems);
    }

    /** Whether an ICMPv6 type is one of MLD. */
    public static boolean isType(int type) {
        return type == QUERY || type == REPORT_V1 || type == DONE || type == REPORT_V2;
    }

    /**
     * Decodes one message.
     *
     * @param captured bytes that are there from {@code offset} on, at least one
     * @param onWire bytes that were there on the wire by the IP header, at least {@code captured}
     * @param pseudoHeaderSum for the checksum, as {@link io.totemtap.decode.ip.IpView#pseudoHeaderSum} gives it
     * @return empty if the fixed part is not there or the length fits no version; a problem is then noted
     */
    public Optional<MldMessage> decode(byte[] bytes, int offset, int captured, int onWire, long pseudoHeaderSum) {
        message.wrap(bytes, offset, captured);
        this.onWire = onWire;
        checksum = Checksum.ofMessage(bytes, offset, captured, onWire, pseudoHeaderSum);
        if (checksum == Checksum.BAD) {
            problems.note(Layer.MLD, Kind.BAD_CHECKSUM, CHECKSUM_AT, 0, 0, LengthFrom.FIXED_SIZE);
        }
        int type = message.u8(0);
        int needed = fixedLength(type);
        if (captured < needed) {
            problems.fixedPartMissing(Layer.MLD, 0, needed, captured, onWire);
            return Optional.empty();
        }
        return Optional.of(
                switch (type) {
                    case QUERY -> onWire == V1_LENGTH ? queryV1() : queryV2();
                    case REPORT_V2 -> reportV2();
                    default -> reportOrDone(type);
                });
    }

    private int fixedLength(int type) {
        return switch (type) {
            case REPORT_V2 -> REPORT_V2_LENGTH;
            case QUERY -> onWire <= V1_LENGTH ? V1_LENGTH : QUERY_V2_LENGTH;
            default -> V1_LENGTH;
        };
    }

    private Ipv6Address group(boolean mayBeUnspecified) {
        Ipv6Address group = new Ipv6Address(message.i64(GROUP_AT), message.i64(GROUP_AT + Long.BYTES));
        boolean fits = group.isMulticast() || (mayBeUnspecified && group.isUnspecified());
        if (!fits) {
            problems.badValue(Layer.MLD, GROUP_AT);
        }
        return group;
    }

    private MaximumResponseCode maximumResponseCode() {
        return new MaximumResponseCode(message.u16(CODE_AT));
    }

    private MldMessage queryV1() {
        return new MldQuery(
                MldVersion.V1, maximumResponseCode(), group(true), false, 0, Qqic.NONE, List.of(), checksum);
    }

    private MldMessage queryV2() {
        int flags = message.u8(FLAGS_AT);
        lists.begin(message, onWire, QUERY_V2_LENGTH);
        MldQuery query = new MldQuery(
                MldVersion.V2,
                maximumResponseCode(),
                group(true),
                (flags & 0x08) != 0,
                flags & 0x07,
                new Qqic(message.u8(QQIC_AT)),
                lists.addresses(message.u16(SOURCE_COUNT_AT)),
                checksum);
        lists.end();
        return query;
    }

    private MldMessage reportV2() {
        int count = message.u16(RECORD_COUNT_AT);
        lists.begin(message, onWire, REPORT_V2_LENGTH);
        MldReportV2 report = new MldReportV2(count, lists.records(count), checksum);
        lists.end();
        return report;
    }

    /** Bytes behind the fixed part are legal and ignored (RFC 2710 section 3.7). */
    private MldMessage reportOrDone(int type) {
        if (message.length() < onWire) {
            problems.claimNotThere(Layer.MLD, 0, onWire, message.length(), onWire, LengthFrom.IP_TOTAL_LENGTH);
        }
        Ipv6Address group = group(false);
        return type == REPORT_V1 ? new MldReportV1(group, checksum) : new MldDone(group, checksum);
    }
}
