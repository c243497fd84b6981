package io.totemtap.decode.totem;

import java.util.Objects;

/**
 * JOIN, type 3, multicast: the membership its sender wants (struct memb_join). The lists are transitive: a sender
 * merges those of the JOINs it receives.
 */
public final class MembJoin implements TotemMessage {

    private final TotemHeader header;
    private int procs;
    private int failed;
    private int failedAt;

    MembJoin(TotemHeader header) {
        this.header = header;
    }

    MembJoin wrap(int readableProcs, int readableFailed, int failedListAt) {
        procs = readableProcs;
        failed = readableFailed;
        failedAt = failedListAt;
        return this;
    }

    @Override
    public TotemHeader header() {
        return header;
    }

    @Override
    public TotemType type() {
        return TotemType.MEMB_JOIN;
    }

    /** The sender. */
    public Processor systemFrom() {
        return header.processor(header.dialect().systemFrom);
    }

    /** {@link Processor#key()} of the sender. */
    public long systemFromKey() {
        return header.processorKey(header.dialect().systemFrom);
    }

    /** Sequence number of the ring the sender is in, unsigned. */
    public long ringSequence() {
        return header.i64(header.dialect().joinRingSequence);
    }

    /** Entries of the list of processors that could be read. */
    public int procCount() {
        return procs;
    }

    /** Entries of the list of processors as the message says. */
    public long claimedProcCount() {
        return header.u32(header.dialect().joinProcCount);
    }

    /** A node the sender believes alive, itself included; {@code i} from 0 to {@link #procCount()} - 1. */
    public Processor proc(int i) {
        return header.processor(procAt(i));
    }

    /** {@link Processor#key()} of {@link #proc}. */
    public long procKey(int i) {
        return header.processorKey(procAt(i));
    }

    /** Entries of the list of failed processors that could be read. */
    public int failedCount() {
        return failed;
    }

    /** Entries of the list of failed processors as the message says. */
    public long claimedFailedCount() {
        return header.u32(header.dialect().joinFailedCount);
    }

    /** A node the sender excludes; {@code i} from 0 to {@link #failedCount()} - 1. */
    public Processor failed(int i) {
        return header.processor(failedAt(i));
    }

    /** {@link Processor#key()} of {@link #failed}. */
    public long failedKey(int i) {
        return header.processorKey(failedAt(i));
    }

    /** Whether the list of processors names a node, by its {@link Processor#key()}. */
    public boolean procListHas(long key) {
        return has(header.dialect().joinList, procs, key);
    }

    /** Whether the list of failed processors names a node, by its {@link Processor#key()}. */
    public boolean failedListHas(long key) {
        return has(failedAt, failed, key);
    }

    /** Whether the sender leaves in order: header node id 0, from corosync 0.98 on. */
    public boolean isLeave() {
        return nodeId() == 0;
    }

    /** Whether the sender says that it fails to receive: it is in its own failed list, from corosync 1.2.4 on. */
    public boolean isFailedToReceive() {
        return !isLeave() && failedListHas(systemFromKey());
    }

    private boolean has(int list, int count, long key) {
        for (int i = 0; i < count; i++) {
            if (header.processorKey(list + i * header.dialect().processorLength) == key) {
                return true;
            }
        }
        return false;
    }

    private int procAt(int i) {
        return header.dialect().joinList + Objects.checkIndex(i, procs) * header.dialect().processorLength;
    }

    private int failedAt(int i) {
        return failedAt + Objects.checkIndex(i, failed) * header.dialect().processorLength;
    }

    @Override
    public String toString() {
        return "memb-join from " + systemFrom() + ", " + procs + " processors, " + failed + " failed";
    }
}
