package io.totemtap.capture.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that one capture program wrote one after the other, recognised by their names alone. Two files of a directory
 * belong to one set if their names become equal once the following is taken away from each:
 *
 * <ol>
 *   <li>a compression suffix: {@code .gz}, {@code .zst}, {@code .xz}, {@code .lz4};
 *   <li>the counter that {@code tcpdump -C} puts behind the extension: any digits at the end, directly behind {@code .pcap},
 *       {@code .pcapng}, {@code .cap}, {@code .dmp} or {@code .dump} ({@code x.pcap}, {@code x.pcap1}; with {@code -W}
 *       {@code x.pcap00});
 *   <li>the mark of a ring buffer of dumpcap and Wireshark before the extension: {@code _} with five digits or more and
 *       {@code _} with a moment of 14 digits, or these two the other way round ({@code x_00001_20110616102257.pcap});
 *   <li>where there is no such mark, the last date of the name: year (1990 to 2099), month and day, alone or with hours and
 *       minutes, or hours, minutes and seconds behind ({@code tcpdump -G} with {@code %Y%m%d}, {@code %Y%m%d%H%M} or {@code
 *       %Y%m%d%H%M%S}). A {@code -}, {@code _}, {@code .}, {@code :} or {@code T} may stand between its parts ({@code
 *       %Y-%m-%d_%H:%M:%S}); no further digit may stand directly before it, nor behind it, nor behind one such sign.
 * </ol>
 *
 * <p>and if what was taken away in 2 to 4 tells them apart: {@code x.pcap} beside {@code x.pcap.gz} is one file twice, and
 * then no files of that name are taken for a set.
 *
 * <p>No other difference makes a set. {@code node1.pcap} and {@code node2.pcap} are two vantage points; so are, to be on the
 * safe side, names that differ in a time of day or in seconds since the epoch ({@code %s}), which look like the node ids of
 * a cluster.
 *
 * @param name what the names have in common, without what told them apart; the first file's name where that is nothing but
 *     an extension, and for a single file its own
 * @param files the files in order of date, then counter; one for a file that belongs to no other
 */
public record RotatedSet(String name, List<Path> files) {

    private static final Pattern COMPRESSION = Pattern.compile("\\.(?:gz|zst|xz|lz4)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern COUNTED = Pattern.compile(
            "(.*\\.(?:pcapng|pcap|cap|dmp|dump))([0-9]{0,18})", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern RING =
            Pattern.compile("(.*)_(?<counter>[0-9]{5,18})_(?<moment>[0-9]{14})(\\.[^.]*)?", Pattern.DOTALL);
    private static final Pattern TIME_RING =
            Pattern.compile("(.*)_(?<moment>[0-9]{14})_(?<counter>[0-9]{5,18})(\\.[^.]*)?", Pattern.DOTALL);
    private static final String GAP = "[-_.:T]?";
    private static final String DAY =
            "(?:199|20[0-9])[0-9]" + GAP + "(?:0[1-9]|1[0-2])" + GAP + "(?:0[1-9]|[12][0-9]|3[01])";
    private static final String TIME = GAP + "(?:[01][0-9]|2[0-3])" + GAP + "[0-5][0-9](?:" + GAP + "[0-5][0-9])?";
    private static final Pattern DATE = Pattern.compile("(?<![0-9])" + DAY + "(?:" + TIME + ")?(?!" + GAP + "[0-9])");

    /** Copies the list. */
    public RotatedSet {
        files = List.copyOf(files);
    }

    /**
     * Sorts files into sets.
     *
     * @param files of any directories; files of different directories never make a set
     * @return every file once, in sets of one or more, in the order in which the first file of each was given
     */
    public static List<RotatedSet> among(Collection<Path> files) {
        Map<Key, List<Member>> sets = new LinkedHashMap<>();
        for (Path file : files) {
            Member member = Member.of(file);
            sets.computeIfAbsent(member.key(), key -> new ArrayList<>()).add(member);
        }
        List<RotatedSet> result = new ArrayList<>();
        for (List<Member> members : sets.values()) {
            if (members.size() > 1 && areDistinct(members)) {
                List<Member> ordered = members.stream().sorted(Member.ORDER).toList();
                result.add(new RotatedSet(
                        ordered.get(0).commonName(),
                        ordered.stream().map(Member::file).toList()));
            } else {
                members.forEach(member -> result.add(new RotatedSet(nameOf(member.file()), List.of(member.file()))));
            }
        }
        return result;
    }

    private static boolean areDistinct(List<Member> members) {
        Set<String> seen = new HashSet<>();
        return members.stream().allMatch(member -> seen.add(member.moment() + "/" + member.counter()));
    }

    private static String nameOf(Path file) {
        return Objects.toString(file.getFileName(), "");
    }

    /**
     * What the files of a set share.
     *
     * @param directory as given, empty if none was
     * @param stem the name with a slash, which no name contains, where something was taken away
     */
    private record Key(String directory, String stem) {}

    /**
     * One file, and what was taken away from its name.
     *
     * @param commonName the name without it
     * @param moment digits of the date or of the ring buffer's moment, empty if there is none
     * @param counter of tcpdump or of the ring buffer; -1 for the first file of {@code tcpdump -C}, which has none
     */
    private record Member(Path file, Key key, String commonName, String moment, long counter) {

        private static final Comparator<Member> ORDER =
                Comparator.comparing(Member::moment).thenComparingLong(Member::counter);

        static Member of(Path file) {
            String directory = Objects.toString(file.getParent(), "");
            String name = COMPRESSION.matcher(nameOf(file)).replaceFirst("");
            for (Pattern pattern : List.of(RING, TIME_RING)) {
                Matcher ring = pattern.matcher(name);
                if (ring.matches()) {
                    String extension = Objects.toString(ring.group(4), "");
                    Key key = new Key(directory, ring.group(1) + "/" + extension);
                    long counter = Long.parseLong(ring.group("counter"));
                    return new Member(file, key, ring.group(1) + extension, ring.group("moment"), counter);
                }
            }
            Matcher counted = COUNTED.matcher(name);
            if (!counted.matches()) {
                return dated(file, directory, name, -1);
            }
            long counter = counted.group(2).isEmpty() ? -1 : Long.parseLong(counted.group(2));
            return dated(file, directory, counted.group(1), counter);
        }

        private static Member dated(Path file, String directory, String name, long counter) {
            int start = -1;
            int end = -1;
            Matcher date = DATE.matcher(name);
            while (date.find()) {
                start = date.start();
                end = date.end();
            }
            if (start < 0) {
                return new Member(file, new Key(directory, name), name, "", counter);
            }
            String before = name.substring(0, start);
            String after = name.substring(end);
            String prefix = before.replaceAll("[-_.:]+$", "");
            String common = prefix.isEmpty() ? name : prefix + after;
            String moment = name.substring(start, end).replaceAll("[^0-9]", "");
            return new Member(file, new Key(directory, before + "/" + after), common, moment, counter);
        }
    }
}
