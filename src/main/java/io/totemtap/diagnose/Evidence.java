package io.totemtap.diagnose;

import io.totemtap.net.EpochNanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** A reader looks at a few, and a program follows the frames. */
    private static final int MOST_ITEMS = 64;

    private static final int MOST_FRAMES = 4;

    /** Copies the list. */
    public Evidence {
        frames = List.copyOf(frames);
    }

    /** Evidence without frames: a counter, a configuration, an absence. */
    public static Evidence of(String text) {
        return new Evidence(text, "", List.of(), EpochNanos.NEVER, EpochNanos.NEVER, 0);
    }

    /**
     * The same, readable however often something happened: what says the same words of frames of the same capture becomes one, with the
     * first frames, the last and the sum, at the place of the first of them; of what is left no more than {@value #MOST_ITEMS}, the last of
     * which then tells how many are left out.
     */
    static List<Evidence> gathered(List<Evidence> items) {
        Map<List<String>, Evidence> gathered = new LinkedHashMap<>();
        for (Evidence item : items) {
            gathered.merge(List.of(item.text, item.capture), item, Evidence::and);
        }
        List<Evidence> all = new ArrayList<>(gathered.values());
        if (all.size() > MOST_ITEMS) {
            int omitted = all.size() - MOST_ITEMS + 1;
            all.subList(MOST_ITEMS - 1, all.size()).clear();
            all.add(of("and " + omitted + " more of the like"));
        }
        return all;
    }

    /** What this and a later observation in the same words show together. */
    private Evidence and(Evidence later) {
        List<Long> numbers = new ArrayList<>(frames);
        later.frames.stream().filter(frame -> !numbers.contains(frame)).forEach(numbers::add);
        if (numbers.size() > MOST_FRAMES) {
            numbers.subList(MOST_FRAMES - 1, numbers.size() - 1).clear();
        }
        boolean timed = firstNanos != EpochNanos.NEVER && later.firstNanos != EpochNanos.NEVER;
        return new Evidence(
                text,
                capture,
                numbers,
                timed ? Math.min(firstNanos, later.firstNanos) : firstNanos,
                timed ? Math.max(lastNanos, later.lastNanos) : lastNanos,
                count + later.count);
    }
}
