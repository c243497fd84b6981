package io.totemtap.decode.totem;

/**
 * Which UDP source port belongs to a totem destination port; the source port tells openais 0.80 from its successors.
 */
public final class TotemPorts {

    /** The port everything is sent to unless configured otherwise ({@code mcastport}). */
    public static final int DEFAULT = 5405;

    private TotemPorts() {}

    /** The source port of corosync, and of openais 0.80 on big-endian hosts: one less. */
    public static int corosyncSource(int destinationPort) {
        return destinationPort - 1 & 0xffff;
    }

    /**
     * The source port of openais 0.80 on little-endian hosts: the configured port is stored in network order first and
     * lowered by one afterwards, so that 5405 gives 5149 (openais 0.80 {@code exec/totemconfig.c},
     * {@code exec/totemnet.c}).
     */
    public static int openaisSource(int destinationPort) {
        return swap(swap(destinationPort) - 1 & 0xffff);
    }

    /** Whether a datagram with these ports can come from one of the daemons. */
    public static boolean arePlausible(int sourcePort, int destinationPort) {
        return sourcePort == corosyncSource(destinationPort) || sourcePort == openaisSource(destinationPort);
    }

    private static int swap(int port) {
        return (port >>> 8 & 0xff) | (port & 0xff) << 8;
    }
}
