package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.Segment;
import io.totemtap.correlate.Station.Spot;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Facts;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a loss at a card must look like in everything else that passes the card: it takes a part of that too, whoever sent it.
 *
 * @param loss what is lost of one sender's multicasts
 * @param others comparisons of what else passes the same card
 */
record SharedLoss(Segment loss, List<Segment> others) {

    /** So many losses must be expected of others before it means anything that there are fewer. */
    private static final long EXPECTED = 10;

    /** A counter that counts more than so many times what is missing needs others that suffer. */
    private static final long MANY_TIMES = 4;

    /** A loss of one direction before the tap of its receiver. */
    static SharedLoss at(Facts facts, Direction direction, Segment loss) {
        return new SharedLoss(
                loss,
                others(
                        facts,
                        direction,
                        delivery -> delivery.to().equals(direction.to()),
                        segment -> segment.to().spot() == Spot.RECEIVER));
    }

    /** A loss of one direction behind the tap of its sender. */
    static SharedLoss of(Facts facts, Direction direction, Segment loss) {
        return new SharedLoss(
                loss,
                others(
                        facts,
                        direction,
                        delivery -> delivery.from().equals(direction.from()),
                        segment -> segment.from().spot() == Spot.SENDER));
    }

    private static List<Segment> others(
            Facts facts, Direction direction, Predicate<Delivery> sameHost, Predicate<Segment> sameCard) {
        Stream<Delivery> multicast = facts.picture().paths().stream()
                .filter(path -> !new Direction(path.from(), path.to()).equals(direction));
        return Stream.concat(multicast, facts.picture().unicast().stream())
                .filter(sameHost)
                .flatMap(delivery -> delivery.segments().stream())
                .filter(segment -> segment.isAligned() && sameCard.test(segment))
                .toList();
    }

    /** Whether what a card counted may be this loss: others lost as much in proportion, or none were there and the number is like it. */
    boolean fits(long counted, long missing) {
        boolean spared = others.stream().anyMatch(this::isSpared);
        boolean suffered = others.stream().anyMatch(other -> isTelling(other) && !isSpared(other));
        return !spared && (suffered || counted <= missing * MANY_TIMES);
    }

    private boolean isTelling(Segment other) {
        return expected(other) >= EXPECTED;
    }

    private boolean isSpared(Segment other) {
        return isTelling(other) && other.lost() * 5.0 < expected(other);
    }

    private double expected(Segment other) {
        return (double) other.sent() * loss.lost() / loss.sent();
    }
}
