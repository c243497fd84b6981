package io.totemtap.capture.host;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Network drivers, and what the counters of {@code ethtool -S} mean in each (the drivers' sources in torvalds/linux).
 * Names with a number for each queue are added up.
 */
public enum NicDriver {
    /** Broadcom NetXtreme II. */
    BNX2(
            "bnx2",
            FilterProof.COUNTER,
            "rx_ftq_discards|rx_fw_discards",
            "rx_filtered_packets",
            "rx_mcast_packets",
            "",
            "rx_ftq_discards|rx_discards|rx_fw_discards",
            "rx_crc_errors|rx_align_errors"),
    /** Broadcom NetXtreme II, 10 Gbit/s. */
    BNX2X(
            "bnx2x",
            FilterProof.COUNTER,
            "rx_brb_discard|rx_mf_tag_discard",
            "rx_filtered_packets",
            "rx_mcast_packets",
            "",
            "rx_discards|rx_brb_discard",
            "rx_crc_errors|rx_align_errors"),
    /** Emulex OneConnect. */
    BE2NET(
            "be2net",
            FilterProof.COUNTER,
            "rx_address_filtered|rxpp_fifo_overflow_drop",
            "rx_address_filtered",
            "rxq\\d+: rx_mcast_pkts",
            "",
            "rx_drops_no_pbuf|rx_drops_no_erx_descr|rxpp_fifo_overflow_drop|rxq\\d+: rx_drops_no_(frags|skbs)",
            "rx_crc_errors|rx_alignment_symbol_errors"),
    /** Mellanox ConnectX-4 and later. */
    MLX5(
            "mlx5_core",
            FilterProof.COUNTER,
            "rx_steer_missed_packets|rx_vport_multicast_packets",
            "rx_steer_missed_packets",
            "rx_vport_multicast_packets",
            "rx_multicast_phy",
            "rx_out_of_buffer|rx_discards_phy",
            "rx_crc_errors_phy"),
    /** Intel XL710. */
    I40E(
            "i40e",
            FilterProof.DIFFERENCE,
            "port\\.rx_multicast|veb\\.rx_discards",
            "",
            "rx_multicast",
            "port\\.rx_multicast",
            "port\\.rx_dropped",
            "port\\.rx_crc_errors"),
    /** Intel 82598 and later, 10 Gbit/s. */
    IXGBE(
            "ixgbe",
            FilterProof.NONE,
            "rx_no_dma_resources",
            "",
            "multicast",
            "",
            "rx_missed_errors|rx_no_dma_resources|rx_no_buffer_count",
            "rx_crc_errors"),
    /** Intel 82575 and later, 1 Gbit/s. */
    IGB(
            "igb",
            FilterProof.NONE,
            "os2bmc_rx_by_bmc|rx_queue_0_csum_err",
            "",
            "rx_multicast",
            "",
            "rx_missed_errors|rx_no_buffer_count|rx_queue_\\d+_drops",
            "rx_crc_errors|rx_align_errors"),
    /** Intel 82571 and later, 1 Gbit/s. */
    E1000E(
            "e1000e",
            FilterProof.NONE,
            "rx_csum_offload_good|rx_header_split",
            "",
            "rx_multicast",
            "",
            "rx_missed_errors|rx_no_buffer_count",
            "rx_crc_errors|rx_align_errors"),
    /** Broadcom Tigon3. */
    TG3(
            "tg3",
            FilterProof.NONE,
            "mbuf_lwm_thresh_hit|rxbds_empty",
            "",
            "rx_mcast_packets",
            "",
            "rx_discards|rxbds_empty|mbuf_lwm_thresh_hit",
            "rx_fcs_errors|rx_align_errors"),
    /** Paravirtual network card of KVM; the filter is in the host. */
    VIRTIO_NET(
            "virtio_net",
            FilterProof.NONE,
            "rx_queue_0_kicks|rx0_kicks",
            "",
            "",
            "",
            "rx_queue_\\d+_drops|rx\\d+_drops",
            ""),
    /** Paravirtual network card of VMware; the filter is in the virtual switch. */
    VMXNET3(
            "vmxnet3",
            FilterProof.NONE,
            "(Rx Queue#\\d+ )?mcast pkts rx",
            "",
            "(Rx Queue#\\d+ )?mcast pkts rx",
            "",
            "(Rx Queue#\\d+ )?(pkts rx OOB|rx buf alloc fail)",
            "(Rx Queue#\\d+ )?(pkts rx err|drv dropped rx total)"),
    /** Virtual pair of interfaces; has no filter. */
    VETH("veth", FilterProof.NONE, "peer_ifindex", "", "", "", "rx_queue_\\d+_drops", ""),
    /** A driver whose counters are not known. */
    UNKNOWN("", FilterProof.NONE, "", "", "", "", "", "");

    /** XDP drops of an interface: "rx_xdp_drop" (mlx5, bnxt). */
    private static final Pattern XDP = Pattern.compile("rx_xdp_drops?");

    /** XDP drops of each queue: "rx_queue_0_xdp_drops" (veth, virtio_net), "rx0_xdp_drops", "queue_0_rx_xdp_drop" (ena). */
    private static final Pattern XDP_OF_QUEUE = Pattern.compile("(rx_queue_|rx|queue_)\\d+_(rx_)?xdp_drops?");

    /** How a driver's counters can show that the address filter dropped a frame. */
    public enum FilterProof {
        /** A counter of filtered frames. */
        COUNTER,
        /** What was on the wire less what was accepted; other functions may share the port. */
        DIFFERENCE,
        /** Not at all. */
        NONE
    }

    private final String module;
    private final FilterProof proof;
    private final Pattern signature;
    private final Pattern filtered;
    private final Pattern accepted;
    private final Pattern onWire;
    private final Pattern outOfBuffers;
    private final Pattern damaged;

    /**
     * A row of the table: module, proof, names only this driver has, then the names of each meaning; empty for none.
     */
    NicDriver(
            String module,
            FilterProof proof,
            String signature,
            String filtered,
            String accepted,
            String onWire,
            String outOfBuffers,
            String damaged) {
        this.module = module;
        this.proof = proof;
        this.signature = Pattern.compile(signature);
        this.filtered = Pattern.compile(filtered);
        this.accepted = Pattern.compile(accepted);
        this.onWire = Pattern.compile(onWire);
        this.outOfBuffers = Pattern.compile(outOfBuffers);
        this.damaged = Pattern.compile(damaged);
    }

    /** The driver's name as {@code ethtool -i} prints it. */
    public String module() {
        return module;
    }

    /** How its counters can show that the address filter dropped a frame. */
    public FilterProof filterProof() {
        return proof;
    }

    /** The names, of those given, that have a meaning in this driver; sorted. */
    List<String> named(CounterMeaning meaning, Set<String> all) {
        if (meaning == CounterMeaning.XDP_DROPPED) {
            List<String> sums = matching(XDP, all);
            return sums.isEmpty() ? matching(XDP_OF_QUEUE, all) : sums;
        }
        return matching(pattern(meaning), all);
    }

    private static List<String> matching(Pattern pattern, Set<String> all) {
        return all.stream()
                .filter(name -> !name.isEmpty() && pattern.matcher(name).matches())
                .sorted()
                .toList();
    }

    private Pattern pattern(CounterMeaning meaning) {
        return switch (meaning) {
            case FILTERED -> filtered;
            case MULTICAST_ACCEPTED -> accepted;
            case MULTICAST_ON_WIRE -> onWire;
            case OUT_OF_BUFFERS -> outOfBuffers;
            case XDP_DROPPED -> XDP;
            case DAMAGED -> damaged;
        };
    }

    /** The driver of a name; {@link #UNKNOWN} if its counters are not known. */
    static NicDriver ofModule(String module) {
        for (NicDriver driver : values()) {
            if (driver.module.equals(module)) {
                return driver;
            }
        }
        return UNKNOWN;
    }

    /** The driver that alone has names like some of those given; {@link #UNKNOWN} if there is none. */
    static NicDriver guess(Set<String> counters) {
        for (NicDriver driver : values()) {
            if (driver != UNKNOWN
                    && counters.stream()
                            .anyMatch(name -> driver.signature.matcher(name).matches())) {
                return driver;
            }
        }
        return UNKNOWN;
    }
}
