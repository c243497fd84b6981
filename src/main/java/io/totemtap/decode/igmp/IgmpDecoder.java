package io.totemtap.decode.igmp;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.Envelope.Checksum;
import io.totemtap.decode.ProblemLog;
import io.totemtap.net.Ipv4Address;
import java.util.List;
import java.util.Optional;

/**
 * Makes an {@link IgmpMessage} of the payload of an IPv4 packet. Numbers are big-endian.
 *
 * <p>A query's version is told by its length as the IP header has it, not by what was captured (RFC 3376 section 7.1).
 * Bytes behind the eight of a version 1 or 2 message are legal and ignored (RFC 2236 section 2.5); behind the lists of a
 * version 3 message they are not (RFC 3376 sections 4.1.10 and 4.2.11) and are noted.
 */
public final class IgmpDecoder {

    /** IP protocol number of IGMP. */
    public static final int PROTOCOL = 2;

    private static final int QUERY = 0x11;
    private static final int REPORT_V1 = 0x12;
    private static final int REPORT_V2 = 0x16;
    private static final int LEAVE = 0x17;
    private static final int REPORT_V3 = 0x22;

    private static final int SHORT_LENGTH = 8;
    private static final int QUERY_V3_LENGTH = 12;

    private static final int CHECKSUM_AT = 2;
    private static final int GROUP_AT = 4;
    private static final int RECORD_COUNT_AT = 6;
    private static final int FLAGS_AT = 8;
    private static final int QQIC_AT = 9;
    private static final int SOURCE_COUNT_AT = 10;

    private final ProblemLog problems;
    private final ByteRange message = new ByteRange();
    private final ListReader lists;
    private int onWire;
    private Checksum checksum = Checksum.UNKNOWN;

    /** Creates it; problems go to {@code problems}. */
    public IgmpDecoder(ProblemLog problems) {
        this.problems = problems;
        lists = new ListReader(Layer.IGMP, Integer.BYTES, problems);
    }

    /**
     * Decodes one message.
     *
     * @param captured bytes that are there from {@code offset} on
     * @param onWire bytes that were there on the wire by the IP header, at least {@code captured}
     * @return empty if not even the type is there
     */
    public Optional<IgmpMessage> decode(byte[] bytes, int offset, int captured, int onWire) {
        if (captured < 1) {
            problems.fixedPartMissing(Layer.IGMP, 0, SHORT_LENGTH, captured, onWire);
            return Optional.empty();
        }
        message.wrap(bytes, offset, captured);
        this.onWire = onWire;
        checksum = Checksum.ofMessage(bytes, offset, captured, onWire, 0);
        if (checksum == Checksum.BAD) {
            problems.note(Layer.IGMP, Kind.BAD_CHECKSUM, CHECKSUM_AT, 0, 0, LengthFrom.FIXED_SIZE);
        }
        return Optional.of(
                switch (message.u8(0)) {
                    case QUERY -> query();
                    case REPORT_V1, REPORT_V2, LEAVE -> reportOrLeave();
                    case REPORT_V3 -> reportV3();
                    default -> other();
                });
    }

    private IgmpMessage unknown() {
        return new UnknownIgmp(message.u8(0), checksum);
    }

    private IgmpMessage tooShort(int needed) {
        problems.fixedPartMissing(Layer.IGMP, 0, needed, message.length(), onWire);
        return unknown();
    }

    private Ipv4Address group() {
        return new Ipv4Address(message.i32(GROUP_AT));
    }

    private void checkGroup(Ipv4Address group, boolean mayBeUnspecified) {
        boolean fits = group.isMulticast() || (mayBeUnspecified && group.isUnspecified());
        if (!fits) {
            problems.badValue(Layer.IGMP, GROUP_AT);
        }
    }

    private void checkWhole() {
        if (message.length() < onWire) {
            problems.claimNotThere(Layer.IGMP, 0, onWire, message.length(), onWire, LengthFrom.IP_TOTAL_LENGTH);
        }
    }

    /** RFC 3376 section 7.1: eight bytes are version 1 or 2, twelve or more version 3, all else is ignored. */
    private IgmpMessage query() {
        if (onWire == SHORT_LENGTH) {
            return message.length() < SHORT_LENGTH ? tooShort(SHORT_LENGTH) : queryOfEight();
        }
        if (message.length() < QUERY_V3_LENGTH) {
            return tooShort(onWire < SHORT_LENGTH ? SHORT_LENGTH : QUERY_V3_LENGTH);
        }
        return queryV3();
    }

    private IgmpMessage queryOfEight() {
        MaxRespCode code = new MaxRespCode(message.u8(1));
        Ipv4Address group = group();
        checkGroup(group, true);
        IgmpVersion version = code.code() == 0 ? IgmpVersion.V1 : IgmpVersion.V2;
        return new MembershipQuery(version, code, group, false, 0, Qqic.NONE, List.of(), checksum);
    }

    private IgmpMessage queryV3() {
        int flags = message.u8(FLAGS_AT);
        Ipv4Address group = group();
        checkGroup(group, true);
        lists.begin(message, onWire, QUERY_V3_LENGTH);
        MembershipQuery query = new MembershipQuery(
                IgmpVersion.V3,
                new MaxRespCode(message.u8(1)),
                group,
                (flags & 0x08) != 0,
                flags & 0x07,
                new Qqic(message.u8(QQIC_AT)),
                lists.addresses(message.u16(SOURCE_COUNT_AT)),
                checksum);
        lists.end();
        return query;
    }

    private IgmpMessage reportOrLeave() {
        if (message.length() < SHORT_LENGTH) {
            return tooShort(SHORT_LENGTH);
        }
        checkWhole();
        Ipv4Address group = group();
        int type = message.u8(0);
        checkGroup(group, type == LEAVE);
        return switch (type) {
            case REPORT_V1 -> new MembershipReportV1(group, checksum);
            case REPORT_V2 -> new MembershipReportV2(group, checksum);
            default -> new LeaveGroup(group, checksum);
        };
    }

    private IgmpMessage reportV3() {
        if (message.length() < SHORT_LENGTH) {
            return tooShort(SHORT_LENGTH);
        }
        int count = message.u16(RECORD_COUNT_AT);
        lists.begin(message, onWire, SHORT_LENGTH);
        MembershipReportV3 report = new MembershipReportV3(count, lists.records(count), checksum);
        lists.end();
        return report;
    }

    private IgmpMessage other() {
        if (!isKnownElsewhere(message.u8(0))) {
            problems.note(Layer.IGMP, Kind.UNKNOWN_TYPE, 0, 0, 0, LengthFrom.FIXED_SIZE);
        }
        checkWhole();
        return unknown();
    }

    /** DVMRP, PIM version 1, traces (0x15, 0x1e, 0x1f) and router discovery (RFC 4286): defined, but none of ours. */
    private static boolean isKnownElsewhere(int type) {
        return switch (type) {
            case 0x13, 0x14, 0x15, 0x1e, 0x1f, 0x30, 0x31, 0x32 -> true;
            default -> false;
        };
    }
}
