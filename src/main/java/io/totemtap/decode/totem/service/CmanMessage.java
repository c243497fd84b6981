package io.totemtap.decode.totem.service;

import java.util.List;

/**
 * A message of cman to its own group (cluster 2 and 3, {@code cman/daemon/cnxman-private.h}, {@code ais.c},
 * {@code commands.c}).
 */
public sealed interface CmanMessage extends ServiceMessage
        permits CmanMessage.Transition,
                CmanMessage.Kill,
                CmanMessage.Leave,
                CmanMessage.Reconfigure,
                CmanMessage.Barrier,
                CmanMessage.FenceStatus,
                CmanMessage.PortOpened,
                CmanMessage.PortClosed,
                CmanMessage.PortEnquiry,
                CmanMessage.PortStatus,
                CmanMessage.PortData,
                CmanMessage.UnknownCommand {

    /** Node id inside cman's header. */
    long sourceNodeId();

    /**
     * A node introduces itself after a ring change; the message that names the cluster. A receiver refuses a peer whose
     * name, id or major version differs.
     *
     * @param first whether it is the first since the daemon started
     * @param votes signed; before November 2008 the highest node id instead
     * @param expectedVotes signed
     * @param configVersion of cluster.conf
     * @param flags 1 been down, 2 fenced, 4 fenced while up, 8 sees disallowed, 16 dirty, 32 reread
     * @param fenceTime seconds since the epoch, 0 never
     * @param joinTime seconds since the epoch
     * @param clusterName at most 15 characters
     * @param fenceAgent empty if it was never fenced
     */
    record Transition(
            long nodeId,
            long sourceNodeId,
            boolean first,
            int clusterId,
            int votes,
            int expectedVotes,
            long majorVersion,
            long minorVersion,
            long patchVersion,
            long configVersion,
            long flags,
            long fenceTime,
            long joinTime,
            String clusterName,
            String fenceAgent)
            implements CmanMessage {}

    /**
     * A node is told to stop.
     *
     * @param reason 1 rejected, 2 cman_tool, 3 rejoined without a restart
     * @param victimNodeId signed on the wire; node ids of cman are small
     */
    record Kill(long nodeId, long sourceNodeId, int reason, int victimNodeId) implements CmanMessage {}

    /** The sender leaves. */
    record Leave(long nodeId, long sourceNodeId, int reason) implements CmanMessage {}

    /**
     * A setting is changed everywhere.
     *
     * @param parameter 1 expected votes, 2 votes, 3 config version, 4 ccs
     */
    record Reconfigure(long nodeId, long sourceNodeId, int parameter, int aboutNodeId, long value)
            implements CmanMessage {}

    /**
     * A step of a barrier.
     *
     * @param command 1 register, 2 change, 4 wait, 5 complete
     */
    record Barrier(long nodeId, long sourceNodeId, int command, String name) implements CmanMessage {}

    /**
     * A node was fenced.
     *
     * @param fenced not 0 if it was
     * @param victimNodeId which node
     * @param time seconds since the epoch
     */
    record FenceStatus(long nodeId, long sourceNodeId, int fenced, int victimNodeId, long time, String agent)
            implements CmanMessage {}

    /** A service of the sender has begun: 11 clvmd, 177 rgmanager, 178 qdiskd. */
    record PortOpened(long nodeId, long sourceNodeId, int port) implements CmanMessage {}

    /** A service of the sender has ended. */
    record PortClosed(long nodeId, long sourceNodeId, int port) implements CmanMessage {}

    /** The sender asks which ports others have open. */
    record PortEnquiry(long nodeId, long sourceNodeId) implements CmanMessage {}

    /** The ports the sender has open, ascending. */
    record PortStatus(long nodeId, long sourceNodeId, List<Integer> ports) implements CmanMessage {

        /** Copies the list. */
        public PortStatus {
            ports = List.copyOf(ports);
        }
    }

    /**
     * Data of a service that uses cman's ports.
     *
     * @param targetNodeId whom it is for, 0 for all
     * @param length bytes of data
     */
    record PortData(long nodeId, long sourceNodeId, int sourcePort, int targetPort, long targetNodeId, int length)
            implements CmanMessage {}

    /** A command of cman that is not read, or is too short. */
    record UnknownCommand(long nodeId, long sourceNodeId, int command, int length) implements CmanMessage {}
}
