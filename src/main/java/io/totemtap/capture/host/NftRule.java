package io.totemtap.capture.host;

import io.totemtap.capture.host.RuleCondition.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads one rule of nft: conditions, then statements. Anything it does not know becomes a condition that may or may not
 * hold, so that a rule is never thought to match more, or less, than it does.
 */
final class NftRule {

    /** Two words that begin a condition, and what they compare. */
    private static final Map<String, Field> PAIRS = Map.ofEntries(
            Map.entry("ip daddr", Field.DESTINATION),
            Map.entry("ip6 daddr", Field.DESTINATION),
            Map.entry("ip saddr", Field.SOURCE),
            Map.entry("ip6 saddr", Field.SOURCE),
            Map.entry("ip protocol", Field.PROTOCOL),
            Map.entry("ip6 nexthdr", Field.PROTOCOL),
            Map.entry("meta l4proto", Field.PROTOCOL),
            Map.entry("meta iifname", Field.IN_INTERFACE),
            Map.entry("meta oifname", Field.OUT_INTERFACE),
            Map.entry("meta iif", Field.IN_INTERFACE),
            Map.entry("meta oif", Field.OUT_INTERFACE),
            Map.entry("meta pkttype", Field.PACKET_TYPE),
            Map.entry("pkttype", Field.PACKET_TYPE),
            Map.entry("udp dport", Field.DESTINATION_PORT),
            Map.entry("th dport", Field.DESTINATION_PORT),
            Map.entry("ether daddr", Field.DESTINATION_MAC),
            Map.entry("ether type", Field.FAMILY),
            Map.entry("meta protocol", Field.FAMILY));

    private static final Map<String, Field> SINGLES = Map.of(
            "iifname", Field.IN_INTERFACE,
            "oifname", Field.OUT_INTERFACE,
            "iif", Field.IN_INTERFACE,
            "oif", Field.OUT_INTERFACE,
            "pkttype", Field.PACKET_TYPE);

    /** Words that only packets of one protocol can meet. */
    private static final Set<String> PROTOCOLS =
            Set.of("udp", "tcp", "igmp", "icmp", "icmpv6", "sctp", "dccp", "udplite");

    private static final Map<String, RuleVerdict> VERDICTS = Map.of(
            "accept", RuleVerdict.ACCEPT,
            "drop", RuleVerdict.DROP,
            "reject", RuleVerdict.REJECT,
            "return", RuleVerdict.RETURN,
            "continue", RuleVerdict.CONTINUE,
            "jump", RuleVerdict.JUMP,
            "goto", RuleVerdict.GOTO,
            "queue", RuleVerdict.OTHER,
            "vmap", RuleVerdict.OTHER);

    private final List<String> words;
    private final List<RuleCondition> conditions = new ArrayList<>();
    private final StringBuilder match = new StringBuilder();
    private RuleVerdict verdict = RuleVerdict.CONTINUE;
    private String target = "";
    private OptionalLong packets = OptionalLong.empty();
    private int at;

    private NftRule(List<String> words) {
        this.words = words;
    }

    static FirewallRule parse(FirewallChain chain, String line) {
        NftRule rule = new NftRule(Words.of(line));
        while (rule.at < rule.words.size()) {
            rule.statement();
        }
        return new FirewallRule(
                chain,
                Set.of(),
                rule.match.toString().strip(),
                rule.conditions,
                rule.verdict,
                rule.target,
                rule.packets);
    }

    private void statement() {
        String word = words.get(at);
        if (word.equals("counter")) {
            counter();
        } else if (word.equals("comment") || word.equals("log")) {
            skipStatement();
        } else if (VERDICTS.containsKey(word)) {
            verdict(word);
        } else {
            int start = at;
            condition(word);
            for (int i = start; i < Math.min(at, words.size()); i++) {
                match.append(words.get(i)).append(' ');
            }
        }
    }

    /** "counter packets 12 bytes 3456", or "counter name …". */
    private void counter() {
        at++;
        if (is(at, "packets") && at + 1 < words.size()) {
            packets = Words.whole(words.get(at + 1));
            at += 2;
            if (is(at, "bytes")) {
                at += 2;
            }
        } else if (is(at, "name")) {
            at += 2;
        }
    }

    /** A comment or log statement: its arguments up to the next verdict or counter, quoted text as one. */
    private void skipStatement() {
        at++;
        boolean quoted = false;
        while (at < words.size()) {
            String word = words.get(at);
            if (!quoted && (VERDICTS.containsKey(word) || word.equals("counter"))) {
                return;
            }
            long marks = word.chars().filter(c -> c == '"').count();
            quoted ^= marks % 2 == 1;
            at++;
        }
    }

    private void verdict(String word) {
        verdict = VERDICTS.getOrDefault(word, RuleVerdict.OTHER);
        at++;
        if ((verdict == RuleVerdict.JUMP || verdict == RuleVerdict.GOTO) && at < words.size()) {
            target = words.get(at);
            at++;
        } else if (verdict == RuleVerdict.REJECT || verdict == RuleVerdict.OTHER) {
            at = words.size();
        }
    }

    private void condition(String word) {
        String pair = at + 1 < words.size() ? word + " " + words.get(at + 1) : word;
        if (PAIRS.containsKey(pair)) {
            at += 2;
            if (pair.equals("udp dport")) {
                conditions.add(new RuleCondition(Field.PROTOCOL, false, List.of("udp")));
            } else if (pair.startsWith("ip ") || pair.startsWith("ip6 ")) {
                conditions.add(new RuleCondition(Field.FAMILY, false, List.of(word)));
            }
            compare(PAIRS.getOrDefault(pair, Field.OTHER));
        } else if (SINGLES.containsKey(word)) {
            at++;
            compare(SINGLES.getOrDefault(word, Field.OTHER));
        } else {
            if (PROTOCOLS.contains(word)) {
                conditions.add(new RuleCondition(Field.PROTOCOL, false, List.of(word)));
            }
            conditions.add(new RuleCondition(Field.OTHER, false, List.of(pair)));
            at++;
        }
    }

    /** An optional operator or mask, then one value or a set of them. */
    private void compare(Field field) {
        boolean negated = is(at, "!=");
        if (negated || is(at, "==")) {
            at++;
        }
        if (is(at, "&") && at + 3 < words.size()) {
            boolean different = is(at + 2, "!=");
            String masked = words.get(at + 1) + "==" + words.get(at + 3);
            conditions.add(new RuleCondition(
                    field == Field.DESTINATION_MAC ? field : Field.OTHER, different, List.of(masked)));
            at += 4;
            return;
        }
        List<String> values = new ArrayList<>();
        boolean closed = true;
        if (is(at, "{")) {
            at++;
            while (at < words.size() && !is(at, "}")) {
                values.add(value(words.get(at)));
                at++;
            }
            closed = is(at, "}");
            at++;
        } else if (at < words.size() && !VERDICTS.containsKey(words.get(at))) {
            values.add(value(words.get(at)));
            at++;
        }
        boolean understood = closed
                && !values.isEmpty()
                && values.stream().noneMatch(value -> value.startsWith("@") || value.equals(":"));
        conditions.add(new RuleCondition(understood ? field : Field.OTHER, negated, values));
    }

    private static String value(String word) {
        String plain = word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
        return plain.replace("\"", "");
    }

    private boolean is(int index, String word) {
        return index < words.size() && words.get(index).equals(word);
    }
}
