package io.totemtap.capture.host;

import io.totemtap.net.Ipv4Address;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A rule of a packet filter.
 *
 * @param chain the chain it stands in
 * @param hooks where packets reach it, directly or through jumps from other chains; empty if nothing leads there
 * @param match the rule's text without counters
 * @param conditions what it looks at
 * @param verdict what it does
 * @param target the chain of a jump, or empty
 * @param packets how often it matched, absent without counter
 */
public record FirewallRule(
        FirewallChain chain,
        Set<Hook> hooks,
        String match,
        List<RuleCondition> conditions,
        RuleVerdict verdict,
        String target,
        OptionalLong packets) {

    /** Copies the collections. */
    public FirewallRule {
        hooks = Copies.of(hooks);
        conditions = List.copyOf(conditions);
    }

    /**
     * Whether it matches packets of a shape that reach it: {@link Answer#YES} for all of them, {@link Answer#NO} for
     * none, {@link Answer#UNKNOWN} where it depends on something else, such as a rate, or is not understood.
     */
    public Answer canMatch(PacketShape packet) {
        Answer all = familyFits(packet);
        if (all == Answer.NO) {
            return Answer.NO;
        }
        for (RuleCondition condition : conditions) {
            Answer one = condition.holdsFor(packet);
            if (one == Answer.NO) {
                return Answer.NO;
            }
            if (one == Answer.UNKNOWN) {
                all = Answer.UNKNOWN;
            }
        }
        return all;
    }

    private Answer familyFits(PacketShape packet) {
        boolean four = packet.destination() instanceof Ipv4Address;
        return switch (chain.family()) {
            case "ip" -> Answer.of(four);
            case "ip6" -> Answer.of(!four);
            case "arp" -> Answer.NO;
            default -> Answer.YES;
        };
    }

    /** Whether it takes packets out of the way: drops or rejects them. */
    public boolean drops() {
        return verdict == RuleVerdict.DROP || verdict == RuleVerdict.REJECT;
    }
}
