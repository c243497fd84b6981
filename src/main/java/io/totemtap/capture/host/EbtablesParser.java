package io.totemtap.capture.host;

import io.totemtap.capture.host.RuleCondition.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ebtables -L --Lc} and {@code ebtables-save}, of the legacy tool and of the one that stands upon nftables. */
final class EbtablesParser {

    private static final String FAMILY = "bridge";

    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry("-i", Field.IN_INTERFACE),
            Map.entry("-o", Field.OUT_INTERFACE),
            Map.entry("-d", Field.DESTINATION_MAC),
            Map.entry("-p", Field.FAMILY),
            Map.entry("--ip-src", Field.SOURCE),
            Map.entry("--ip-source", Field.SOURCE),
            Map.entry("--ip-dst", Field.DESTINATION),
            Map.entry("--ip-destination", Field.DESTINATION),
            Map.entry("--ip-proto", Field.PROTOCOL),
            Map.entry("--ip-protocol", Field.PROTOCOL),
            Map.entry("--ip-dport", Field.DESTINATION_PORT),
            Map.entry("--ip-destination-port", Field.DESTINATION_PORT),
            Map.entry("--pkttype-type", Field.PACKET_TYPE));

    /** EtherTypes as rules have them, and as conditions do. */
    private static final Map<String, String> FAMILIES =
            Map.of("ipv4", "ip", "0x0800", "ip", "0x800", "ip", "ipv6", "ip6", "0x86dd", "ip6");

    /** Names and masks of Ethernet addresses: the group bit alone, or all of it. */
    private static final Map<String, String> ADDRESSES = Map.of(
            "multicast", "01:00:00:00:00:00==01:00:00:00:00:00",
            "unicast", "01:00:00:00:00:00==00:00:00:00:00:00",
            "broadcast", "ff:ff:ff:ff:ff:ff");

    /** "Bridge chain: FORWARD, entries: 6, policy: ACCEPT". */
    private static final Pattern CHAIN =
            Pattern.compile("Bridge chain: (\\S{1,64}), entries: \\d+, policy: ([A-Z]{1,16})");

    /** ", pcnt = 12 -- bcnt = 3456" behind a rule, or "-c 12 3456". */
    private static final Pattern COUNTED =
            Pattern.compile("(?:\\s*, pcnt = (\\d+) -- bcnt = \\d+|\\s-c (\\d+) \\d+)\\s*$");

    private final Lines lines;
    private final FirewallBuilder firewall;
    private String table = "";
    private String chain = "";

    private EbtablesParser(Lines lines, FirewallBuilder firewall) {
        this.lines = lines;
        this.firewall = firewall;
    }

    /** Reads a listing. Nothing is added where nft has listed the rules of bridges: they are the same ones. */
    static void parse(Lines lines, FirewallBuilder firewall) {
        if (firewall.hasRules(FAMILY)) {
            lines.skipRest();
        }
        new EbtablesParser(lines, firewall).read();
    }

    private void read() {
        while (lines.hasNext()) {
            String line = lines.next();
            Matcher heading = CHAIN.matcher(line);
            if (line.startsWith("Bridge table: ")) {
                table = line.substring("Bridge table: ".length()).strip();
                firewall.listed();
            } else if (line.startsWith("*") && line.length() > 1) {
                table = line.substring(1);
                firewall.listed();
            } else if (heading.matches()) {
                chain = heading.group(1);
                chain(chain, heading.group(2));
            } else if (table.isEmpty() || !isUnderstood(line)) {
                if (!line.startsWith("#")) {
                    lines.unread(line);
                }
            }
        }
    }

    /** ":FORWARD ACCEPT", "[12:3456] -A FORWARD -p IPv4 -j DROP", or below a heading the rule alone. */
    private boolean isUnderstood(String line) {
        List<String> words = Words.of(line);
        if (line.startsWith(":") && words.size() == 2) {
            chain(words.get(0).substring(1), words.get(1));
            return true;
        }
        OptionalLong packets = OptionalLong.empty();
        String body = line;
        if (line.startsWith("[") && words.size() > 1) {
            packets = IptablesSaveParser.packets(words.get(0));
            body = line.substring(words.get(0).length()).strip();
        }
        String of = chain;
        if (body.startsWith("-A ")) {
            of = Words.of(body).get(1);
            body = body.substring(body.indexOf(of) + of.length()).strip();
        }
        if (of.isEmpty() || !body.startsWith("-")) {
            return false;
        }
        Matcher counted = COUNTED.matcher(body);
        if (counted.find()) {
            packets = Words.whole(counted.group(1) == null ? counted.group(2) : counted.group(1));
            body = body.substring(0, counted.start());
        }
        rule(of, body.strip(), packets);
        return true;
    }

    private void chain(String name, String policy) {
        firewall.add(new FirewallChain(FAMILY, table, name, Hook.ofChain(name), verdict(policy), OptionalLong.empty()));
    }

    private void rule(String of, String body, OptionalLong packets) {
        List<String> words = Words.of(body);
        String target = Words.after(words, "-j");
        RuleVerdict verdict = target.isEmpty() ? RuleVerdict.CONTINUE : verdict(target);
        boolean jumps = verdict == RuleVerdict.OTHER
                && target.chars().anyMatch(Character::isLowerCase)
                && !Set.of("mark", "redirect", "snat", "dnat", "arpreply").contains(target);
        firewall.add(new FirewallRule(
                FirewallBuilder.unhooked(FAMILY, table, of),
                Set.of(),
                body,
                conditions(words),
                jumps ? RuleVerdict.JUMP : verdict,
                jumps ? target : "",
                packets));
    }

    private static List<RuleCondition> conditions(List<String> words) {
        List<RuleCondition> conditions = new ArrayList<>();
        for (int i = 0; i < words.size() && !words.get(i).equals("-j"); i++) {
            String option = words.get(i);
            boolean negated = i + 1 < words.size() && words.get(i + 1).equals("!");
            int at = i + (negated ? 2 : 1);
            String value = at < words.size() ? words.get(at) : "";
            conditions.add(condition(option, value, negated));
            i = value.startsWith("-") ? i : at;
        }
        return conditions;
    }

    private static RuleCondition condition(String option, String value, boolean negated) {
        Field field = FIELDS.get(option);
        String lower = value.toLowerCase(Locale.ROOT);
        if (field == null || (field == Field.FAMILY && lower.equals("length"))) {
            return new RuleCondition(Field.OTHER, negated, List.of(option + " " + value));
        }
        String plain =
                switch (field) {
                    case IN_INTERFACE, OUT_INTERFACE -> value;
                    case FAMILY -> FAMILIES.getOrDefault(lower, lower);
                    case DESTINATION_MAC -> address(lower);
                    default -> lower;
                };
        return new RuleCondition(field, negated, List.of(plain));
    }

    /** "01:00:5e:00:00:00/ff:ff:ff:80:00:00" is written with the mask behind. */
    private static String address(String value) {
        int slash = value.indexOf('/');
        return slash > 0
                ? value.substring(slash + 1) + "==" + value.substring(0, slash)
                : ADDRESSES.getOrDefault(value, value);
    }

    private static RuleVerdict verdict(String target) {
        return switch (target) {
            case "ACCEPT" -> RuleVerdict.ACCEPT;
            case "DROP" -> RuleVerdict.DROP;
            case "RETURN" -> RuleVerdict.RETURN;
            case "CONTINUE" -> RuleVerdict.CONTINUE;
            default -> RuleVerdict.OTHER;
        };
    }
}
