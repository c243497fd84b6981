package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import java.util.function.Consumer;

/**
 * Makes a message of opened bytes: finds byte order and type, compares every count with its limit and with what is
 * there, and moves the view of that type. Fields that daemons leave uninitialised are not looked at.
 */
final class SrpDecoder {

    private final TotemHeader header;
    private final OrfToken orfToken;
    private final Mcast mcast;
    private final TotemHeader innerHeader;
    private final Mcast inner;
    private final MembMergeDetect mergeDetect;
    private final MembJoin join;
    private final MembCommitToken commitToken;
    private final TokenHoldCancel holdCancel;
    private final RingTest ringTest;
    private final OpaqueTotem opaque;

    SrpDecoder() {
        Identities identities = new Identities();
        header = new TotemHeader(identities);
        innerHeader = new TotemHeader(identities);
        inner = new Mcast(innerHeader);
        mcast = new Mcast(header, inner);
        orfToken = new OrfToken(header);
        mergeDetect = new MembMergeDetect(header);
        join = new MembJoin(header);
        commitToken = new MembCommitToken(header);
        holdCancel = new TokenHoldCancel(header);
        ringTest = new RingTest(header);
        opaque = new OpaqueTotem(header);
    }

    TotemMessage decode(
            OpenedTotem opened, int sourcePort, int destinationPort, Consumer<? super DecodeProblem> problems) {
        header.wrap(opened, sourcePort, destinationPort);
        if (!opened.isOpened()) {
            boolean plausible = opened.envelope() != TotemEnvelope.UNKNOWN
                    || TotemSigns.isPlausibleOpaque(opened.claimedPayload(), sourcePort, destinationPort);
            return opaque.wrap(opened, plausible);
        }
        if (!findHeader(header, problems, opened.isCut())) {
            return opaque.wrap(opened, true);
        }
        int fixed = header.dialect().fixedLength(header.type());
        if (!header.has(fixed)) {
            problems.accept(tooShort(0, fixed, header.available(), isCutOff(opened, fixed)));
            return opaque.wrap(opened, true);
        }
        return switch (header.type()) {
            case ORF_TOKEN -> orfToken(opened, problems);
            case MCAST -> mcast(opened, problems);
            case MEMB_MERGE_DETECT -> fixed(mergeDetect, opened, problems);
            case MEMB_JOIN -> join(opened, problems);
            case MEMB_COMMIT_TOKEN -> commitToken(opened, problems);
            case TOKEN_HOLD_CANCEL -> fixed(holdCancel, opened, problems);
            case RING_TEST_ACTIVE, RING_TEST_ACTIVATE -> fixed(ringTest, opened, problems);
            case OPAQUE -> opaque.wrap(opened, true);
        };
    }

    /** Whether bytes that are missing up to {@code needed} were on the wire. */
    private boolean isCutOff(OpenedTotem opened, int needed) {
        return opened.isCut() && (header.length() < 0 || header.length() >= needed);
    }

    /** Finds byte order and type; false, and a problem, if there is no header. */
    private static boolean findHeader(TotemHeader header, Consumer<? super DecodeProblem> problems, boolean cut) {
        TotemDialect dialect = header.dialect();
        ByteRange bytes = header.bytes();
        if (!header.has(dialect.header)) {
            problems.accept(tooShort(0, dialect.header, header.available(), cut));
            return false;
        }
        if (!SrpShape.hasDetector(dialect, bytes.array(), bytes.arrayOffset(), bytes.length())) {
            problems.accept(problem(Kind.BAD_VALUE, dialect.detector, 0, 0, LengthFrom.FIXED_SIZE));
            return false;
        }
        TotemType type = TotemType.ofNumber(bytes.u8(dialect.type));
        if (type == TotemType.OPAQUE) {
            problems.accept(problem(Kind.UNKNOWN_TYPE, dialect.type, 0, 0, LengthFrom.FIXED_SIZE));
            return false;
        }
        header.found(type, SrpShape.isLittleEndian(dialect, bytes.array(), bytes.arrayOffset()));
        return true;
    }

    private TotemMessage fixed(TotemMessage view, OpenedTotem opened, Consumer<? super DecodeProblem> problems) {
        checkLength(header.dialect().fixedLength(header.type()), LengthFrom.FIXED_SIZE, opened, problems);
        return view;
    }

    private TotemMessage orfToken(OpenedTotem opened, Consumer<? super DecodeProblem> problems) {
        TotemDialect dialect = header.dialect();
        long claimed = orfToken.claimedRetransmitCount();
        if (claimed > TotemDialect.MOST_RETRANSMITS) {
            problems.accept(badCount(dialect.tokenRetransmits));
            return orfToken.wrap(0);
        }
        int count = (int) claimed;
        int end = dialect.tokenList + count * dialect.retransmitLength;
        checkLength(end, LengthFrom.TOTEM_ENTRY_COUNT, opened, problems);
        return orfToken.wrap(readable(dialect.tokenList, count, dialect.retransmitLength));
    }

    private TotemMessage join(OpenedTotem opened, Consumer<? super DecodeProblem> problems) {
        TotemDialect dialect = header.dialect();
        long claimed = join.claimedProcCount() + join.claimedFailedCount();
        if (claimed > 2 * TotemDialect.MOST_PROCESSORS) {
            problems.accept(badCount(dialect.joinProcCount));
            return join.wrap(0, 0, dialect.joinList);
        }
        int procs = (int) join.claimedProcCount();
        int failed = (int) join.claimedFailedCount();
        int unit = dialect.processorLength;
        int failedAt = dialect.joinList + procs * unit;
        checkLength(failedAt + failed * unit, LengthFrom.TOTEM_ENTRY_COUNT, opened, problems);
        return join.wrap(readable(dialect.joinList, procs, unit), readable(failedAt, failed, unit), failedAt);
    }

    private TotemMessage commitToken(OpenedTotem opened, Consumer<? super DecodeProblem> problems) {
        TotemDialect dialect = header.dialect();
        long claimed = commitToken.claimedMemberCount();
        if (claimed > TotemDialect.MOST_PROCESSORS) {
            problems.accept(badCount(dialect.commitCount));
            return commitToken.wrap(0, 0, dialect.commitList);
        }
        int count = (int) claimed;
        int entriesAt = dialect.commitList + count * dialect.processorLength;
        int end = entriesAt + count * dialect.commitEntryLength;
        checkLength(end, LengthFrom.TOTEM_ENTRY_COUNT, opened, problems);
        return commitToken.wrap(
                readable(dialect.commitList, count, dialect.processorLength),
                readable(entriesAt, count, dialect.commitEntryLength),
                entriesAt);
    }

    private TotemMessage mcast(OpenedTotem opened, Consumer<? super DecodeProblem> problems) {
        boolean cut = opened.isCut() && (header.length() < 0 || header.available() < header.length());
        if (cut) {
            problems.accept(cutAt(Math.max(header.length(), 0)));
        }
        return mcast.wrap(mcast.isRecovery() && hasInner(cut, problems));
    }

    private boolean hasInner(boolean cut, Consumer<? super DecodeProblem> problems) {
        int at = header.dialect().mcastPayload;
        innerHeader.wrapInner(header, at);
        if (!findHeader(innerHeader, problems, cut)) {
            return false;
        }
        int fixed = header.dialect().fixedLength(TotemType.MCAST);
        if (innerHeader.type() != TotemType.MCAST) {
            problems.accept(problem(Kind.BAD_VALUE, at, 0, 0, LengthFrom.FIXED_SIZE));
            return false;
        }
        if (!innerHeader.has(fixed)) {
            problems.accept(tooShort(at, fixed, innerHeader.available(), cut));
            return false;
        }
        inner.wrap(false);
        return true;
    }

    /** How many of a list's entries are there. */
    private int readable(int listAt, int count, int unit) {
        return Math.max(0, Math.min(count, (header.available() - listAt) / unit));
    }

    /** Compares the length a message must have with the one it has on the wire and with what was captured. */
    private void checkLength(int exact, LengthFrom from, OpenedTotem opened, Consumer<? super DecodeProblem> problems) {
        boolean hashBehind = opened.isTrailerPossible() && TotemHash.isLength(header.length() - exact);
        if (header.length() < 0 || hashBehind) {
            header.length(exact);
        }
        int length = header.length();
        if (exact > length) {
            problems.accept(problem(Kind.CLAIMS_TOO_MUCH, 0, exact, length, from));
        } else if (exact < length) {
            problems.accept(problem(Kind.BAD_VALUE, 0, exact, length, from));
        }
        if (header.available() < Math.min(exact, length)) {
            problems.accept(cutAt(exact));
        }
    }

    private DecodeProblem cutAt(int needed) {
        return problem(Kind.CUT_BY_CAPTURE, 0, needed, header.available(), LengthFrom.CAPTURED_LENGTH);
    }

    private static DecodeProblem tooShort(int at, int needed, int available, boolean cut) {
        return cut
                ? problem(Kind.CUT_BY_CAPTURE, at, needed, available, LengthFrom.CAPTURED_LENGTH)
                : problem(Kind.TOO_SHORT, at, needed, available, LengthFrom.FIXED_SIZE);
    }

    private static DecodeProblem badCount(int at) {
        return problem(Kind.BAD_VALUE, at, 0, 0, LengthFrom.TOTEM_ENTRY_COUNT);
    }

    private static DecodeProblem problem(Kind kind, int at, int needed, int available, LengthFrom from) {
        return new DecodeProblem(Layer.TOTEM, kind, at, needed, available, from);
    }
}
