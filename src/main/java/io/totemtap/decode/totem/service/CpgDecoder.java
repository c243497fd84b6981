package io.totemtap.decode.totem.service;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.totem.service.CpgMessage.Downlist;
import io.totemtap.decode.totem.service.CpgMessage.Joinlist;
import io.totemtap.decode.totem.service.CpgMessage.Mcast;
import io.totemtap.decode.totem.service.CpgMessage.Member;
import io.totemtap.decode.totem.service.CpgMessage.ProcJoin;
import io.totemtap.decode.totem.service.CpgMessage.ProcLeave;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads messages of the closed process group service. All fields are aligned to eight bytes ({@code exec/cpg.c} of
 * corosync 2.4.6, {@code services/cpg.c} of 1.4).
 */
final class CpgDecoder {

    private static final int PROC_JOIN = 0;
    private static final int PROC_LEAVE = 1;
    private static final int JOINLIST = 2;
    private static final int MCAST = 3;
    private static final int DOWNLIST_OLD = 4;
    private static final int DOWNLIST = 5;
    private static final int PARTIAL_MCAST = 6;

    private static final int BODY = ServiceDecoder.HEADER;

    /** A group's name: its length, then room for 128 characters at offset 8. */
    private static final int NAME_TEXT = 8;

    private static final int NAME_ROOM = 128;
    private static final int BEHIND_NAME = BODY + NAME_TEXT + NAME_ROOM;

    private static final int PROC_LENGTH = 168;

    /** Pid, then name. */
    private static final int MEMBER_LENGTH = 144;

    private static final int MCAST_LENGTH = 184;
    private static final int PARTIAL_LENGTH = 200;
    private static final int MOST_NODES = 384;

    private final FencedDecoder fenced = new FencedDecoder();

    /**
     * Reads a message; empty for a function nobody has defined, and, with a problem, for a message that is too short.
     */
    Optional<CpgMessage> decode(long nodeId, int function, BodyReader body, Consumer<? super DecodeProblem> problems) {
        int needed =
                switch (function) {
                    case PROC_JOIN, PROC_LEAVE -> PROC_LENGTH;
                    case JOINLIST -> BODY;
                    case MCAST -> MCAST_LENGTH;
                    case DOWNLIST_OLD -> BODY + 8;
                    case DOWNLIST -> BODY + 16;
                    case PARTIAL_MCAST -> PARTIAL_LENGTH;
                    default -> Integer.MAX_VALUE;
                };
        if (!body.has(needed)) {
            if (needed != Integer.MAX_VALUE) {
                problems.accept(ServiceDecoder.tooShort(needed, body.length()));
            }
            return Optional.empty();
        }
        return Optional.of(
                switch (function) {
                    case PROC_JOIN -> new ProcJoin(nodeId, name(body, BODY), body.u32(BEHIND_NAME));
                    case PROC_LEAVE ->
                        new ProcLeave(nodeId, name(body, BODY), body.u32(BEHIND_NAME), body.u32(BEHIND_NAME + 8));
                    case JOINLIST -> new Joinlist(nodeId, members(body));
                    case DOWNLIST_OLD ->
                        new Downlist(nodeId, 0, ServiceDecoder.numbers(body, BODY, BODY + 8, MOST_NODES, problems));
                    case DOWNLIST ->
                        new Downlist(
                                nodeId,
                                body.u32(BODY),
                                ServiceDecoder.numbers(body, BODY + 8, BODY + 16, MOST_NODES, problems));
                    case MCAST -> mcast(nodeId, body, problems);
                    default -> partial(nodeId, body);
                });
    }

    private CpgMessage mcast(long nodeId, BodyReader body, Consumer<? super DecodeProblem> problems) {
        String group = name(body, BODY);
        if (group.startsWith(FencedDecoder.GROUP_PREFIX)) {
            Optional<CpgMessage> message = fenced.decode(nodeId, group, body, MCAST_LENGTH, problems);
            if (message.isPresent()) {
                return message.get();
            }
        }
        return new Mcast(nodeId, group, body.u32(BEHIND_NAME + 16), body.u32(BEHIND_NAME + 8), body.u32(BEHIND_NAME));
    }

    /** A piece of a long message; its length is that of the whole. */
    private static CpgMessage partial(long nodeId, BodyReader body) {
        return new Mcast(
                nodeId,
                name(body, BODY),
                body.u32(BEHIND_NAME + 32),
                body.u32(BEHIND_NAME + 16),
                body.u32(BEHIND_NAME));
    }

    private static List<Member> members(BodyReader body) {
        List<Member> members = new ArrayList<>();
        for (int at = BODY; body.has(at + MEMBER_LENGTH); at += MEMBER_LENGTH) {
            members.add(new Member(name(body, at + 8), body.u32(at)));
        }
        return members;
    }

    private static String name(BodyReader body, int at) {
        return body.countedText(at, at + NAME_TEXT, NAME_ROOM);
    }
}
