package io.totemtap.decode;

import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.DecodeProblem.Layer;
import io.totemtap.decode.DecodeProblem.LengthFrom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the views and decoders of one {@link PacketDecoder} note problems: each goes onto the packet's envelope and into a
 * counter. Equal problems share an instance where a small cache still has one, so that a capture with a short snap length
 * does not allocate for every frame it has cut.
 *
 * <p>Views call {@link #fixedPartMissing} and {@link #claimNotThere} with two lengths, both counted from the place in
 * question: what the capture has, and what was on the wire. Only the second decides whether the packet itself is bad.
 */
public final class ProblemLog {

    private static final int CACHE_SIZE = 256;

    private static final DecodeProblem NOTHING =
            new DecodeProblem(Layer.LINK, Kind.BAD_VALUE, -1, -1, -1, LengthFrom.FIXED_SIZE);

    private final Envelope envelope;
    private final DecodeProblem[] cache = new DecodeProblem[CACHE_SIZE];
    private final Map<Layer, Map<Kind, Counter>> counters = new EnumMap<>(Layer.class);

    private static final class Counter {
        private long value;
    }

    /** Creates it for the envelope that carries the problems. */
    public ProblemLog(Envelope envelope) {
        this.envelope = envelope;
        Arrays.fill(cache, NOTHING);
    }

    /** Notes any problem; parameters as in {@link DecodeProblem}. */
    public void note(Layer layer, Kind kind, int offset, int needed, int available, LengthFrom lengthFrom) {
        Map<Kind, Counter> kinds = counters.computeIfAbsent(layer, l -> new EnumMap<>(Kind.class));
        kinds.computeIfAbsent(kind, k -> new Counter()).value++;
        envelope.problem(shared(layer, kind, offset, needed, available, lengthFrom));
    }

    /** Notes that a field at {@code offset} has a value its specification does not allow. */
    public void badValue(Layer layer, int offset) {
        note(layer, Kind.BAD_VALUE, offset, 0, 0, LengthFrom.FIXED_SIZE);
    }

    /** Notes that fewer than {@code needed} bytes of a fixed part are there: cut by the capture, or really too short. */
    public void fixedPartMissing(Layer layer, int offset, int needed, int captured, int onWire) {
        if (needed <= onWire) {
            note(layer, Kind.CUT_BY_CAPTURE, offset, needed, captured, LengthFrom.FIXED_SIZE);
        } else {
            note(layer, Kind.TOO_SHORT, offset, needed, onWire, LengthFrom.FIXED_SIZE);
        }
    }

    /** Notes that fewer bytes are there than a field claims: cut by the capture, or the field claims too much. */
    public void claimNotThere(Layer layer, int offset, int needed, int captured, int onWire, LengthFrom lengthFrom) {
        if (needed <= onWire) {
            note(layer, Kind.CUT_BY_CAPTURE, offset, needed, captured, lengthFrom);
        } else {
            note(layer, Kind.CLAIMS_TOO_MUCH, offset, needed, onWire, lengthFrom);
        }
    }

    /** All counters above zero, by layer, then kind. */
    public List<ProblemCount> counts() {
        List<ProblemCount> result = new ArrayList<>();
        counters.forEach((layer, kinds) ->
                kinds.forEach((kind, counter) -> result.add(new ProblemCount(layer, kind, counter.value))));
        return result;
    }

    private DecodeProblem shared(Layer layer, Kind kind, int offset, int needed, int available, LengthFrom from) {
        int hash = ((offset * 31 + needed) * 31 + available) * 31 + kind.hashCode() + layer.hashCode();
        int slot = (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (CACHE_SIZE - 1);
        DecodeProblem known = cache[slot];
        if (known.layer() == layer
                && known.kind() == kind
                && known.offset() == offset
                && known.needed() == needed
                && known.available() == available
                && known.lengthFrom() == from) {
            return known;
        }
        DecodeProblem created = new DecodeProblem(layer, kind, offset, needed, available, from);
        cache[slot] = created;
        return created;
    }
}
