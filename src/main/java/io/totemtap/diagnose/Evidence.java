package io.totemtap.diagnose;

import io.totemtap.net.EpochNanos;
import java.util.List;

/**
 * One observation a statement rests on, as a sentence and the frames that show it.
 *
 * @param text a sentence with subject, number and time
 * @param capture name of the capture the frames are in; empty where it is not from a capture
 * @param frames numbers within the capture's file, the first few; empty where nothing was to be seen
 * @param firstNanos begin of the time it speaks of, {@link EpochNanos#NEVER} if it speaks of none
 * @param lastNanos end of that time
 * @param count how many frames there are in all
 */
public record Evidence(String text, String capture, List<Long> frames, long firstNanos, long lastNanos, long count) {

    /** Copies the list. */
    public Evidence {
        frames = List.copyOf(frames);
    }

    /** Evidence without frames: a counter, a configuration, an absence. */
    public static Evidence of(String text) {
        return new Evidence(text, "", List.of(), EpochNanos.NEVER, EpochNanos.NEVER, 0);
    }
}
