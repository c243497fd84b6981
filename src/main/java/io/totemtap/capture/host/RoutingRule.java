package io.totemtap.capture.host;

/**
 * A rule that chooses a routing table.
 *
 * @param priority lower comes first
 * @param selector which packets, as printed: "from all", "from 10.0.0.1 iif eth0"
 * @param action what follows, as printed: "lookup main", "unreachable"
 */
public record RoutingRule(long priority, String selector, String action) {

    /** Whether every host has it: the three rules for the tables local, main and default. */
    public boolean isStandard() {
        return selector.equals("from all")
                && (action.equals("lookup local") || action.equals("lookup main") || action.equals("lookup default"));
    }
}
