package io.totemtap.capture.config;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads the form of corosync.conf as exec/coroparse.c does: sections in braces, keys and values with a colon between
 * them, comments on lines of their own. Sections and keys nobody knows are skipped.
 */
final class CorosyncConfReader {

    private static final int DEPTH = 16;
    private static final int LINES = 100_000;
    private static final int NODES = 1_024;

    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final Map<String, String> totem = new LinkedHashMap<>();
    private final Map<String, String> quorum = new LinkedHashMap<>();
    private final List<Map<String, String>> interfaces = new ArrayList<>();
    private final List<Map<String, String>> nodes = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private Map<String, String> values = new LinkedHashMap<>();
    private int understood;
    private int skipped;
    private int line;

    private CorosyncConfReader() {}

    static CorosyncConf read(byte[] bytes, String origin) {
        CorosyncConfReader reader = new CorosyncConfReader();
        new String(bytes, StandardCharsets.UTF_8).lines().limit(LINES).forEach(reader::line);
        if (reader.understood == 0) {
            throw new CaptureException(
                    Reason.UNREADABLE,
                    origin + " is neither a cluster.conf nor a corosync.conf: it has no totem section.");
        }
        return reader.close();
    }

    private void line(String raw) {
        line++;
        String text = raw.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        int brace = text.indexOf('{');
        int colon = text.indexOf(':');
        if (text.equals("}")) {
            closeSection();
        } else if (brace >= 0 && (colon < 0 || brace < colon)) {
            openSection(text.substring(0, brace).strip());
            if (brace != text.length() - 1) {
                problem("text after \"{\" is ignored by the daemon");
            }
        } else if (colon > 0) {
            value(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
        } else {
            problem("\"" + text + "\" is neither a section nor \"key: value\"");
        }
    }

    private void openSection(String name) {
        if (path.size() >= DEPTH) {
            problem("sections are nested too deeply");
            skipped++;
            return;
        }
        path.addLast(name);
        String where = String.join(".", path);
        values = switch (where) {
            case "totem" -> totem;
            case "quorum" -> quorum;
            case "totem.interface" -> added(interfaces);
            case "nodelist.node" -> added(nodes);
            default -> new LinkedHashMap<>();
        };
        if (where.equals("totem")) {
            understood++;
        }
    }

    private Map<String, String> added(List<Map<String, String>> sections) {
        Map<String, String> section = new LinkedHashMap<>();
        if (sections.size() < NODES) {
            sections.add(section);
        } else {
            problem("more than " + NODES + " sections of one kind; the rest is not used");
        }
        return section;
    }

    private void closeSection() {
        if (skipped > 0) {
            skipped--;
            return;
        }
        if (path.isEmpty()) {
            problem("\"}\" closes nothing");
            return;
        }
        path.removeLast();
        values = switch (String.join(".", path)) {
            case "totem" -> totem;
            case "quorum" -> quorum;
            default -> new LinkedHashMap<>();
        };
    }

    private void value(String key, String value) {
        if (path.isEmpty()) {
            problem("\"" + key + "\" stands outside of every section");
            return;
        }
        if (skipped == 0) {
            values.put(key, value);
            check(key, value);
        }
    }

    private void check(String key, String value) {
        boolean inInterface = String.join(".", path).equals("totem.interface");
        if (inInterface
                && key.equals("mcastaddr")
                && IpAddress.parse(value).filter(IpAddress::isMulticast).isEmpty()) {
            problem("mcastaddr \"" + value + "\" is not a group address");
        } else if (inInterface
                && key.equals("mcastport")
                && Numbers.between(value, 1, 65535).isEmpty()) {
            problem("mcastport \"" + value + "\" is not a port");
        } else if (inInterface
                && (key.equals("ringnumber") || key.equals("linknumber"))
                && Numbers.between(value, 0, 7).isEmpty()) {
            problem(key + " \"" + value + "\" is not a ring number");
        }
    }

    private CorosyncConf close() {
        if (!path.isEmpty()) {
            problem("the file ends inside of \"" + String.join(".", path) + "\"");
        }
        return new CorosyncConf(
                totem, interfaces, nodes.stream().map(this::node).toList(), quorum, problems);
    }

    private ConfiguredNode node(Map<String, String> section) {
        List<String> addresses = new ArrayList<>();
        for (int ring = 0; ring < 8; ring++) {
            String address = section.getOrDefault("ring" + ring + "_addr", "");
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }
        String id = section.getOrDefault("nodeid", "");
        OptionalLong number = Numbers.whole(id);
        if (number.isEmpty() && !id.isEmpty()) {
            problems.add(new ConfigurationProblem(0, "nodeid \"" + id + "\" is not a number"));
        }
        String first = addresses.isEmpty() ? "" : addresses.get(0);
        int votes = Numbers.between(section.getOrDefault("quorum_votes", ""), 0, Integer.MAX_VALUE)
                .orElse(1);
        return new ConfiguredNode(section.getOrDefault("name", first), number, votes, addresses);
    }

    private void problem(String text) {
        if (problems.size() < 100) {
            problems.add(new ConfigurationProblem(line, text));
        }
    }
}
