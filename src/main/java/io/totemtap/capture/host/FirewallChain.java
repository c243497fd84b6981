package io.totemtap.capture.host;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A chain of rules.
 *
 * @param family "ip", "ip6", "inet", "arp", "bridge" or "netdev"; "ip" for iptables
 * @param table the table it belongs to
 * @param name its name
 * @param hook where packets enter it, absent for a chain that others jump to
 * @param policy what happens to packets that reach its end
 * @param policyPackets how many did, absent if not counted
 */
public record FirewallChain(
        String family, String table, String name, Optional<Hook> hook, RuleVerdict policy, OptionalLong policyPackets) {

    /** "ip filter INPUT". */
    @Override
    public String toString() {
        return family + " " + table + " " + name;
    }
}
