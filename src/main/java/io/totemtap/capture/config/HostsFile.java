package io.totemtap.capture.config;

import io.totemtap.capture.TextFile;
import io.totemtap.net.IpAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Names for addresses, in the form of /etc/hosts (hosts(5)): an address, then names, then possibly a comment. This is
 * the only way names become addresses here; nothing is ever resolved.
 *
 * @param entries one a line that could be read
 * @param problems lines that could not
 */
public record HostsFile(List<Entry> entries, List<ConfigurationProblem> problems) {

    /** The most lines that are read. */
    public static final int LINES = 100_000;

    /** A file without entries. */
    public static final HostsFile EMPTY = new HostsFile(List.of(), List.of());

    /**
     * One line.
     *
     * @param address without zone
     * @param names the canonical name first, then aliases; at least one
     */
    public record Entry(IpAddress address, List<String> names) {

        /** Copies the list. */
        public Entry {
            names = List.copyOf(names);
        }
    }

    /** Copies the lists. */
    public HostsFile {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file.
     *
     * @throws io.totemtap.capture.CaptureException if it cannot be opened
     */
    public static HostsFile read(Path path) {
        return parse(TextFile.read(path, ClusterConfiguration.LIMIT).text());
    }

    /** Reads text; what makes no sense becomes a problem. */
    public static HostsFile parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<ConfigurationProblem> problems = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines().limit(LINES)::iterator) {
            number++;
            int comment = line.indexOf('#');
            StringTokenizer words = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
            if (!words.hasMoreTokens()) {
                continue;
            }
            String first = words.nextToken();
            int zone = first.indexOf('%');
            Optional<IpAddress> address = IpAddress.parse(zone < 0 ? first : first.substring(0, zone));
            List<String> names = new ArrayList<>();
            while (words.hasMoreTokens()) {
                names.add(words.nextToken());
            }
            if (address.isEmpty()) {
                problems.add(new ConfigurationProblem(number, "\"" + first + "\" is not an address"));
            } else if (names.isEmpty()) {
                problems.add(new ConfigurationProblem(number, "no name after " + first));
            } else {
                entries.add(new Entry(address.get(), names));
            }
        }
        return new HostsFile(entries, problems);
    }

    /** All addresses of a name, in the order of the file. Case does not matter. */
    public List<IpAddress> addressesOf(String name) {
        return entries.stream()
                .filter(entry -> entry.names().stream().anyMatch(name::equalsIgnoreCase))
                .map(Entry::address)
                .distinct()
                .toList();
    }

    /** The first name of each address. */
    public Map<IpAddress, String> names() {
        Map<IpAddress, String> names = new LinkedHashMap<>();
        for (Entry entry : entries) {
            names.putIfAbsent(entry.address(), entry.names().get(0));
        }
        return names;
    }
}
