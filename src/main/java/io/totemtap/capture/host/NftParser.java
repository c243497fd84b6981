package io.totemtap.capture.host;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads {@code nft list ruleset} (nft(8)). Tables, base chains and rules are understood; sets, maps and named objects
 * are skipped. What a rule looks at is understood as far as {@link NftRule} goes.
 */
final class NftParser {

    private static final Set<String> FAMILIES = Set.of("ip", "ip6", "inet", "arp", "bridge", "netdev");
    private static final Set<String> SKIPPED = Set.of(
            "set",
            "map",
            "flowtable",
            "counter",
            "quota",
            "limit",
            "ct",
            "secmark",
            "synproxy",
            "tunnel",
            "flags",
            "elements",
            "comment");
    private static final int JOINED = 1 << 18;

    private final Lines lines;
    private final FirewallBuilder firewall;
    private String family = "";
    private String table = "";

    private NftParser(Lines lines, FirewallBuilder firewall) {
        this.lines = lines;
        this.firewall = firewall;
    }

    static void parse(Lines lines, FirewallBuilder firewall) {
        new NftParser(lines, firewall).read();
    }

    private void read() {
        while (lines.hasNext()) {
            String line = next();
            List<String> words = Words.of(line);
            if (line.startsWith("#")) {
                continue;
            }
            if (words.get(0).equals("table") && line.endsWith("{")) {
                table(words);
            } else {
                lines.unread(line);
            }
        }
        if (lines.isClean()) {
            firewall.listed();
        }
    }

    /** "table inet filter {"; without family it is ip. */
    private void table(List<String> words) {
        boolean named = words.size() > 3 && FAMILIES.contains(words.get(1));
        family = named ? words.get(1) : "ip";
        table = words.get(named ? 2 : 1);
        firewall.listed();
        while (lines.hasNext()) {
            String line = next();
            List<String> inside = Words.of(line);
            if (line.equals("}")) {
                return;
            }
            if (inside.get(0).equals("chain") && line.endsWith("{") && inside.size() > 2) {
                chain(inside.get(1));
            } else if (SKIPPED.contains(inside.get(0))) {
                skipBlock(line);
            } else if (!line.startsWith("#")) {
                lines.unread(line);
            }
        }
    }

    private void chain(String name) {
        FirewallChain chain = FirewallBuilder.unhooked(family, table, name);
        firewall.add(chain);
        while (lines.hasNext()) {
            String line = next();
            if (line.equals("}")) {
                return;
            }
            line = joined(line);
            if (line.startsWith("type ") && line.contains(" hook ")) {
                chain = baseChain(name, line);
                firewall.add(chain);
            } else if (line.startsWith("policy ")) {
                lines.unread(line);
            } else if (!line.startsWith("#") && !line.startsWith("comment ")) {
                firewall.add(NftRule.parse(chain, line));
            }
        }
    }

    /** "type filter hook input priority filter; policy drop;". */
    private FirewallChain baseChain(String name, String line) {
        List<String> words = Words.of(line.replace(';', ' '));
        return new FirewallChain(
                family,
                table,
                name,
                hook(Words.after(words, "hook")),
                Words.after(words, "policy").equals("drop") ? RuleVerdict.DROP : RuleVerdict.ACCEPT,
                OptionalLong.empty());
    }

    private static Optional<Hook> hook(String name) {
        for (Hook hook : Hook.values()) {
            if (hook.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(hook);
            }
        }
        return Optional.empty();
    }

    /** A rule whose set goes over several lines, as one line. */
    private String joined(String first) {
        StringBuilder rule = new StringBuilder(first);
        int depth = depth(first);
        while (depth > 0 && lines.hasNext() && rule.length() < JOINED) {
            String line = next();
            rule.append(' ').append(line);
            depth += depth(line);
        }
        return rule.toString();
    }

    private void skipBlock(String first) {
        int depth = depth(first);
        while (depth > 0 && lines.hasNext()) {
            depth += depth(next());
        }
    }

    /** The next line, without the number that {@code nft -a} appends. */
    private String next() {
        String line = lines.next().strip();
        int handle = line.lastIndexOf(" # handle ");
        return handle < 0 ? line : line.substring(0, handle).stripTrailing();
    }

    private static int depth(String line) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                depth++;
            } else if (!quoted && c == '}') {
                depth--;
            }
        }
        return depth;
    }
}
