package io.totemtap.capture.log;

import io.totemtap.net.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Something a log line of a cluster daemon or of the kernel tells. Which source file prints the line stands at each. */
public sealed interface LogEvent {

    /** The states of totem's membership algorithm. */
    enum TotemState {
        /** Looking for members. */
        GATHER,
        /** Members are agreed, the commit token goes round. */
        COMMIT,
        /** Messages of the old ring are exchanged. */
        RECOVERY,
        /** The ring works. */
        OPERATIONAL
    }

    /**
     * A daemon started (openais exec/main.c, corosync exec/main.c, cman).
     *
     * @param daemon "openais", "corosync" or "cman"
     * @param version as printed, empty if none is
     */
    record DaemonStarted(String daemon, String version) implements LogEvent {}

    /** The daemon ends (exec/main.c). */
    record DaemonExiting() implements LogEvent {}

    /** Totem's interface is usable (exec/totemnet.c, totemudp.c). */
    record InterfaceUp(Optional<IpAddress> address) implements LogEvent {}

    /** Totem's interface is gone; the daemon binds to loopback meanwhile (exec/totemnet.c, totemudp.c). */
    record InterfaceDown() implements LogEvent {}

    /**
     * A state was entered (exec/totemsrp.c).
     *
     * @param state which
     * @param reason why, for {@link TotemState#GATHER} only
     * @param reasonNumber the number as printed, for {@link TotemState#GATHER} only
     */
    record StateEntered(TotemState state, Optional<GatherReason> reason, OptionalInt reasonNumber)
            implements LogEvent {}

    /**
     * A ring was formed (corosync exec/totemsrp.c).
     *
     * @param ring the ring id as printed, "1.9" or "192.168.1.81:5"; empty in corosync 1, which does not print it
     * @param joined node ids as printed
     * @param left likewise
     */
    record NewMembership(String ring, List<String> joined, List<String> left) implements LogEvent {
        /** Copies the lists. */
        public NewMembership {
            joined = List.copyOf(joined);
            left = List.copyOf(left);
        }
    }

    /**
     * The members openais' cluster membership service announces (openais exec/clm.c); printed twice a change, first the
     * transitional, then the regular configuration.
     *
     * @param members addresses as printed, "r(0) ip(192.168.1.82)"
     * @param left likewise
     * @param joined likewise
     */
    record ConfigurationChange(List<String> members, List<String> left, List<String> joined) implements LogEvent {
        /** Copies the lists. */
        public ConfigurationChange {
            members = List.copyOf(members);
            left = List.copyOf(left);
            joined = List.copyOf(joined);
        }
    }

    /**
     * Members went without saying so (corosync exec/totemsrp.c: "Failed to receive the leave message").
     *
     * @param nodes node ids as printed
     */
    record LeftWithoutLeave(List<String> nodes) implements LogEvent {
        /** Copies the list. */
        public LeftWithoutLeave {
            nodes = List.copyOf(nodes);
        }
    }

    /** The token was lost (exec/totemsrp.c). */
    record TokenLost(TotemState state) implements LogEvent {}

    /** The token is late (corosync exec/totemsrp.c, token_warning). */
    record TokenLate(long milliseconds) implements LogEvent {}

    /** The members did not agree in time (exec/totemsrp.c). */
    record ConsensusTimeout() implements LogEvent {}

    /**
     * Messages this node asks the ring for (exec/totemsrp.c).
     *
     * @param sequences their sequence numbers, at most 100
     */
    record RetransmitList(List<Long> sequences) implements LogEvent {
        /** Copies the list. */
        public RetransmitList {
            sequences = List.copyOf(sequences);
        }
    }

    /** A member's aru does not move (exec/totemsrp.c). */
    record FailedToReceive() implements LogEvent {}

    /** A message of another key, or of none (exec/totemnet.c, totemudp.c, totemcrypto.c). */
    record InvalidDigest() implements LogEvent {}

    /**
     * A message whose type makes no sense: another version, or encrypted with the receiver in clear (exec/totemsrp.c).
     */
    record UnknownMessageType(long type) implements LogEvent {}

    /** The process did not run for a while (corosync exec/totemsrp.c, main.c). */
    record ProcessPaused(OptionalLong milliseconds) implements LogEvent {}

    /** Sending fails again and again (corosync exec/totemsrp.c). */
    record UnableToForm(String reason) implements LogEvent {}

    /** A redundant ring is given up (exec/totemrrp.c). */
    record RingFaulty(int ring) implements LogEvent {}

    /** A redundant ring is used again (exec/totemrrp.c). */
    record RingRecovered(int ring) implements LogEvent {}

    /** Quorum came or went (cman daemon/commands.c, corosync exec/votequorum.c, vsf_quorum.c). */
    record QuorumChanged(boolean quorate) implements LogEvent {}

    /**
     * The members as the quorum service sees them (corosync exec/vsf_quorum.c).
     *
     * @param nodes node ids as printed
     */
    record QuorumMembers(List<String> nodes) implements LogEvent {
        /** Copies the list. */
        public QuorumMembers {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * Values the daemon prints at start (exec/totemsrp.c).
     *
     * @param values by the words of the line, in the units of the line: "Token Timeout" 10000 for "Token Timeout (10000
     *     ms)"
     */
    record Settings(Map<String, Long> values) implements LogEvent {
        /** Copies the map. */
        public Settings {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }
    }

    /** The group cman derived from the cluster's name (openais, cman daemon/cmanccs.c). */
    record DefaultGroup(IpAddress group) implements LogEvent {}

    /** How messages travel, as printed, such as "UDP/IP Multicast" (corosync exec/totemnet.c). */
    record TransportChosen(String transport) implements LogEvent {}

    /** fenced waited for a node that did not come (fenced agent.c, recover.c). */
    record FenceDue(String node, int seconds, String delay) implements LogEvent {}

    /** fenced leaves it to another node. */
    record FenceDeferred(String to) implements LogEvent {}

    /** fenced starts to fence a node. */
    record Fencing(String node) implements LogEvent {}

    /** fenced has tried. */
    record FenceResult(String node, boolean success) implements LogEvent {}

    /**
     * The kernel tells of a network interface (drivers/net, net/core/dev.c, net/sched/sch_generic.c).
     *
     * @param device the interface, as printed
     * @param change what became of it
     */
    record LinkChanged(String device, Change change) implements LogEvent {

        /** What becomes of an interface. */
        public enum Change {
            /** The link came up. */
            UP,
            /** The link went down. */
            DOWN,
            /** The driver resets the card. */
            RESET,
            /** The card does not send: a queue stood still, a reset follows as a rule. */
            STALLED,
            /** The card now takes frames for everybody. */
            PROMISCUOUS,
            /** It no longer does. */
            NOT_PROMISCUOUS
        }
    }

    /** syslog left out lines like the one before. */
    record Repeated(int times) implements LogEvent {}
}
