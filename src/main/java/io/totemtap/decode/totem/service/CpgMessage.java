package io.totemtap.decode.totem.service;

import java.util.List;

/** A message of the closed process group service ({@code exec/cpg.c}, {@code services/cpg.c}). */
public sealed interface CpgMessage extends ServiceMessage
        permits CpgMessage.ProcJoin,
                CpgMessage.ProcLeave,
                CpgMessage.Joinlist,
                CpgMessage.Downlist,
                CpgMessage.Mcast,
                CpgMessage.Fenced {

    /** A process joins a group. */
    record ProcJoin(long nodeId, String group, long pid) implements CpgMessage {}

    /**
     * A process leaves a group.
     *
     * @param reason 1 leave, 2 node down, 3 node up, 4 process down (cpg.h)
     */
    record ProcLeave(long nodeId, String group, long pid, long reason) implements CpgMessage {}

    /** The processes of a node that are in groups, sent after a ring change. */
    record Joinlist(long nodeId, List<Member> members) implements CpgMessage {

        /** Copies the list. */
        public Joinlist {
            members = List.copyOf(members);
        }
    }

    /** A process and the group it is in. */
    record Member(String group, long pid) {}

    /**
     * The nodes a node has seen go, sent after a ring change.
     *
     * @param oldMembers how many members its ring had; 0 where the message does not say, up to corosync 1.2
     * @param leftNodeIds the nodes that went
     */
    record Downlist(long nodeId, long oldMembers, List<Long> leftNodeIds) implements CpgMessage {

        /** Copies the list. */
        public Downlist {
            leftNodeIds = List.copyOf(leftNodeIds);
        }
    }

    /**
     * Data of a process to its group.
     *
     * @param sourceNodeId the node inside the message
     * @param length bytes of data as the message says
     */
    record Mcast(long nodeId, String group, long sourceNodeId, long pid, long length) implements CpgMessage {}

    /**
     * Data of fenced to one of its groups (cluster 3 {@code fence/fenced/cpg.c}).
     *
     * @param group {@code fenced:daemon} or {@code fenced:default}
     * @param type 1 protocol, 2 start, 3 victim done, 4 complete, 5 external
     * @param fencedNodeId the node id inside the message
     * @param toNodeId whom it is for, 0 for all
     * @param globalId of the fence domain
     * @param flags 1 joining, 2 complete, 4 duplicate
     * @param data depends on the type
     * @param changes the counts of a start or complete; empty for other types
     */
    record Fenced(
            long nodeId,
            String group,
            int type,
            long fencedNodeId,
            long toNodeId,
            long globalId,
            long flags,
            long data,
            List<FencedChange> changes)
            implements CpgMessage {

        /** Copies the list. */
        public Fenced {
            changes = List.copyOf(changes);
        }
    }

    /** Counts of a change of the fence domain (struct fd_info). */
    record FencedChange(long entries, long started, long members, long joined, long removed, long failed) {}
}
