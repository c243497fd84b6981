package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.CounterMeaning;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Rule;
import java.util.List;
import java.util.OptionalLong;

/** The receiver's card had no buffer left for some of what came in: its ring or its FIFO is full while the host is too slow to empty it. */
public final class ReceiverRingOverrunRule implements Rule {

    private static final List<String> COUNTERS = List.of("rx_missed_errors", "rx_fifo_errors", "rx_over_errors");

    @Override
    public String id() {
        return "receiver-ring-overrun";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        return new LostAtCard(id(), "that it had no buffer for", ReceiverRingOverrunRule::counted).conclusions(facts);
    }

    /** How many frames it was; absent if nobody counts them. */
    static OptionalLong counted(CountersInTime counters) {
        return CountersInTime.larger(counters.ofDriver(CounterMeaning.OUT_OF_BUFFERS), counters.ofInterface(COUNTERS));
    }
}
