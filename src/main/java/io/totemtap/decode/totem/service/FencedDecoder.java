package io.totemtap.decode.totem.service;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.totem.service.CpgMessage.Fenced;
import io.totemtap.decode.totem.service.CpgMessage.FencedChange;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what fenced of cluster 3 sends to its groups; always little-endian (cluster 3 {@code fence/fenced/fd.h}, {@code
 * cpg.c}).
 */
final class FencedDecoder {

    /** How the names of fenced's groups begin. */
    static final String GROUP_PREFIX = "fenced:";

    private static final int HEADER = 40;
    private static final int CHANGE = 32;
    private static final int START = 2;
    private static final int COMPLETE = 4;

    private final BodyReader data = new BodyReader();

    /** Reads the data of a CPG message from {@code from}; empty, with a problem, if it is too short for a header. */
    Optional<CpgMessage> decode(
            long nodeId, String group, BodyReader body, int from, Consumer<? super DecodeProblem> problems) {
        data.wrap(body.bytes(), from, body.length() - from, true);
        if (!data.has(HEADER)) {
            problems.accept(ServiceDecoder.tooShort(HEADER, data.length()));
            return Optional.empty();
        }
        int type = data.u16(6);
        boolean counts = type == START || type == COMPLETE;
        if (counts && !data.has(HEADER + CHANGE)) {
            problems.accept(ServiceDecoder.tooShort(HEADER + CHANGE, data.length()));
        }
        return Optional.of(new Fenced(
                nodeId,
                group,
                type,
                data.u32(8),
                data.u32(12),
                data.u32(16),
                data.u32(20),
                data.u32(24),
                counts && data.has(HEADER + CHANGE) ? List.of(change()) : List.of()));
    }

    /** Two sizes stand before the counts. */
    private FencedChange change() {
        int at = HEADER + 8;
        return new FencedChange(
                data.u32(at),
                data.u32(at + 4),
                data.u32(at + 8),
                data.u32(at + 12),
                data.u32(at + 16),
                data.u32(at + 20));
    }
}
