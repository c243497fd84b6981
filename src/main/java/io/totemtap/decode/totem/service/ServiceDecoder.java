package io.totemtap.decode.totem.service;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import io.totemtap.decode.totem.RingId;
import io.totemtap.decode.totem.service.ServiceMessage.ClmNodeJoin;
import io.totemtap.decode.totem.service.ServiceMessage.MembDetermine;
import io.totemtap.decode.totem.service.ServiceMessage.ServiceBuild;
import io.totemtap.decode.totem.service.ServiceMessage.SyncBarrier;
import io.totemtap.decode.totem.service.ServiceMessage.UnknownService;
import io.totemtap.decode.totem.service.ServiceMessage.VotequorumNodeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads messages of groups. openais and corosync 1.x write size first and id third into the service header, corosync
 * 2.x and 3.x the other way round. A message that is shorter than its kind must be is {@link UnknownService}, and a
 * problem; nothing is thrown.
 */
public final class ServiceDecoder {

    /** Bytes of a service header; offsets in messages count from its start. */
    static final int HEADER = 16;

    private static final int SECOND = 8;

    private static final int CLM = 1;
    private static final int CPG_COROSYNC1 = 8;
    private static final int CPG_COROSYNC2 = 2;
    private static final int VOTEQUORUM_COROSYNC2 = 5;

    private static final int CLM_NODE_JOIN_LENGTH = 392;
    private static final int CLM_ADDRESS_LENGTH = 64;
    private static final int CLM_NAME_LENGTH = 256;

    private static final int NODE_INFO_LENGTH = 32;

    private static final int SYNC_BARRIER = 0;
    private static final int SYNC_SERVICE_BUILD = 1;
    private static final int SYNC_MEMB_DETERMINE = 2;
    private static final int MOST_SERVICES = 128;

    private final BodyReader body = new BodyReader();
    private final CpgDecoder cpg = new CpgDecoder();
    private final CmanDecoder cman = new CmanDecoder();

    /**
     * Reads a message.
     *
     * @param problems takes what is wrong; not called if nothing is
     */
    public ServiceMessage decode(TotempgMessage message, Consumer<? super DecodeProblem> problems) {
        int length = message.body().length();
        body.wrap(message.body(), 0, length, message.isLittleEndian());
        if (message.isFor("CMAN")) {
            return cman.decode(message.nodeId(), body, problems);
        }
        boolean sync = message.isFor("sync") || message.isFor("syncv2");
        if (!sync && !message.isFor("a")) {
            String group = message.groupCount() == 0 ? "" : message.group(0);
            return new UnknownService(message.nodeId(), group, -1, -1, length);
        }
        if (!body.has(HEADER)) {
            problems.accept(tooShort(HEADER, length));
            return new UnknownService(message.nodeId(), message.group(0), -1, -1, length);
        }
        boolean sizeFirst = message.dialect().hasSizeFirst();
        int size = body.i32(sizeFirst ? 0 : SECOND);
        int id = body.i32(sizeFirst ? SECOND : 0);
        if (size > length || size < HEADER) {
            problems.accept(problem(size < HEADER ? Kind.BAD_VALUE : Kind.CLAIMS_TOO_MUCH, size, length));
        } else {
            body.wrap(message.body(), 0, size, message.isLittleEndian());
        }
        return sync ? sync(message, id, problems) : service(message, id, problems);
    }

    private ServiceMessage service(TotempgMessage message, int id, Consumer<? super DecodeProblem> problems) {
        int service = id >>> 16;
        int function = id & 0xffff;
        if (message.dialect().hasSizeFirst()) {
            return switch (service) {
                case CLM -> function == 0 ? clmNodeJoin(message, id, problems) : unknown(message, id);
                case CPG_COROSYNC1 -> cpg(message, id, problems);
                default -> unknown(message, id);
            };
        }
        return switch (service) {
            case CPG_COROSYNC2 -> cpg(message, id, problems);
            case VOTEQUORUM_COROSYNC2 -> function == 0 ? nodeInfo(message, id, problems) : unknown(message, id);
            default -> unknown(message, id);
        };
    }

    private ServiceMessage cpg(TotempgMessage message, int id, Consumer<? super DecodeProblem> problems) {
        Optional<CpgMessage> read = cpg.decode(message.nodeId(), id & 0xffff, body, problems);
        return read.isPresent() ? read.get() : unknown(message, id);
    }

    private ServiceMessage clmNodeJoin(TotempgMessage message, int id, Consumer<? super DecodeProblem> problems) {
        if (!body.has(CLM_NODE_JOIN_LENGTH)) {
            problems.accept(tooShort(CLM_NODE_JOIN_LENGTH, body.length()));
            return unknown(message, id);
        }
        String address = body.text(40, Math.min(body.u16(24), CLM_ADDRESS_LENGTH));
        String name = body.text(112, Math.min(body.u16(104), CLM_NAME_LENGTH));
        return new ClmNodeJoin(message.nodeId(), body.u32(16), address, name, body.i64(376));
    }

    private ServiceMessage nodeInfo(TotempgMessage message, int id, Consumer<? super DecodeProblem> problems) {
        if (!body.has(NODE_INFO_LENGTH)) {
            problems.accept(tooShort(NODE_INFO_LENGTH, body.length()));
            return unknown(message, id);
        }
        return new VotequorumNodeInfo(message.nodeId(), body.u32(16), body.u32(20), body.u32(24), body.u32(28));
    }

    private ServiceMessage sync(TotempgMessage message, int id, Consumer<? super DecodeProblem> problems) {
        int ringEnd = HEADER + message.dialect().ringIdLength();
        boolean known = id == SYNC_BARRIER || id == SYNC_SERVICE_BUILD || id == SYNC_MEMB_DETERMINE;
        if (known && !body.has(ringEnd)) {
            problems.accept(tooShort(ringEnd, body.length()));
        }
        if (!known || !body.has(ringEnd)) {
            return unknown(message, id);
        }
        RingId ring = RingId.read(body.bytes(), HEADER, message.dialect(), message.isLittleEndian());
        return switch (id) {
            case SYNC_BARRIER -> new SyncBarrier(message.nodeId(), ring);
            case SYNC_MEMB_DETERMINE -> new MembDetermine(message.nodeId(), ring);
            default -> new ServiceBuild(message.nodeId(), ring, services(ringEnd, problems));
        };
    }

    /** A count and the numbers of services, both aligned to eight bytes. */
    private List<Long> services(int ringEnd, Consumer<? super DecodeProblem> problems) {
        int countAt = ringEnd + 7 & ~7;
        int listAt = countAt + 8;
        if (!body.has(listAt)) {
            problems.accept(tooShort(listAt, body.length()));
            return List.of();
        }
        return numbers(body, countAt, listAt, MOST_SERVICES, problems);
    }

    /** Reads a list of 32-bit numbers whose count is checked against its limit and against what is there. */
    static List<Long> numbers(
            BodyReader body, int countAt, int listAt, int most, Consumer<? super DecodeProblem> problems) {
        long claimed = body.u32(countAt);
        int readable = (int) Math.min(claimed, Math.min(most, (body.length() - listAt) / Integer.BYTES));
        if (readable < claimed) {
            problems.accept(problem(Kind.CLAIMS_TOO_MUCH, clamp(claimed), readable));
        }
        List<Long> numbers = new ArrayList<>(readable);
        for (int i = 0; i < readable; i++) {
            numbers.add(body.u32(listAt + i * Integer.BYTES));
        }
        return numbers;
    }

    private ServiceMessage unknown(TotempgMessage message, int id) {
        return new UnknownService(
                message.nodeId(),
                message.group(0),
                id >>> 16,
                id & 0xffff,
                message.body().length());
    }

    static int clamp(long claimed) {
        return (int) Math.min(claimed, Integer.MAX_VALUE);
    }

    static DecodeProblem tooShort(int needed, int available) {
        return new DecodeProblem(Layer.TOTEM, Kind.TOO_SHORT, 0, needed, available, LengthFrom.FIXED_SIZE);
    }

    static DecodeProblem problem(Kind kind, int needed, int available) {
        return new DecodeProblem(Layer.TOTEM, kind, 0, needed, available, LengthFrom.TOTEM_ENTRY_COUNT);
    }
}
