package io.totemtap.capture.host;

/**
 * Where an interface's counters were read. The sources are not the same: /proc/net/dev adds several counters into one.
 * The order is that of preference.
 */
public enum CounterSource {
    /** /sys/class/net/IF/statistics: names as in struct rtnl_link_stats64. */
    SYSFS,
    /** {@code ip -s link}: the same names; "overrun" of old versions is rx_over_errors. */
    IP_LINK,
    /**
     * /proc/net/dev (net/core/net-procfs.c). {@code rx_drop} is rx_dropped plus rx_missed_errors; {@code rx_frame} is
     * the sum of length, overrun, checksum and frame errors; {@code tx_carrier} that of carrier, aborted, window and
     * heartbeat errors. The rest has the names of {@link #SYSFS}.
     */
    PROC_NET_DEV,
    /** {@code ifconfig}, which reads /proc/net/dev: names as there. */
    IFCONFIG,
    /** {@code tc -s qdisc}: {@code qdisc_dropped} of the root queue, and {@code qdisc_handle}, its number. */
    TC_QDISC
}
