package io.totemtap.decode.totem.service;

import io.totemtap.decode.totem.RingId;
import java.util.List;

/**
 * A message of one of the executive's services or of cman, as far as it names nodes, groups and clusters. Text is as it
 * was on the wire, one character a byte, and not fit to be shown without escaping. Numbers are unsigned unless said
 * otherwise.
 */
public sealed interface ServiceMessage
        permits CpgMessage,
                CmanMessage,
                ServiceMessage.ClmNodeJoin,
                ServiceMessage.SyncBarrier,
                ServiceMessage.ServiceBuild,
                ServiceMessage.MembDetermine,
                ServiceMessage.VotequorumNodeInfo,
                ServiceMessage.UnknownService {

    /** Node id of the node that sent it. */
    long nodeId();

    /**
     * A node introduces itself after a ring change (openais {@code exec/clm.c}, services/clm.c).
     *
     * @param clmNodeId the node id inside the message
     * @param address its address as text
     * @param name its name; in practice the address again
     * @param bootTime nanoseconds since the epoch
     */
    record ClmNodeJoin(long nodeId, long clmNodeId, String address, String name, long bootTime)
            implements ServiceMessage {}

    /** A node has reached a point of the synchronisation after a ring change ({@code exec/sync.c}). */
    record SyncBarrier(long nodeId, RingId ringId) implements ServiceMessage {}

    /**
     * A node lists the services it has to synchronise ({@code exec/syncv2.c}, corosync 2 and 3 {@code exec/sync.c}).
     *
     * @param services numbers of services
     */
    record ServiceBuild(long nodeId, RingId ringId, List<Long> services) implements ServiceMessage {

        /** Copies the list. */
        public ServiceBuild {
            services = List.copyOf(services);
        }
    }

    /** A node asks who takes part in the synchronisation ({@code exec/syncv2.c}). */
    record MembDetermine(long nodeId, RingId ringId) implements ServiceMessage {}

    /**
     * Votes of a node, sent after each ring change (corosync 2 and 3 {@code exec/votequorum.c}).
     *
     * @param aboutNodeId the node the numbers are about
     */
    record VotequorumNodeInfo(long nodeId, long aboutNodeId, long votes, long expectedVotes, long flags)
            implements ServiceMessage {}

    /**
     * A message that is not read.
     *
     * @param group the group it went to
     * @param service number of the service; -1 if the group has none
     * @param function number of the service's function; -1 likewise
     * @param length bytes of the message without the group's name
     */
    record UnknownService(long nodeId, String group, int service, int function, int length) implements ServiceMessage {}
}
