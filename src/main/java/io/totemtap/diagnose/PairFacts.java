package io.totemtap.diagnose;

import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.LossPattern;
import io.totemtap.correlate.Period;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.correlate.Vantage;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameSample;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Hearing.Span;
import io.totemtap.track.totem.Hearing.State;
import io.totemtap.track.totem.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one direction: what captures measured between them, and what totem itself tells. Questions that many
 * rules ask are answered here once.
 */
public final class PairFacts {

    /** A daemon that did not hear for less than this, and only now and then, missed some packets; it is not deaf. */
    private static final long DEAF = EpochNanos.SECOND;

    /** Shorter stretches without an acknowledgement are ordinary. */
    private static final long UNTOLD = 10 * EpochNanos.SECOND;

    /** One trouble came before another if it began so much earlier. */
    static final long BEFORE = 2 * EpochNanos.SECOND;

    /** Losses of fewer packets than this prove nothing: a capture may miss one at its edge. */
    static final long FEWEST_LOSSES = 3;

    /** Requests of one moment alone may be for packets that one token overtook. */
    private static final long FEWEST_OCCASIONS = 2;

    private final Correlation picture;
    private final Direction direction;
    private final List<Delivery> deliveries;
    private final Optional<Placed<Hearing>> hearing;
    private final Sequels sequels;
    private final Arrivals arrivals;

    /** Asked by most rules, of each pair for each other pair; worked out when it is first asked for. */
    private @Nullable List<Segment> losses;

    PairFacts(
            Correlation picture,
            Direction direction,
            List<Delivery> deliveries,
            Optional<Placed<Hearing>> hearing,
            Sequels sequels) {
        this.picture = picture;
        this.direction = direction;
        this.deliveries = List.copyOf(deliveries);
        this.hearing = hearing;
        this.sequels = sequels;
        arrivals = new Arrivals(picture, direction);
    }

    /** Which direction. */
    public Direction direction() {
        return direction;
    }

    /** One entry for each group and port the sender uses. */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /** What totem tells, and which capture told. */
    public Optional<Placed<Hearing>> hearing() {
        return hearing;
    }

    /**
     * Comparisons that show loss beyond doubt: three packets at least, and more than the later capture dropped itself. What began after the
     * receiver's daemon had missed messages that did come to its host is not among them: it is the sequel of another trouble. Nor is what
     * is missing at one capture and came to another behind it, or to another one on the same host.
     */
    public List<Segment> losses() {
        List<Segment> known = losses;
        if (known == null) {
            known = List.copyOf(findLosses());
            losses = known;
        }
        return known;
    }

    private List<Segment> findLosses() {
        List<Segment> found = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            for (Segment segment : delivery.segments()) {
                if (isLoss(segment)
                        && !Completeness.isOfTheCapture(delivery, segment)
                        && !isSequel(segment)
                        && !sequels.may(direction, segment)) {
                    found.add(segment);
                }
            }
        }
        return found;
    }

    private boolean isLoss(Segment segment) {
        long missing = segment.lost() + segment.repeatsLost();
        Vantage later = picture.captures().get(segment.to().capture());
        boolean means = segment.isAligned() || (segment.lost() == segment.sent() && arrivals.in(later) == 0);
        return means
                && Completeness.showsDirection(later, segment.to().spot())
                && segment.lost() > 0
                && missing >= FEWEST_LOSSES
                && missing > later.droppedByCapture();
    }

    /** Whether messages are lost on the way only since the receiver's daemon missed others that did come to its host. */
    public boolean hasSequel() {
        return deliveries.stream()
                .flatMap(delivery -> delivery.segments().stream())
                .anyMatch(segment -> isLoss(segment) && isSequel(segment));
    }

    /**
     * A host that drops multicast drops queries too, and no longer reports; then a switch is right to forget it. The daemon's requests for
     * messages that had passed its own host's tap tell that the trouble there came first.
     */
    private boolean isSequel(Segment loss) {
        for (int i = 0; i < picture.captures().size(); i++) {
            if (picture.captures().get(i).isOn(direction.to())) {
                for (Hearing told : picture.captures().get(i).observation().hearings()) {
                    if (told.from().equals(direction.from())
                            && told.to().equals(direction.to())
                            && told.passedHere() >= FEWEST_LOSSES
                            && isBefore(i, told.requests(), loss)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isBefore(int capture, FrameSample requests, Segment loss) {
        return loss.lostFrames().firstNanos() - picture.clocks().toReference(capture, requests.firstNanos()) > BEFORE;
    }

    /** Comparisons in which messages were seen at the earlier place and all of them at the later one. */
    public List<Segment> clean() {
        return deliveries.stream()
                .flatMap(delivery -> delivery.segments().stream())
                .filter(segment -> segment.isAligned() && segment.sent() > 0 && segment.lost() == 0)
                .toList();
    }

    /** The loss measured over the narrowest stretch; the first if several are equally narrow. */
    public Optional<Segment> narrowestLoss() {
        Optional<Segment> narrowest = Optional.empty();
        for (Segment segment : losses()) {
            if (narrowest.isEmpty() || width(segment) < width(narrowest.get())) {
                narrowest = Optional.of(segment);
            }
        }
        return narrowest;
    }

    /** The same where nothing passes to the receiver's side any more, from the beginning or from some moment on. */
    public Optional<Segment> wholeLoss() {
        return narrowestLoss().filter(loss -> loss.pattern().isWhole() && loss.endsAtReceiver());
    }

    private static int width(Segment segment) {
        return segment.to().spot().ordinal() - segment.from().spot().ordinal();
    }

    /** Whether captures measured loss on the way. */
    public boolean isLost() {
        return !losses().isEmpty();
    }

    /** Whether all that was lost is longer than all that passed. */
    public boolean isLargeOnly() {
        return isLost() && losses().stream().allMatch(segment -> segment.pattern() == LossPattern.LARGE_ONLY);
    }

    /** Stretches of time in which the receiver's daemon is known not to hear, long enough to mean it. */
    public List<Span> deafSpans() {
        return hearing.map(told -> told.value().spans().stream()
                        .filter(span -> span.state() == State.DEAF)
                        .filter(span -> span.lastNanos() - span.firstNanos() >= DEAF && span.count() > 1)
                        .toList())
                .orElse(List.of());
    }

    /** Whether the receiver's daemon is known not to have heard for a while. */
    public boolean isDeaf() {
        return !deafSpans().isEmpty();
    }

    /** Whether the receiver's daemon again and again asked for messages, got them repeated, and was never deaf for long. */
    public boolean missesSome() {
        return hearing.map(told -> told.value().occasions() >= FEWEST_OCCASIONS
                        && told.value().asked() * 200 >= told.value().acknowledged())
                .orElse(false);
    }

    /**
     * Tokens the sender passed, seen by a capture on the receiver, while the merge-detects it must have multicast with them did not come
     * there; nothing if there are only a few.
     */
    public Optional<Placed<FrameSample>> missingMerges() {
        return missingMerges(direction.to());
    }

    /** The same by a capture on the sender itself: its multicast does not come to the tap of its own host. */
    public Optional<Placed<FrameSample>> unsentMerges() {
        return missingMerges(direction.from());
    }

    private Optional<Placed<FrameSample>> missingMerges(IpAddress where) {
        for (int i = 0; i < picture.captures().size(); i++) {
            Vantage capture = picture.captures().get(i);
            if (capture.isOn(where) && !capture.isLossy()) {
                for (Node node : capture.observation().nodes()) {
                    boolean enough = node.mergesMissing().count() >= FEWEST_LOSSES;
                    if (enough
                            && node.host().equals(direction.from())
                            && node.multicasts().count() > 0) {
                        return Optional.of(new Placed<>(i, node.mergesMissing()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether something is wrong in this direction. */
    public boolean isTroubled() {
        return isLost()
                || isDeaf()
                || missesSome()
                || missingMerges().isPresent()
                || unsentMerges().isPresent();
    }

    /** From when to when something was wrong, by the reference clock. */
    public Optional<Period> trouble() {
        return new TroubledTime(picture).of(this);
    }

    /** Whether the receiver's daemon is known to hear at the end of what was captured. */
    public boolean isHeard() {
        return hearing.map(told -> told.value().hearsAtEnd()).orElse(false);
    }

    /**
     * The last that tells that the receiver's daemon heard, where the sender multicast on for long without any acknowledgement: merge-detects
     * of an idle ring are of that kind. Whether these are heard shows nowhere.
     */
    public Optional<Placed<Span>> heardLast() {
        if (!isHeard()) {
            return Optional.empty();
        }
        Placed<Hearing> told = hearing.orElseThrow();
        List<Span> spans = told.value().spans();
        Span last = spans.get(spans.size() - 1);
        OptionalLong sent = arrivals.lastIn(picture.captures().get(told.capture()));
        return sent.isPresent() && sent.getAsLong() - last.lastNanos() > UNTOLD
                ? Optional.of(new Placed<>(told.capture(), last))
                : Optional.empty();
    }

    /** Whether all of the sender's messages are known to have reached the receiver's own capture. */
    public boolean hasArrived() {
        return !isLost() && clean().stream().anyMatch(segment -> segment.to().spot() == Spot.RECEIVER);
    }

    /** Multicasts of the sender that a capture on the receiver has, whatever became of others. */
    public long framesAtReceiver() {
        return arrivals.on(direction.to());
    }

    /** Multicasts of the sender that a capture on the sender has. */
    public long framesAtSender() {
        return arrivals.on(direction.from());
    }

    /** Multicasts of the sender that a capture on the receiver has from the time in which the receiver did not hear. */
    public long arrivedWhileDeaf() {
        return hearing.map(told -> arrivals.within(told.capture(), deafSpans())).orElse(0L);
    }
}
