package io.totemtap.diagnose.rule;

import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Vantage;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameSample;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Missing;
import io.totemtap.track.totem.Ring.Repeats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The daemon sends and nothing leaves: a node gives itself sequence numbers on the token, or takes requests off it as answered, and the
 * capture on that very host has no such message. Whatever drops them stands before the tap: an egress filter, an output rule, a queue.
 */
public final class SenderSilentRule implements Rule {

    private static final long FEWEST = 2;
    private static final long MANY = 10;

    @Override
    public String id() {
        return "sender-silent";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Vantage capture : facts.picture().captures()) {
            if (capture.host().isPresent() && capture.role() == Role.NODE && !capture.isLossy()) {
                IpAddress host = capture.host().get();
                for (Ring ring : capture.observation().rings()) {
                    judge(facts, capture, host, ring, conclusions);
                }
            }
        }
        Set<IpAddress> told = new HashSet<>();
        for (PairFacts pair : facts.pairs()) {
            IpAddress host = pair.direction().from();
            pair.unsentMerges().ifPresent(tokens -> idle(facts, pair, tokens, told.add(host), conclusions));
        }
        return conclusions;
    }

    /** In an idle ring nothing is missed but the merge-detects that its representative sends along with the token. */
    private void idle(
            Facts facts, PairFacts pair, Placed<FrameSample> found, boolean isFirst, List<Conclusion> conclusions) {
        String name = facts.name(pair.direction().from());
        FrameSample tokens = found.value();
        String sentence = Words.count(tokens.count(), "token") + " of " + name + " left its host from "
                + facts.clock(tokens.firstNanos()) + " to " + facts.clock(tokens.lastNanos())
                + ", and none of the merge-detects that belong to them";
        if (isFirst) {
            Vantage capture = facts.picture().captures().get(found.capture());
            conclusions.add(new Finding(
                    id(),
                    Place.SENDER,
                    Severity.FAULT,
                    Certainty.LIKELY,
                    sentence,
                    List.of(Proof.frames(capture, tokens, "tokens of " + name + " without a merge-detect beside them")),
                    List.of("merge-detects-missing", "loss-between-captures", "daemon-does-not-hear")));
        }
        conclusions.add(Clue.points(id(), pair.direction(), Place.SENDER, Certainty.LIKELY, sentence));
    }

    private void judge(Facts facts, Vantage capture, IpAddress host, Ring ring, List<Conclusion> conclusions) {
        for (Missing missing : ring.missing()) {
            long silentAnswers = silentAnswers(ring, host);
            boolean own = missing.known() && missing.originator().equals(host);
            if (own && (missing.all() >= FEWEST || silentAnswers >= MANY)) {
                conclusions.add(finding(facts, capture, host, missing, silentAnswers));
                for (PairFacts pair : facts.pairs()) {
                    Direction direction = pair.direction();
                    if (direction.from().equals(host) && facts.shareGroup(host, direction.to())) {
                        conclusions.add(Clue.points(
                                id(),
                                direction,
                                Place.SENDER,
                                Certainty.PROVEN,
                                "its daemon gave out " + Words.count(missing.all(), "message")
                                        + " that did not come to the capture on the same host"));
                    }
                }
            }
        }
    }

    /** Requests the host took off the token as answered, beyond the repeats that were seen leaving it. */
    static long silentAnswers(Ring ring, IpAddress host) {
        for (Repeats repeats : ring.repeats()) {
            if (repeats.host().equals(host)) {
                return Math.max(0, repeats.answers() - repeats.seen().count());
            }
        }
        return 0;
    }

    private Finding finding(Facts facts, Vantage capture, IpAddress host, Missing missing, long silentAnswers) {
        String name = facts.name(host);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Proof.frames(
                capture, missing.seen(), "tokens on which " + name + " gave out messages that never left"));
        if (silentAnswers > 0) {
            evidence.add(Evidence.of(name + " took " + Words.count(silentAnswers, "retransmit request")
                    + " off the token as answered, and no repeat left it"));
        }
        return new Finding(
                id(),
                Place.SENDER,
                Severity.FAULT,
                Certainty.PROVEN,
                Words.count(missing.all(), "multicast message") + " that the daemon on " + name
                        + " sent did not come to the capture on the same host",
                evidence,
                List.of("loss-between-captures", "daemon-does-not-hear", "reports-stopped"));
    }
}
