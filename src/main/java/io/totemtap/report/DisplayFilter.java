package io.totemtap.report;

import io.totemtap.diagnose.Evidence;
import io.totemtap.diagnose.Finding;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Wireshark display filters that show the frames of evidence. A frame number means something in one file only, so that a finding has one
 * filter for each capture it speaks of.
 */
public final class DisplayFilter {

    private DisplayFilter() {}

    /** "frame.number in {14, 17, 22}"; one number is "frame.number == 14"; empty for no frames. */
    public static String of(Collection<Long> frames) {
        if (frames.isEmpty()) {
            return "";
        }
        if (frames.size() == 1) {
            return "frame.number == " + frames.iterator().next();
        }
        return new TreeSet<>(frames)
                .stream().map(String::valueOf).collect(Collectors.joining(", ", "frame.number in {", "}"));
    }

    /** The filter of one piece of evidence; empty if it has no frames. */
    public static String of(Evidence evidence) {
        return of(evidence.frames());
    }

    /** The filter for each capture a finding has frames in, by the capture's name, in the order of the evidence. */
    public static Map<String, String> of(Finding finding) {
        Map<String, Collection<Long>> frames = new LinkedHashMap<>();
        for (Evidence evidence : finding.evidence()) {
            if (!evidence.frames().isEmpty()) {
                frames.computeIfAbsent(evidence.capture(), none -> new TreeSet<>())
                        .addAll(evidence.frames());
            }
        }
        Map<String, String> filters = new LinkedHashMap<>();
        frames.forEach((capture, numbers) -> filters.put(capture, of(numbers)));
        return filters;
    }
}
