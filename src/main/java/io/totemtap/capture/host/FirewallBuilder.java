package io.totemtap.capture.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Collects chains and rules, then finds out from which hooks each rule is reached. */
final class FirewallBuilder {

    static final String POLICY = "policy";

    private final Map<String, FirewallChain> chains = new LinkedHashMap<>();
    private final List<FirewallRule> rules = new ArrayList<>();
    private boolean listed;

    /** Says that a filter was listed, even if it had no rule. */
    void listed() {
        listed = true;
    }

    /** Whether rules of a family are known already. */
    boolean hasRules(String family) {
        return rules.stream().anyMatch(rule -> rule.chain().family().equals(family));
    }

    /** Adds a chain, or says more of one that is known by name only. */
    void add(FirewallChain chain) {
        chains.put(chain.toString(), chain);
    }

    /** Adds a rule; its hooks are found later. */
    void add(FirewallRule rule) {
        chains.putIfAbsent(rule.chain().toString(), rule.chain());
        rules.add(rule);
    }

    Firewall build() {
        if (!listed) {
            return Firewall.NOT_LISTED;
        }
        List<FirewallRule> all = new ArrayList<>(rules);
        for (FirewallChain chain : chains.values()) {
            if (chain.hook().isPresent() && chain.policy() == RuleVerdict.DROP) {
                all.add(new FirewallRule(
                        chain, Set.of(), POLICY, List.of(), RuleVerdict.DROP, "", chain.policyPackets()));
            }
        }
        Map<String, Set<Hook>> hooks = hooks();
        List<FirewallRule> resolved = new ArrayList<>();
        for (FirewallRule rule : all) {
            FirewallChain chain = chains.getOrDefault(rule.chain().toString(), rule.chain());
            Set<Hook> reached = hooks.getOrDefault(chain.toString(), Set.of());
            resolved.add(new FirewallRule(
                    chain, reached, rule.match(), rule.conditions(), rule.verdict(), rule.target(), rule.packets()));
        }
        return new Firewall(true, List.copyOf(chains.values()), resolved);
    }

    /** Follows the jumps from every chain that has a hook. */
    private Map<String, Set<Hook>> hooks() {
        Map<String, Set<String>> jumps = new HashMap<>();
        for (FirewallRule rule : rules) {
            if (!rule.target().isEmpty()) {
                FirewallChain from = rule.chain();
                String to = from.family() + " " + from.table() + " " + rule.target();
                jumps.computeIfAbsent(from.toString(), chain -> new LinkedHashSet<>())
                        .add(to);
            }
        }
        Map<String, Set<Hook>> hooks = new HashMap<>();
        for (FirewallChain chain : chains.values()) {
            chain.hook().ifPresent(hook -> spread(chain.toString(), hook, jumps, hooks));
        }
        return hooks;
    }

    private static void spread(String start, Hook hook, Map<String, Set<String>> jumps, Map<String, Set<Hook>> hooks) {
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String chain = open.removeFirst();
            boolean isNew = hooks.computeIfAbsent(chain, name -> EnumSet.noneOf(Hook.class))
                    .add(hook);
            if (isNew) {
                open.addAll(jumps.getOrDefault(chain, Set.of()));
            }
        }
    }

    /** A chain that is known by name only. */
    static FirewallChain unhooked(String family, String table, String name) {
        return new FirewallChain(family, table, name, Optional.empty(), RuleVerdict.RETURN, OptionalLong.empty());
    }
}
