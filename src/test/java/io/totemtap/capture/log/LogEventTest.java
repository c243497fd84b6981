package io.totemtap.capture.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.capture.log.LogEvent.LinkChanged.Change;
import io.totemtap.capture.log.LogEvent.TotemState;
import io.totemtap.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogEventTest {

    private static Optional<LogEvent> recognize(String message) {
        return LogLineParser.parse(1, "Jun 16 10:22:57 db-2 " + message).flatMap(LogEventRecognizer::recognize);
    }

    private static Arguments event(String message, LogEvent event) {
        return Arguments.of(message, event);
    }

    private static LogEvent gather(int number, GatherReason reason) {
        return new LogEvent.StateEntered(TotemState.GATHER, Optional.of(reason), OptionalInt.of(number));
    }

    private static LogEvent entered(TotemState state) {
        return new LogEvent.StateEntered(state, Optional.empty(), OptionalInt.empty());
    }

    private static LogEvent settings(Map<String, Long> values) {
        return new LogEvent.Settings(values);
    }

    static Stream<Arguments> sentencesOfOpenais() {
        return Stream.of(
                event(
                        "openais[7098]: [MAIN ] AIS Executive Service RELEASE 'subrev 1887 version 0.80.6' ",
                        new LogEvent.DaemonStarted("openais", "subrev 1887 version 0.80.6")),
                event(
                        "openais[7098]: [CMAN ] CMAN 2.0.115 (built Dec 10 2010 11:19:51) started ",
                        new LogEvent.DaemonStarted("cman", "2.0.115")),
                event(
                        "openais[7098]: [MAIN ] Using default multicast address of 239.192.221.146 ",
                        new LogEvent.DefaultGroup(
                                IpAddress.parse("239.192.221.146").orElseThrow())),
                event(
                        "openais[7098]: [TOTEM] The network interface [10.9.8.2] is now up. ",
                        new LogEvent.InterfaceUp(IpAddress.parse("10.9.8.2"))),
                event("openais[7098]: [TOTEM] The network interface is down. ", new LogEvent.InterfaceDown()),
                event(
                        "openais[7098]: [TOTEM] entering GATHER state from 15. ",
                        gather(15, GatherReason.INTERFACE_CHANGE)),
                event(
                        "openais[7098]: [TOTEM] entering GATHER state from 0. ",
                        gather(0, GatherReason.CONSENSUS_TIMEOUT)),
                event(
                        "openais[7098]: [TOTEM] entering GATHER state from 99. ",
                        new LogEvent.StateEntered(TotemState.GATHER, Optional.empty(), OptionalInt.of(99))),
                event("openais[7098]: [TOTEM] entering COMMIT state. ", entered(TotemState.COMMIT)),
                event("openais[7098]: [TOTEM] entering RECOVERY state. ", entered(TotemState.RECOVERY)),
                event("openais[7098]: [TOTEM] entering OPERATIONAL state. ", entered(TotemState.OPERATIONAL)),
                event(
                        "openais[7098]: [TOTEM] The token was lost in the OPERATIONAL state. ",
                        new LogEvent.TokenLost(TotemState.OPERATIONAL)),
                event(
                        "openais[7098]: [TOTEM] The token was lost in the COMMIT state. ",
                        new LogEvent.TokenLost(TotemState.COMMIT)),
                event("openais[7098]: [TOTEM] The consensus timeout expired. ", new LogEvent.ConsensusTimeout()),
                event("openais[7098]: [TOTEM] FAILED TO RECEIVE ", new LogEvent.FailedToReceive()),
                event(
                        "openais[7098]: [TOTEM] Retransmit List: 5e 5f 1a0 ",
                        new LogEvent.RetransmitList(List.of(0x5eL, 0x5fL, 0x1a0L))),
                event("openais[7098]: [TOTEM] Retransmit List: ", new LogEvent.RetransmitList(List.of())),
                event(
                        "openais[7098]: [TOTEM] Received message has invalid digest... ignoring. ",
                        new LogEvent.InvalidDigest()),
                event(
                        "openais[7098]: [TOTEM] Type of received message is wrong...  ignoring -77. ",
                        new LogEvent.UnknownMessageType(-77)),
                event(
                        "openais[7098]: [TOTEM] Marking seqid 12 ringid 1 interface 10.1.0.2 FAULTY - adminisrtative"
                                + " intervention required. ",
                        new LogEvent.RingFaulty(1)),
                event("openais[7098]: [CMAN ] quorum regained, resuming activity ", new LogEvent.QuorumChanged(true)),
                event("openais[7098]: [CMAN ] quorum lost, blocking activity ", new LogEvent.QuorumChanged(false)));
    }

    static Stream<Arguments> sentencesOfCorosync() {
        return Stream.of(
                event(
                        "corosync[2412]:   [MAIN  ] Corosync Cluster Engine ('1.4.7'): started and ready to provide service.",
                        new LogEvent.DaemonStarted("corosync", "1.4.7")),
                event(
                        "corosync[2412]:   [MAIN  ] Corosync Cluster Engine 3.1.5 starting up",
                        new LogEvent.DaemonStarted("corosync", "3.1.5")),
                event(
                        "corosync[2412]:   [MAIN  ] Corosync Cluster Engine exiting normally",
                        new LogEvent.DaemonExiting()),
                event(
                        "corosync[2412]:   [TOTEM ] Initializing transport (UDP/IP Multicast).",
                        new LogEvent.TransportChosen("UDP/IP Multicast")),
                event(
                        "corosync[2412]:   [TOTEM ] entering GATHER state from 2(The token was lost in the OPERATIONAL state.).",
                        gather(2, GatherReason.TOKEN_LOST_IN_OPERATIONAL)),
                event(
                        "corosync[2412]:   [TOTEM ] A processor failed, forming new configuration.",
                        new LogEvent.TokenLost(TotemState.OPERATIONAL)),
                event(
                        "corosync[2412]:   [TOTEM ] A processor joined or left the membership and a new membership was formed.",
                        new LogEvent.NewMembership("", List.of(), List.of())),
                event(
                        "corosync[2412]:   [TOTEM ] A new membership (10.9.8.1:12) was formed. Members joined: 1 3 left: 2",
                        new LogEvent.NewMembership("10.9.8.1:12", List.of("1", "3"), List.of("2"))),
                event(
                        "corosync[2412]:   [TOTEM ] A new membership (1.d) was formed. Members",
                        new LogEvent.NewMembership("1.d", List.of(), List.of())),
                event(
                        "corosync[2412]:   [TOTEM ] Failed to receive the leave message. failed: 2 4",
                        new LogEvent.LeftWithoutLeave(List.of("2", "4"))),
                event(
                        "corosync[2412]:   [TOTEM ] Token has not been received in 2737 ms ",
                        new LogEvent.TokenLate(2737)),
                event(
                        "corosync[2412]:   [TOTEM ] Process pause detected for 4120 ms, flushing membership messages.",
                        new LogEvent.ProcessPaused(OptionalLong.of(4120))),
                event(
                        "corosync[2412]:   [MAIN  ] Corosync main process was not scheduled (@1700000000000) for 8105.5 ms"
                                + " (threshold is 2400.0 ms). Consider token timeout increase.",
                        new LogEvent.ProcessPaused(OptionalLong.of(8105))),
                event(
                        "corosync[2412]:   [TOTEM ] Totem is unable to form a cluster because of an operating system or"
                                + " network fault (reason: totem is continuously in gather state). The most common cause",
                        new LogEvent.UnableToForm("totem is continuously in gather state")),
                event("corosync[2412]:   [TOTEM ] Automatically recovered ring 1", new LogEvent.RingRecovered(1)),
                event(
                        "corosync[2412]:   [QUORUM] This node is within the primary component and will provide service.",
                        new LogEvent.QuorumChanged(true)),
                event(
                        "corosync[2412]:   [QUORUM] This node is within the non-primary component and will NOT provide any"
                                + " services.",
                        new LogEvent.QuorumChanged(false)),
                event("corosync[2412]:   [QUORUM] Members[2]: 1 2", new LogEvent.QuorumMembers(List.of("1", "2"))));
    }

    static Stream<Arguments> sentencesOfFenced() {
        return Stream.of(
                event(
                        "fenced[71]: db-1 not a cluster member after 30 sec post_join_delay",
                        new LogEvent.FenceDue("db-1", 30, "post_join_delay")),
                event("fenced[71]: fencing node \"db-1\"", new LogEvent.Fencing("db-1")),
                event("fenced[71]: fencing node db-1", new LogEvent.Fencing("db-1")),
                event("fenced[71]: fence \"db-1\" success", new LogEvent.FenceResult("db-1", true)),
                event("fenced[71]: fence db-1 failed", new LogEvent.FenceResult("db-1", false)),
                event("fenced[71]: fencing deferred to db-3", new LogEvent.FenceDeferred("db-3")));
    }

    static Stream<Arguments> settingsOfTotem() {
        return Stream.of(
                event(
                        "openais[7098]: [TOTEM] Token Timeout (10000 ms) retransmit timeout (495 ms) ",
                        settings(Map.of("Token Timeout", 10000L, "retransmit timeout", 495L))),
                event(
                        "openais[7098]: [TOTEM] join (60 ms) send_join (0 ms) consensus (2000 ms) merge (200 ms) ",
                        settings(Map.of("join", 60L, "send_join", 0L, "consensus", 2000L, "merge", 200L))),
                event(
                        "openais[7098]: [TOTEM] seqno unchanged const (30 rotations) Maximum network MTU 1402 ",
                        settings(Map.of("seqno unchanged const", 30L, "Maximum network MTU", 1402L))),
                event(
                        "openais[7098]: [TOTEM] Receive multicast socket recv buffer size (320000 bytes). ",
                        settings(Map.of("Receive multicast socket recv buffer size", 320000L))));
    }

    private static Arguments link(String message, Change change) {
        return event("kernel: " + message, new LogEvent.LinkChanged("eth0", change));
    }

    static Stream<Arguments> sentencesOfTheKernel() {
        return Stream.of(
                link("e1000e: eth0 NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx", Change.UP),
                link("e1000: eth0: e1000_watchdog_task: NIC Link is Up 1000 Mbps Full Duplex", Change.UP),
                link("bnx2: eth0 NIC Copper Link is Up, 1000 Mbps full duplex", Change.UP),
                link("bnx2 0000:03:00.0 eth0: NIC Copper Link is Down", Change.DOWN),
                link("bnx2: eth0 NIC Remote Copper Link is Down", Change.DOWN),
                link("tg3: eth0: Link is up at 1000 Mbps, full duplex.", Change.UP),
                link("[ 12.345678] tg3 0000:02:00.0 eth0: Link is down", Change.DOWN),
                link("i40e 0000:3b:00.0 eth0: NIC Link is Up, 10 Gbps Full Duplex, Flow Control: None", Change.UP),
                link("be2net: eth0: Link up", Change.UP),
                link("r8169: eth0: link down", Change.DOWN),
                link("r8169 0000:03:00.0 eth0: Link is Up - 1Gbps/Full - flow control rx/tx", Change.UP),
                link("[    8.271] IPv6: ADDRCONF(NETDEV_CHANGE): eth0: link becomes ready", Change.UP),
                link("e1000e 0000:00:19.0: eth0: Reset adapter", Change.RESET),
                link("e1000e 0000:00:19.0 eth0: Reset adapter unexpectedly", Change.RESET),
                link("ixgbe 0000:01:00.0: eth0: initiating reset due to tx timeout", Change.RESET),
                link("tg3: eth0: transmit timed out, resetting", Change.RESET),
                link("e1000e 0000:00:19.0 eth0: Detected Hardware Unit Hang:", Change.STALLED),
                link("NETDEV WATCHDOG: eth0: transmit timed out", Change.STALLED),
                link("[99.1] NETDEV WATCHDOG: eth0 (e1000e): transmit queue 0 timed out", Change.STALLED),
                link(
                        "r8169 0000:03:00.0 eth0: NETDEV WATCHDOG: CPU: 3: transmit queue 0 timed out 5016 ms",
                        Change.STALLED),
                link("device eth0 entered promiscuous mode", Change.PROMISCUOUS),
                link("[36828.719979] eth0: left promiscuous mode", Change.NOT_PROMISCUOUS));
    }

    @Test
    void sentencesOfOtherDevicesAreNot() {
        assertEquals(Optional.empty(), recognize("kernel: ata1: SATA link up 3.0 Gbps (SStatus 123 SControl 300)"));
        assertEquals(Optional.empty(), recognize("kernel: lpfc 0000:06:00.0: 0:1303 Link Up Event x1 received"));
        assertEquals(Optional.empty(), recognize("kernel: be2net 0000:04:00.0: Link is Up"));
        assertEquals(Optional.empty(), recognize("kernel: ADDRCONF(NETDEV_UP): eth0: link is not ready"));
        assertEquals(Optional.empty(), recognize("kernel: NETDEV WATCHDOG: eth0: something else"));
        assertEquals(Optional.empty(), recognize("NetworkManager[812]: eth0: link is up"));
    }

    @ParameterizedTest
    @MethodSource({
        "sentencesOfOpenais",
        "sentencesOfCorosync",
        "sentencesOfFenced",
        "settingsOfTotem",
        "sentencesOfTheKernel"
    })
    void sentenceIsRecognised(String message, LogEvent event) {
        assertEquals(Optional.of(event), recognize(message));
    }

    @Test
    void sentencesOfOtherProgramsAreNot() {
        assertEquals(Optional.empty(), recognize("chat[1]: FAILED TO RECEIVE your call"));
        assertEquals(
                Optional.empty(), recognize("fenced[71]: fence db-1 dev 0.0 agent fence_ilo result: error from agent"));
        assertEquals(Optional.empty(), recognize("corosync[1]:   [SERV  ] Unloading all Corosync service engines."));
    }

    @Test
    void everyGatherReasonHasItsNumber() {
        for (GatherReason reason : GatherReason.values()) {
            assertEquals(Optional.of(reason), GatherReason.of(reason.number()));
        }
        assertEquals(Optional.empty(), GatherReason.of(16));
        assertEquals(Optional.empty(), GatherReason.of(-1));
    }
}
