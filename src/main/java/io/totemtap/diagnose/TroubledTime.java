package io.totemtap.diagnose;

import io.totemtap.correlate.ClockAlignment;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Period;
import io.totemtap.correlate.Segment;
import io.totemtap.track.FrameSample;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Hearing.Span;
import java.util.Optional;

/** From when to when a direction was in trouble: first and last sign of every kind, by the reference clock. */
final class TroubledTime {

    private final ClockAlignment clocks;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    TroubledTime(Correlation picture) {
        clocks = picture.clocks();
    }

    /** The time of one direction; nothing if there is no trouble. */
    Optional<Period> of(PairFacts pair) {
        for (Segment segment : pair.losses()) {
            from = Math.min(from, segment.lostFrames().firstNanos());
            to = Math.max(to, segment.lostFrames().lastNanos());
        }
        pair.hearing().ifPresent(told -> told(pair, told));
        pair.missingMerges().ifPresent(tokens -> add(tokens.capture(), tokens.value()));
        pair.unsentMerges().ifPresent(tokens -> add(tokens.capture(), tokens.value()));
        return from > to ? Optional.empty() : Optional.of(new Period(from, to));
    }

    private void told(PairFacts pair, Placed<Hearing> told) {
        for (Span span : pair.deafSpans()) {
            add(told.capture(), span.firstNanos(), span.lastNanos());
        }
        FrameSample requests = told.value().requests();
        if (pair.missesSome() && requests.count() > 0) {
            add(told.capture(), requests);
        }
    }

    private void add(int capture, FrameSample sample) {
        add(capture, sample.firstNanos(), sample.lastNanos());
    }

    private void add(int capture, long firstNanos, long lastNanos) {
        from = Math.min(from, clocks.toReference(capture, firstNanos));
        to = Math.max(to, clocks.toReference(capture, lastNanos));
    }
}
