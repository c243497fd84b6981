package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.host.NicDriver.FilterProof;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EthtoolCountersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bnx2; FILTERED; rx_filtered_packets",
                "bnx2; MULTICAST_ACCEPTED; rx_mcast_packets",
                "bnx2; OUT_OF_BUFFERS; rx_fw_discards",
                "bnx2x; OUT_OF_BUFFERS; rx_brb_discard",
                "be2net; FILTERED; rx_address_filtered",
                "be2net; MULTICAST_ACCEPTED; rxq3: rx_mcast_pkts",
                "be2net; OUT_OF_BUFFERS; rxq0: rx_drops_no_frags",
                "mlx5_core; FILTERED; rx_steer_missed_packets",
                "mlx5_core; MULTICAST_ON_WIRE; rx_multicast_phy",
                "mlx5_core; MULTICAST_ACCEPTED; rx_vport_multicast_packets",
                "i40e; MULTICAST_ON_WIRE; port.rx_multicast",
                "i40e; MULTICAST_ACCEPTED; rx_multicast",
                "ixgbe; OUT_OF_BUFFERS; rx_no_dma_resources",
                "igb; OUT_OF_BUFFERS; rx_queue_2_drops",
                "e1000e; OUT_OF_BUFFERS; rx_missed_errors",
                "tg3; DAMAGED; rx_fcs_errors",
                "virtio_net; OUT_OF_BUFFERS; rx_queue_0_drops",
                "vmxnet3; MULTICAST_ACCEPTED; Rx Queue#1 mcast pkts rx",
                "veth; OUT_OF_BUFFERS; rx_queue_0_drops",
                "veth; XDP_DROPPED; rx_queue_0_xdp_drops",
                "virtio_net; XDP_DROPPED; rx0_xdp_drops",
                "mlx5_core; XDP_DROPPED; rx_xdp_drop",
            })
    void countersHaveTheMeaningOfTheirDriver(String driver, CounterMeaning meaning, String name) {
        EthtoolCounters counters = EthtoolCounters.of(driver, Map.of(name, 7L, "something_else", 9L));
        assertEquals(driver, counters.driver().module());
        assertFalse(counters.guessed());
        assertEquals(List.of(name), counters.names(meaning));
        assertEquals(OptionalLong.of(7), counters.sum(meaning));
    }

    @Test
    void unknownDriverIsUnknownAndNotZero() {
        EthtoolCounters counters = EthtoolCounters.of("r8169", Map.of("rx_missed", 3L, "multicast", 5L));
        assertEquals(NicDriver.UNKNOWN, counters.driver());
        for (CounterMeaning meaning : CounterMeaning.values()) {
            assertEquals(OptionalLong.empty(), counters.sum(meaning));
        }
    }

    @Test
    void counterThatWasNotPrintedIsAbsentAndNotZero() {
        EthtoolCounters counters = EthtoolCounters.of("igb", Map.of("rx_multicast", 0L));
        assertEquals(OptionalLong.of(0), counters.sum(CounterMeaning.MULTICAST_ACCEPTED));
        assertEquals(OptionalLong.empty(), counters.sum(CounterMeaning.OUT_OF_BUFFERS));
        assertEquals(OptionalLong.empty(), counters.sum(CounterMeaning.FILTERED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "BNX2; rx_fw_discards",
                "BNX2X; rx_brb_discard",
                "BE2NET; rx_address_filtered",
                "MLX5; rx_vport_multicast_packets",
                "I40E; port.rx_multicast",
                "IXGBE; rx_no_dma_resources",
                "IGB; os2bmc_rx_by_bmc",
                "E1000E; rx_csum_offload_good",
                "TG3; mbuf_lwm_thresh_hit",
                "VIRTIO_NET; rx_queue_0_kicks",
                "VMXNET3; Rx Queue#0 mcast pkts rx",
                "VETH; peer_ifindex",
                "UNKNOWN; rx_packets",
            })
    void driverIsGuessedFromTellingNamesOnly(NicDriver driver, String name) {
        EthtoolCounters counters = EthtoolCounters.of("", Map.of(name, 1L, "rx_bytes", 2L));
        assertEquals(driver, counters.driver());
        assertTrue(counters.guessed());
    }

    @Test
    void queuesAreAddedUp() {
        HostState state = HostTexts.section("ethtool -S eth0", """
                NIC statistics:
                     Tx Queue#: 0
                       TSO pkts tx: 1
                     Rx Queue#: 0
                       mcast pkts rx: 10
                       pkts rx OOB: 1
                     Rx Queue#: 1
                       mcast pkts rx: 20
                       pkts rx OOB: 2
                     tx timeout count: 0
                """);
        EthtoolCounters counters =
                state.interfaceNamed("eth0").orElseThrow().driver().counters();
        assertEquals(NicDriver.VMXNET3, counters.driver());
        assertEquals(OptionalLong.of(30), counters.sum(CounterMeaning.MULTICAST_ACCEPTED));
        assertEquals(OptionalLong.of(3), counters.sum(CounterMeaning.OUT_OF_BUFFERS));
    }

    @Test
    void namesWithColonsHexAndNegativeValuesAreRead() {
        HostState state = HostTexts.section(
                "ethtool -S eth0", "     rxq0: rx_mcast_pkts: 5\n     reg: 0x1f\n     temperature: -4\n     broken\n");
        assertEquals(
                Map.of("rxq0: rx_mcast_pkts", 5L, "reg", 31L),
                state.interfaceNamed("eth0").orElseThrow().driver().statistics());
        assertEquals(1, state.text().unread());
    }

    @Test
    void onlySomeDriversCanProveTheFilter() {
        assertEquals(FilterProof.COUNTER, NicDriver.BNX2.filterProof());
        assertEquals(FilterProof.DIFFERENCE, NicDriver.I40E.filterProof());
        assertEquals(FilterProof.NONE, NicDriver.IGB.filterProof());
        assertEquals(FilterProof.NONE, NicDriver.UNKNOWN.filterProof());
        for (NicDriver driver : NicDriver.values()) {
            boolean counts = driver.filterProof() == FilterProof.COUNTER;
            boolean has = !driver.named(
                            CounterMeaning.FILTERED,
                            Set.of("rx_filtered_packets", "rx_address_filtered", "rx_steer_missed_packets"))
                    .isEmpty();
            assertEquals(counts, has, driver.module());
        }
    }

    @Test
    void dropsByXdpAreNotCountedTwice() {
        EthtoolCounters all = EthtoolCounters.of(
                "mlx5_core", Map.of("rx_xdp_drop", 5L, "rx0_xdp_drop", 3L, "rx1_xdp_drop", 2L, "tx_xdp_xmit", 9L));
        assertEquals(OptionalLong.of(5), all.sum(CounterMeaning.XDP_DROPPED));
        EthtoolCounters queues =
                EthtoolCounters.of("ena", Map.of("queue_0_rx_xdp_drop", 3L, "queue_1_rx_xdp_drop", 2L));
        assertEquals(OptionalLong.of(5), queues.sum(CounterMeaning.XDP_DROPPED));
    }
}
