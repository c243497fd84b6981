package io.totemtap.capture.host;

import java.util.Optional;

/**
 * Where a packet filter looks at packets (netfilter). A tap sees outgoing packets after all of these, incoming ones
 * before.
 */
public enum Hook {
    /** On an interface, before anything else. */
    INGRESS,
    /** Arrived, before routing. */
    PREROUTING,
    /** For this host. */
    INPUT,
    /** Passing through. */
    FORWARD,
    /** From this host. */
    OUTPUT,
    /** Leaving, after routing. */
    POSTROUTING,
    /** On an interface, last of all. */
    EGRESS;

    /** The hook of a chain that iptables or ebtables has from the start; empty for chains that somebody made. */
    static Optional<Hook> ofChain(String name) {
        return switch (name) {
            case "PREROUTING" -> Optional.of(PREROUTING);
            case "INPUT" -> Optional.of(INPUT);
            case "FORWARD" -> Optional.of(FORWARD);
            case "OUTPUT" -> Optional.of(OUTPUT);
            case "POSTROUTING" -> Optional.of(POSTROUTING);
            default -> Optional.empty();
        };
    }

    /** Whether packets that this host receives for itself pass it. */
    public boolean isInbound() {
        return this == INGRESS || this == PREROUTING || this == INPUT;
    }

    /** Whether packets that this host sends pass it. */
    public boolean isOutbound() {
        return this == OUTPUT || this == POSTROUTING || this == EGRESS;
    }
}
