package io.totemtap.diagnose;

import io.totemtap.correlate.Segment;
import io.totemtap.net.IpAddress;
import java.util.Optional;

/** What passed on other ways while messages of one direction were lost. */
public final class Meanwhile {

    /** Fewer messages than this prove no way. */
    public static final long FEWEST = 3;

    private Meanwhile() {}

    /** Messages of another direction that passed to the receiver's side inside the time of a loss, where none were lost. */
    public static long passed(PairFacts other, Segment loss) {
        if (other.isLost()) {
            return 0;
        }
        long most = 0;
        for (Segment clean : other.clean()) {
            if (clean.endsAtReceiver()) {
                most = Math.max(
                        most,
                        clean.passedBetween(
                                loss.lostFrames().firstNanos(),
                                loss.lostFrames().lastNanos()));
            }
        }
        return most;
    }

    /** Whether two directions use a group in common. */
    public static boolean sharesGroup(PairFacts one, PairFacts other) {
        return one.deliveries().stream().anyMatch(mine -> other.deliveries().stream()
                .anyMatch(theirs -> theirs.group().address().equals(mine.group().address())));
    }

    /**
     * Of a direction that is lost as a whole: another sender whose messages to the same group reach the same receiver in that time, while
     * the lost ones reach another receiver and the receiver's own reach the sender. So the receiver's port gets the group, what is lost
     * was sent, and the two are not cut off from each other, as between switches that tell each other of no member.
     */
    public static Optional<IpAddress> heardInstead(Facts facts, PairFacts pair) {
        Optional<Segment> whole = pair.wholeLoss();
        Direction direction = pair.direction();
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        Segment loss = whole.get();
        boolean reachesBack = facts.pair(new Direction(direction.to(), direction.from()))
                .filter(back -> passed(back, loss) >= FEWEST)
                .isPresent();
        boolean reachesAnother = facts.pairs().stream()
                .anyMatch(other -> other.direction().from().equals(direction.from())
                        && !other.direction().to().equals(direction.to())
                        && passed(other, loss) >= FEWEST);
        return facts.pairs().stream()
                .filter(other -> reachesBack
                        && reachesAnother
                        && other.direction().to().equals(direction.to())
                        && !other.direction().from().equals(direction.from())
                        && sharesGroup(pair, other)
                        && passed(other, loss) >= FEWEST)
                .map(other -> other.direction().from())
                .findFirst();
    }
}
