package io.totemtap.diagnose.rule;

import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.PairFacts;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One direction whose messages came to the capture on their receiver and not to the daemon there.
 *
 * @param pair which direction
 * @param missed how many messages, at least
 * @param time when
 */
record BehindTap(PairFacts pair, long missed, Period time) {

    private static final long FEWEST = 3;

    /** Every such direction to a host; none of which something is missing at the capture as well. */
    static List<BehindTap> of(Facts facts, IpAddress host) {
        List<BehindTap> found = new ArrayList<>();
        for (PairFacts pair : facts.pairs()) {
            if (pair.direction().to().equals(host) && pair.isTroubled() && !pair.isLost()) {
                long missed = missed(facts, pair);
                Optional<Period> time = pair.trouble();
                if (missed >= FEWEST && time.isPresent()) {
                    found.add(new BehindTap(pair, missed, time.get()));
                }
            }
        }
        return found;
    }

    /** Messages that several directions miss. */
    static long sum(List<BehindTap> all) {
        return all.stream().mapToLong(BehindTap::missed).sum();
    }

    /** From the first moment of any of them to the last. */
    static Period time(List<BehindTap> all) {
        long from = all.stream().mapToLong(one -> one.time().fromNanos()).min().orElse(0);
        long to = all.stream().mapToLong(one -> one.time().toNanos()).max().orElse(0);
        return new Period(from, to);
    }

    /** Whether the daemon is known to have more of the messages than it missed. */
    boolean isPartial() {
        return pair.hearing().map(told -> told.value().acknowledged() > missed).orElse(false);
    }

    private static long missed(Facts facts, PairFacts pair) {
        long asked = pair.hearing()
                .map(told -> {
                    boolean toldThere = facts.picture()
                            .captures()
                            .get(told.capture())
                            .isOn(pair.direction().to());
                    long all = pair.hasArrived() ? told.value().asked() : 0;
                    return toldThere ? told.value().passedHere() : all;
                })
                .orElse(0L);
        return Math.max(asked, pair.arrivedWhileDeaf());
    }
}
