package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.CounterMeaning;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Rule;
import java.util.List;
import java.util.OptionalLong;

/** Frames come to the receiver's card damaged, and it drops them: a bad cable, optic or connector, or two ends that differ in duplex. */
public final class DamagedFramesRule implements Rule {

    /** What /proc/net/dev calls "frame" is not among them: that has overruns and wrong lengths in it. */
    private static final List<String> COUNTERS = List.of("rx_crc_errors", "rx_frame_errors");

    @Override
    public String id() {
        return "damaged-frames";
    }

    @Override
    public List<Conclusion> evaluate(Facts facts) {
        return new LostAtCard(id(), "that came in damaged", DamagedFramesRule::counted).conclusions(facts);
    }

    /** How many frames it was; absent if nobody counts them. */
    static OptionalLong counted(CountersInTime counters) {
        return CountersInTime.larger(counters.ofDriver(CounterMeaning.DAMAGED), counters.ofInterface(COUNTERS));
    }
}
