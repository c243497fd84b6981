package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Hearing.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Hearsay ends where nobody acknowledges any more: an idle ring multicasts merge-detects only, and whether these arrive shows nowhere
 * but at the receiver. That a node heard another one holds until the last message it is known to have, and not beyond.
 */
public final class HeardUntilRule implements Rule {

    /** Shorter stretches without an acknowledgement are ordinary. */
    private static final long PATIENCE = 10 * EpochNanos.SECOND;

    @Override
    public String id() {
        return "heard-until";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            if (pair.isHeard() && !pair.hasArrived() && !pair.isTroubled()) {
                pair.hearing().ifPresent(told -> judge(facts, told, conclusions));
            }
        }
        return conclusions;
    }

    private void judge(Facts facts, Placed<Hearing> told, List<Conclusion> conclusions) {
        Vantage capture = facts.picture().captures().get(told.capture());
        Hearing hearing = told.value();
        Span last = hearing.spans().get(hearing.spans().size() - 1);
        OptionalLong sent = capture.observation().flows().stream()
                .filter(flow -> flow.key().kind() == Kind.GROUP
                        && flow.isTotem()
                        && flow.key().source().equals(hearing.from()))
                .mapToLong(flow -> flow.sample().lastNanos())
                .max();
        if (sent.isPresent() && sent.getAsLong() - last.lastNanos() > PATIENCE) {
            long heard = facts.picture().clocks().toReference(told.capture(), last.lastNanos());
            String to = facts.name(hearing.to());
            conclusions.add(new Limitation(
                    id(),
                    "whether " + to + " still heard " + facts.name(hearing.from()) + " after " + facts.clock(heard)
                            + ": what it multicast since then is of the kind that nobody acknowledges",
                    "capture on " + to + " at the same time, or look whether its memberships are still in the switch: "
                            + "show ip igmp snooping groups"));
        }
    }
}
