package io.totemtap.decode.totem;

/** MERGE_DETECT, type 2, multicast: the sign of life of an idle ring's representative (struct memb_merge_detect). */
public final class MembMergeDetect implements TotemMessage {

    private final TotemHeader header;

    MembMergeDetect(TotemHeader header) {
        this.header = header;
    }

    @Override
    public TotemHeader header() {
        return header;
    }

    @Override
    public TotemType type() {
        return TotemType.MEMB_MERGE_DETECT;
    }

    /** The sender. */
    public Processor systemFrom() {
        return header.processor(header.dialect().systemFrom);
    }

    /** {@link Processor#key()} of the sender. */
    public long systemFromKey() {
        return header.processorKey(header.dialect().systemFrom);
    }

    /** The sender's ring. */
    public RingId ringId() {
        return header.ringId(header.dialect().mergeRingId);
    }

    /** {@link Processor#key()} of the ring's representative. */
    public long ringRepresentativeKey() {
        return header.representativeKey(header.dialect().mergeRingId);
    }

    /** Sequence number of the ring, unsigned. */
    public long ringSequence() {
        return header.ringSequence(header.dialect().mergeRingId);
    }

    @Override
    public String toString() {
        return "memb-merge-detect from " + systemFrom() + " ring " + ringId();
    }
}
