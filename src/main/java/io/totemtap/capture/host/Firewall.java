package io.totemtap.capture.host;

import java.util.List;
import java.util.function.Predicate;

/**
 * The packet filters of a host, from {@code nft list ruleset} and {@code iptables-save}. Rules that iptables keeps in
 * the kernel's old tables do not show in nft, and the other way round.
 *
 * @param listed whether any filter was listed at all
 * @param chains in the order of the listing
 * @param rules in the order of the listing; a chain that drops what reaches its end has one more rule, "policy"
 */
public record Firewall(boolean listed, List<FirewallChain> chains, List<FirewallRule> rules) {

    static final Firewall NOT_LISTED = new Firewall(false, List.of(), List.of());

    /** Copies the lists. */
    public Firewall {
        chains = List.copyOf(chains);
        rules = List.copyOf(rules);
    }

    /** The rules at a hook that match packets of a shape, or may match some of them. */
    public List<FirewallRule> rulesFor(Hook hook, PacketShape packet) {
        return rules.stream()
                .filter(rule -> rule.hooks().contains(hook) && rule.canMatch(packet) != Answer.NO)
                .toList();
    }

    /** The rules that drop packets of a shape, or may drop some of them, when this host receives them. */
    public List<FirewallRule> droppingReceived(PacketShape packet) {
        return dropping(Hook::isInbound, packet);
    }

    /** The rules that drop packets of a shape, or may drop some of them, when this host sends them. */
    public List<FirewallRule> droppingSent(PacketShape packet) {
        return dropping(Hook::isOutbound, packet);
    }

    /** The rules that drop packets of a shape, or may drop some of them, on their way through this host. */
    public List<FirewallRule> droppingForwarded(PacketShape packet) {
        return dropping(hook -> hook == Hook.FORWARD, packet);
    }

    private List<FirewallRule> dropping(Predicate<Hook> hooks, PacketShape packet) {
        return rules.stream()
                .filter(rule -> rule.drops() && rule.hooks().stream().anyMatch(hooks))
                .filter(rule -> rule.canMatch(packet) != Answer.NO)
                .toList();
    }
}
