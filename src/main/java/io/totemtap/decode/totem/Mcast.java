package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;

/**
 * MCAST, type 1, multicast: data to all members (struct mcast). A repeat is the same bytes sent by any member that has
 * them: the originator is in here, the repeater only in the IP header.
 */
public final class Mcast implements TotemMessage {

    /** {@link #encapsulated()} of a recovery message, which carries an MCAST of the old ring. */
    static final int RECOVERY = 1;

    private final TotemHeader header;
    private final ByteRange payload = new ByteRange();
    private final Mcast inner;
    private boolean hasInner;

    /** Makes the view for messages inside recovery messages, which hold no further one. */
    Mcast(TotemHeader header) {
        this.header = header;
        inner = this;
    }

    /** Makes the view for messages as they are on the wire. */
    Mcast(TotemHeader header, Mcast inner) {
        this.header = header;
        this.inner = inner;
    }

    Mcast wrap(boolean withInner) {
        int from = header.dialect().mcastPayload;
        payload.wrap(header.bytes(), from, header.available() - from);
        hasInner = withInner;
        return this;
    }

    @Override
    public TotemHeader header() {
        return header;
    }

    @Override
    public TotemType type() {
        return TotemType.MCAST;
    }

    /** The originator. */
    public Processor systemFrom() {
        return header.processor(header.dialect().systemFrom);
    }

    /** {@link Processor#key()} of the originator. */
    public long systemFromKey() {
        return header.processorKey(header.dialect().systemFrom);
    }

    /** Sequence number on its ring, from 1; wraps, compares by signed 32-bit difference. */
    public long seq() {
        return header.u32(header.dialect().mcastSeq);
    }

    /** The originator's own counter over its life and all rings, recovery messages included; wraps. */
    public long thisSeqno() {
        return header.u32(header.dialect().mcastThisSeqno);
    }

    /** The ring. */
    public RingId ringId() {
        return header.ringId(header.dialect().mcastRingId);
    }

    /** {@link Processor#key()} of the ring's representative. */
    public long ringRepresentativeKey() {
        return header.representativeKey(header.dialect().mcastRingId);
    }

    /** Sequence number of the ring, unsigned. */
    public long ringSequence() {
        return header.ringSequence(header.dialect().mcastRingId);
    }

    /** 0 agreed, 1 safe delivery; uninitialised memory in recovery messages. */
    public int guarantee() {
        return header.i32(header.dialect().mcastGuarantee);
    }

    /** What it carries, as far as it was captured: a totempg packet, or a whole message of the old ring. */
    public ByteRange payload() {
        return payload;
    }

    /** Whether this is a recovery message. */
    public boolean isRecovery() {
        return encapsulated() == RECOVERY;
    }

    /** Whether this is a recovery message whose inner message could be decoded. */
    public boolean hasInner() {
        return hasInner;
    }

    /**
     * The old ring's message inside a recovery message, in its originator's byte order.
     *
     * @throws IllegalStateException unless {@link #hasInner()}
     */
    public Mcast inner() {
        if (!hasInner) {
            throw new IllegalStateException("an MCAST without another inside");
        }
        return inner;
    }

    @Override
    public String toString() {
        return "mcast seq " + seq() + " from " + systemFrom() + " ring " + ringId();
    }
}
