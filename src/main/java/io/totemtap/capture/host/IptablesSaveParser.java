package io.totemtap.capture.host;

import io.totemtap.capture.host.RuleCondition.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code iptables-save}, with or without {@code -c} (iptables/iptables-save.c). */
final class IptablesSaveParser {

    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry("-i", Field.IN_INTERFACE),
            Map.entry("-o", Field.OUT_INTERFACE),
            Map.entry("-s", Field.SOURCE),
            Map.entry("-d", Field.DESTINATION),
            Map.entry("-p", Field.PROTOCOL),
            Map.entry("--dport", Field.DESTINATION_PORT),
            Map.entry("--dports", Field.DESTINATION_PORT),
            Map.entry("--pkt-type", Field.PACKET_TYPE),
            Map.entry("--dst-range", Field.DESTINATION),
            Map.entry("--src-range", Field.SOURCE));

    /** Options that say nothing about the packet. */
    private static final Set<String> SILENT = Set.of("--comment");

    /** Matches whose options are understood, so that their name alone is no condition. */
    private static final Set<String> UNDERSTOOD = Set.of("udp", "tcp", "multiport", "pkttype", "iprange", "comment");

    private final Lines lines;
    private final FirewallBuilder firewall;
    private final String family;
    private String table = "";

    private IptablesSaveParser(Lines lines, FirewallBuilder firewall, String family) {
        this.lines = lines;
        this.firewall = firewall;
        this.family = family;
    }

    /**
     * Reads a listing.
     *
     * @param family "ip" for iptables, "ip6" for ip6tables
     */
    static void parse(Lines lines, FirewallBuilder firewall, String family) {
        new IptablesSaveParser(lines, firewall, family).read();
    }

    private void read() {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("#") || line.equals("COMMIT")) {
                firewall.listed();
            } else if (line.startsWith("*") && line.length() > 1) {
                firewall.listed();
                table = line.substring(1);
            } else if (table.isEmpty() || !(line.startsWith(":") ? chain(line) : rule(line))) {
                lines.unread(line);
            }
        }
    }

    /** ":INPUT DROP [12:3456]". */
    private boolean chain(String line) {
        List<String> words = Words.of(line.substring(1));
        if (words.size() < 2) {
            return false;
        }
        OptionalLong packets = words.size() > 2 ? packets(words.get(2)) : OptionalLong.empty();
        Optional<Hook> hook = words.get(1).equals("-") ? Optional.empty() : Hook.ofChain(words.get(0));
        firewall.add(new FirewallChain(family, table, words.get(0), hook, verdict(words.get(1)), packets));
        return true;
    }

    /** "[12:3456] -A INPUT -p udp -m udp --dport 5405 -j DROP". */
    private boolean rule(String line) {
        List<String> words = quoted(line);
        OptionalLong packets = OptionalLong.empty();
        int at = 0;
        if (words.get(0).startsWith("[")) {
            packets = packets(words.get(0));
            at = 1;
        }
        if (words.size() < at + 2 || !words.get(at).equals("-A")) {
            return false;
        }
        FirewallChain chain = FirewallBuilder.unhooked(family, table, words.get(at + 1));
        List<String> body = words.subList(at + 2, words.size());
        String target = target(body);
        RuleVerdict verdict = target.isEmpty() ? RuleVerdict.CONTINUE : verdict(target);
        boolean jumps = verdict == RuleVerdict.OTHER && isOwnChain(target);
        firewall.add(new FirewallRule(
                chain,
                Set.of(),
                String.join(" ", body),
                conditions(body),
                jumps ? (body.contains("-g") ? RuleVerdict.GOTO : RuleVerdict.JUMP) : verdict,
                jumps ? target : "",
                packets));
        return true;
    }

    /**
     * Targets that extensions provide are in capitals without digits or dashes, but so may be chains: known ones are
     * listed.
     */
    private static boolean isOwnChain(String target) {
        return !Set.of(
                        "MARK",
                        "CONNMARK",
                        "TOS",
                        "DSCP",
                        "TTL",
                        "SNAT",
                        "DNAT",
                        "MASQUERADE",
                        "REDIRECT",
                        "NFQUEUE",
                        "QUEUE",
                        "CT",
                        "TCPMSS",
                        "CLASSIFY",
                        "CHECKSUM",
                        "TPROXY",
                        "TRACE",
                        "NOTRACK",
                        "SET",
                        "CLUSTERIP",
                        "TEE")
                .contains(target);
    }

    private static List<RuleCondition> conditions(List<String> body) {
        List<RuleCondition> conditions = new ArrayList<>();
        boolean negated = false;
        for (int i = 0; i < body.size(); i++) {
            String word = body.get(i);
            String value = i + 1 < body.size() ? body.get(i + 1) : "";
            if (word.equals("!")) {
                negated = true;
                continue;
            }
            if (word.equals("-j") || word.equals("-g")) {
                break;
            }
            boolean negatedAfter = value.equals("!") && i + 2 < body.size();
            if (negatedAfter) {
                // before iptables 1.4.3 the "!" stood behind the option
                i++;
                value = body.get(i + 1);
            }
            Optional<RuleCondition> condition = condition(word, value, negated || negatedAfter);
            condition.ifPresent(conditions::add);
            negated = false;
            i += !value.isEmpty() && (!value.startsWith("-") || negatedAfter) ? 1 : 0;
        }
        return conditions;
    }

    private static Optional<RuleCondition> condition(String option, String value, boolean negated) {
        Field field = FIELDS.get(option);
        if (field != null) {
            String plain = value.toLowerCase(Locale.ROOT);
            boolean keepsCase = field == Field.IN_INTERFACE || field == Field.OUT_INTERFACE;
            List<String> values = List.of((keepsCase ? value : plain).split(",", -1));
            return Optional.of(new RuleCondition(field, negated, values));
        }
        if (SILENT.contains(option) || (option.equals("-m") && UNDERSTOOD.contains(value))) {
            return Optional.empty();
        }
        return Optional.of(new RuleCondition(Field.OTHER, negated, List.of(option + " " + value)));
    }

    private static String target(List<String> body) {
        String jump = Words.after(body, "-j");
        return jump.isEmpty() ? Words.after(body, "-g") : jump;
    }

    private static RuleVerdict verdict(String target) {
        return switch (target) {
            case "ACCEPT" -> RuleVerdict.ACCEPT;
            case "DROP" -> RuleVerdict.DROP;
            case "REJECT" -> RuleVerdict.REJECT;
            case "RETURN", "-" -> RuleVerdict.RETURN;
            case "LOG", "ULOG", "NFLOG" -> RuleVerdict.CONTINUE;
            default -> RuleVerdict.OTHER;
        };
    }

    /** "[12:3456]": packets and bytes. */
    static OptionalLong packets(String counters) {
        int colon = counters.indexOf(':');
        return counters.startsWith("[") && colon > 1 ? Words.whole(counters.substring(1, colon)) : OptionalLong.empty();
    }

    /** Words, where a word may be in quotation marks. */
    private static List<String> quoted(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inside = false;
        boolean started = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && (i == 0 || line.charAt(i - 1) != '\\')) {
                inside = !inside;
                started = true;
            } else if (!inside && (c == ' ' || c == '\t')) {
                if (started) {
                    words.add(word.toString());
                }
                word.setLength(0);
                started = false;
            } else {
                word.append(c);
                started = true;
            }
        }
        if (started) {
            words.add(word.toString());
        }
        return words;
    }
}
