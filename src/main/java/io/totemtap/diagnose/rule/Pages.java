package io.totemtap.diagnose.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The knowledge pages, one for each finding id: what the rule looked at, what it means, how to confirm it, what to do, and what it is
 * confused with. The text is a resource beside this class, {@code ID.md}; here is only the order to read them in.
 */
public final class Pages {

    /** The sections of every page, in this order, each behind "## ". */
    public static final List<String> SECTIONS =
            List.of("What was seen", "What it means", "How to confirm", "What to do", "What would look similar");

    /** Pages grouped by the place where the trouble is, in the order of a packet's way; what is most frequent first. */
    public static final List<Chapter> CHAPTERS = List.of(
            new Chapter(
                    "Multicast is lost, and other facts say where",
                    List.of(
                            "loss-between-captures",
                            "daemon-does-not-hear",
                            "member-misses-messages",
                            "merge-detects-missing",
                            "large-messages-lost",
                            "ring-interrupted",
                            "hears-nothing",
                            "cluster-silent",
                            "passes-elsewhere",
                            "one-sender-lost")),
            new Chapter(
                    "The sending host",
                    List.of(
                            "sender-silent",
                            "sender-firewall",
                            "sender-queue-drops",
                            "sender-nic-errors",
                            "report-lost")),
            new Chapter(
                    "The switch",
                    List.of(
                            "querier-absent",
                            "membership-aged-out",
                            "switch-ignores-reports",
                            "fast-leave",
                            "report-suppressed",
                            "topology-change",
                            "guest-moved",
                            "port-not-forwarding",
                            "revived-by-report",
                            "lost-since-link-event",
                            "querier-too-slow",
                            "rate-limited-loss",
                            "unicast-lost-too",
                            "second-querier",
                            "querier-without-address",
                            "igmp-version-mix",
                            "report-without-router-alert",
                            "group-shares-mac",
                            "vlan-mismatch",
                            "not-routed",
                            "not-across-switches",
                            "igmp-not-passed",
                            "bridge-snooping",
                            "ovs-snooping",
                            "bridge-firewall",
                            "macvtap-filter")),
            new Chapter(
                    "The receiver's network card",
                    List.of(
                            "nic-filter",
                            "filter-lost-after-reset",
                            "filter-list-full",
                            "lost-at-joins",
                            "healed-by-capture",
                            "receiver-nic-counters",
                            "receiver-ring-overrun",
                            "damaged-frames",
                            "link-down")),
            new Chapter(
                    "The receiving host",
                    List.of(
                            "host-not-joined",
                            "joined-elsewhere",
                            "other-namespace",
                            "reports-stopped",
                            "source-filter",
                            "receiver-drops",
                            "kernel-drops",
                            "vlan-tag-unexpected",
                            "host-firewall",
                            "reverse-path-filter",
                            "softnet-backlog",
                            "reassembly-fails",
                            "no-socket-matches",
                            "socket-buffer-overflow",
                            "bond-inactive-member",
                            "bond-failover",
                            "bond-mode")),
            new Chapter(
                    "The cluster itself",
                    List.of(
                            "process-paused",
                            "daemon-died",
                            "daemon-stopped",
                            "two-node-fencing",
                            "fenced-too-early",
                            "key-mismatch",
                            "secauth-mismatch",
                            "group-mismatch",
                            "generation-mismatch",
                            "port-mismatch",
                            "ttl-too-low",
                            "bound-to-loopback",
                            "two-clusters-one-group",
                            "node-id-doubled",
                            "configuration-differs",
                            "settings-differ")),
            new Chapter("Unicast", List.of("unicast-lost", "ring-does-not-form")),
            new Chapter(
                    "No fault of the network",
                    List.of("no-multicast-expected", "kernel-delivers", "delivered-twice", "capture-lost-packets")));

    /** What is also asked for, by the id of the page that tells it. */
    private static final Map<String, String> OTHER_NAMES = Map.of("storm-control", "rate-limited-loss");

    private static final String TITLE = "# ";
    private static final int LONGEST_WORD = 64;
    private static final Pattern PART = Pattern.compile("[a-z]{3,}");

    private Pages() {}

    /**
     * Pages that belong together.
     *
     * @param heading where the trouble is
     * @param ids the pages' ids
     */
    public record Chapter(String heading, List<String> ids) {}

    /**
     * One page.
     *
     * @param id the id of the finding it explains
     * @param title what is wrong, in plain words
     * @param summary one sentence more
     * @param text all of it, with title and summary: Markdown that reads well as it is, lines of at most 100 characters, ending with a
     *     line feed
     */
    public record Page(String id, String title, String summary, String text) {}

    /** The ids of all pages, in reading order. */
    public static List<String> ids() {
        return CHAPTERS.stream().flatMap(chapter -> chapter.ids().stream()).toList();
    }

    /**
     * The page of a finding; empty if there is none.
     *
     * @param id an id as {@link io.totemtap.diagnose.Finding#id()} gives it
     */
    public static Optional<Page> find(String id) {
        String known = OTHER_NAMES.getOrDefault(id, id);
        return ids().contains(known) ? Optional.of(read(known)) : Optional.empty();
    }

    private static Page read(String id) {
        try (InputStream in = Pages.class.getResourceAsStream(id + ".md")) {
            if (in == null) {
                throw new IllegalStateException("no page " + id);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = text.lines().limit(3).toList();
            return new Page(id, lines.get(0).substring(TITLE.length()), lines.get(2), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The ids that somebody may have meant, the likeliest first; empty if none is near.
     *
     * @param word what was asked for
     * @param most how many to give
     */
    public static List<String> nearest(String word, int most) {
        String asked = word.substring(0, Math.min(word.length(), LONGEST_WORD));
        List<String> candidates = new ArrayList<>(ids());
        candidates.addAll(OTHER_NAMES.keySet());
        return candidates.stream()
                .filter(id -> shares(asked, id) || changes(asked, id) * 5 <= id.length() * 2)
                .sorted(Comparator.comparingInt((String id) -> changes(asked, id))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /** Whether a word of what was asked for stands in the id, or is misspelt one of its words. */
    private static boolean shares(String asked, String id) {
        return PART.matcher(asked)
                .results()
                .map(MatchResult::group)
                .anyMatch(part -> id.contains(part)
                        || PART.matcher(id)
                                .results()
                                .map(MatchResult::group)
                                .anyMatch(word -> changes(part, word) * 3 <= word.length()));
    }

    /** How many letters must be put in, taken out or replaced to make one word the other (Levenshtein's distance). */
    private static int changes(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] line = new int[above.length];
            line[0] = row;
            for (int column = 1; column < line.length; column++) {
                int replaced = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                line[column] = Math.min(replaced, 1 + Math.min(above[column], line[column - 1]));
            }
            above = line;
        }
        return above[other.length()];
    }
}
