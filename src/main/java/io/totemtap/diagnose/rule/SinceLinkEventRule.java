package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.CounterMeaning;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Period;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Certainty;
import io.totemtap.diagnose.Clue;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Finding;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Proof;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Severity;
import io.totemtap.diagnose.Words;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.FlowKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The multicast to a host stopped when its link or its card changed, and what is sent to the host alone passes since. Either the card
 * lost its address filter, which its counter tells, or the switch forgot the port's members: the host does not report again of its own
 * accord when a carrier comes back, only when it is asked.
 */
public final class SinceLinkEventRule implements Rule {

    private static final String SWITCH_FORGOT = "lost-since-link-event";

    private static final long SOON = 10 * EpochNanos.SECOND;
    private static final long FEWEST = 3;
    private static final long NOISE = 10;
    /** Within this a switch that learns of a member sends to it. */
    static final long AT_ONCE = EpochNanos.SECOND;

    private static final int MOST_REPORTS = 1_024;

    /** Where reports come so often that one is near the end of a loss by chance in one of ten cases, nearness means nothing. */
    private static final long CHANCE = 10;

    @Override
    public String id() {
        return "filter-lost-after-reset";
    }

    /**
     * A loss that began with an event.
     *
     * @param unicastNanos since when other frames passed again
     * @param stillLost multicasts that were lost after that
     */
    private record Onset(PairFacts pair, Segment loss, LinkEvent event, long unicastNanos, long stillLost) {

        IpAddress host() {
            return pair.direction().to();
        }
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            Optional<Segment> loss = pair.narrowestLoss().filter(SinceLinkEventRule::stops);
            if (loss.isPresent()) {
                LinkEvent.of(facts, pair.direction().to()).stream()
                        .filter(event -> event.mayStart(loss.get().runFirstNanos(), SOON))
                        .flatMap(event -> onset(facts, pair, loss.get(), event).stream())
                        .findFirst()
                        .ifPresent(onset -> judge(facts, onset, conclusions));
            }
        }
        return conclusions;
    }

    /** Whether multicasts passed before, then none, on a stretch that ends at the receiver's tap. */
    private static boolean stops(Segment loss) {
        return loss.isAligned()
                && loss.to().spot() == Spot.RECEIVER
                && loss.pattern() == LossPattern.FROM_A_MOMENT
                && loss.passedBetween(loss.firstNanos(), loss.runFirstNanos() - EpochNanos.SECOND) >= FEWEST;
    }

    /** Nothing if no other frame shows that the link works again while multicasts are lost. */
    private static Optional<Onset> onset(Facts facts, PairFacts pair, Segment loss, LinkEvent event) {
        long since = event.isLogged() ? event.toNanos() : loss.runFirstNanos();
        IpAddress host = pair.direction().to();
        long[] again = {Long.MAX_VALUE};
        Stream.concat(facts.picture().unicast().stream(), facts.picture().control().stream())
                .filter(path -> path.to().equals(host))
                .map(Delivery::segments)
                .flatMap(List::stream)
                .filter(segment -> segment.to().spot() == Spot.RECEIVER)
                .forEach(segment -> segment.passedOverTime().forEach((begin, count) -> {
                    if (begin >= since) {
                        again[0] = Math.min(
                                again[0], begin + segment.passedOverTime().widthNanos());
                    }
                }));
        if (again[0] > loss.runLastNanos()) {
            return Optional.empty();
        }
        long still = loss.lostOverTime().between(again[0] + EpochNanos.SECOND, loss.runLastNanos());
        return still < FEWEST ? Optional.empty() : Optional.of(new Onset(pair, loss, event, again[0], still));
    }

    private void judge(Facts facts, Onset onset, List<Conclusion> conclusions) {
        Period time = new Period(onset.loss().runFirstNanos(), onset.loss().runLastNanos());
        long missing = onset.loss().lost() + onset.loss().repeatsLost();
        long filtered = CountersInTime.of(facts, onset.host(), time)
                .ofDriver(CounterMeaning.FILTERED)
                .orElse(0);
        if (filtered > NOISE && filtered * 2 > missing) {
            accuseCard(
                    facts,
                    onset,
                    Certainty.PROVEN,
                    ", and since then its card filtered " + Words.count(filtered, "frame"),
                    conclusions);
        } else if (onset.loss().from().spot() == Spot.RECEIVER_PORT && !facts.isGuest(onset.host())) {
            accuseCard(
                    facts,
                    onset,
                    Certainty.LIKELY,
                    ", and since then multicasts that left the switch's port did not come to its tap",
                    conclusions);
        } else {
            suspectSwitch(facts, onset, conclusions);
        }
    }

    private void accuseCard(Facts facts, Onset onset, Certainty certainty, String fact, List<Conclusion> conclusions) {
        String sentence = happened(facts, onset) + fact;
        conclusions.add(Clue.points(id(), onset.pair().direction(), Place.RECEIVER_NIC, certainty, sentence));
        conclusions.add(new Finding(
                id(),
                Place.RECEIVER_NIC,
                Severity.FAULT,
                onset.event().isLogged() ? certainty : Certainty.LIKELY,
                sentence + "; other frames pass. The card lost its address filter",
                evidence(facts, onset),
                List.of(
                        "receiver-nic-counters",
                        "nic-filter",
                        "healed-by-capture",
                        "loss-between-captures",
                        "daemon-does-not-hear",
                        "ring-interrupted")));
    }

    private static void suspectSwitch(Facts facts, Onset onset, List<Conclusion> conclusions) {
        List<Long> reports = reports(facts, onset.host());
        long slot = onset.loss().passedOverTime().widthNanos();
        long watched = onset.loss().lastNanos() - onset.loss().firstNanos();
        boolean isRare = reports.size() * (AT_ONCE + slot) * CHANCE <= watched;
        OptionalLong report = reports.stream()
                .mapToLong(Long::longValue)
                .filter(one -> isRare && isHealedBy(onset.loss(), one))
                .findFirst();
        boolean healed = report.isPresent();
        String sentence = happened(facts, onset) + ", and since then multicast to it is lost while other frames pass";
        if (healed) {
            sentence += ", until it reported the group at " + facts.clock(report.getAsLong());
            conclusions.add(
                    Clue.points(SWITCH_FORGOT, onset.pair().direction(), Place.SWITCH, Certainty.LIKELY, sentence));
        } else if (!reports.isEmpty()
                && reports.stream().allMatch(one -> one < onset.event().fromNanos())) {
            sentence += "; it did not report the group again";
        }
        conclusions.add(new Finding(
                SWITCH_FORGOT,
                healed ? Place.SWITCH : Place.UNDECIDED,
                healed ? List.of(Place.SWITCH) : List.of(Place.SWITCH, Place.RECEIVER_NIC),
                healed ? Severity.FAULT : Severity.WARNING,
                healed ? Certainty.LIKELY : Certainty.POSSIBLE,
                sentence,
                evidence(facts, onset),
                healed ? List.of("loss-between-captures", "daemon-does-not-hear", "ring-interrupted") : List.of()));
    }

    private static String happened(Facts facts, Onset onset) {
        return "on " + facts.name(onset.host()) + " " + onset.event().words() + " "
                + onset.event().when(facts);
    }

    private static List<Evidence> evidence(Facts facts, Onset onset) {
        return List.of(
                Evidence.of(happened(facts, onset)),
                Proof.frames(
                        facts.picture().captures().get(onset.loss().from().capture()),
                        onset.loss().lostFrames(),
                        Words.count(onset.loss().lost(), "message") + " of "
                                + facts.name(onset.pair().direction().from()) + " that did not arrive, "
                                + Words.count(onset.stillLost()) + " of them after other frames passed again at "
                                + facts.clock(onset.unicastNanos())));
    }

    /** When the receiver reported groups, as the captures on it have it: where the times when it did begin, to the width of a slot. */
    static List<Long> reports(Facts facts, IpAddress host) {
        List<Long> reports = new ArrayList<>();
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            int capture = i;
            if (facts.picture().captures().get(i).isOn(host)) {
                facts.picture().captures().get(i).observation().flows().stream()
                        .filter(flow -> flow.key().kind() == Kind.MEMBERSHIP
                                && flow.key().source().equals(host))
                        .forEach(flow -> flow.overTime().forEach((begin, count) -> {
                            if (reports.size() < MOST_REPORTS) {
                                reports.add(facts.picture().clocks().toReference(capture, begin));
                            }
                        }));
            }
        }
        return reports;
    }

    /** Whether a report ended the loss: all before it was lost, and all from a moment after it passed. */
    static boolean isHealedBy(Segment loss, long report) {
        long slot = loss.passedOverTime().widthNanos();
        long soon = report + slot + AT_ONCE / 2;
        return report > loss.runFirstNanos()
                && loss.runLastNanos() <= soon
                && loss.passedBetween(loss.runFirstNanos() + slot, report - slot - 1) == 0
                && loss.passedBetween(report - slot, report + SOON) >= FEWEST
                && loss.lostOverTime().between(soon + slot, Long.MAX_VALUE) == 0;
    }
}
