package io.totemtap.decode.totem;

import java.util.Objects;

/**
 * ORF_TOKEN, type 0, unicast: the token that goes round the ring (struct orf_token). All numbers are unsigned unless
 * said otherwise; sequence numbers wrap and compare by signed 32-bit difference.
 */
public final class OrfToken implements TotemMessage {

    private final TotemHeader header;
    private int retransmits;

    OrfToken(TotemHeader header) {
        this.header = header;
    }

    OrfToken wrap(int readableRetransmits) {
        retransmits = readableRetransmits;
        return this;
    }

    @Override
    public TotemHeader header() {
        return header;
    }

    @Override
    public TotemType type() {
        return TotemType.ORF_TOKEN;
    }

    /** Highest MCAST sequence number given out on this ring. */
    public long seq() {
        return header.u32(header.dialect().tokenSeq);
    }

    /** Raised by one at each hop; the same in a retransmitted token. */
    public long tokenSeq() {
        return header.u32(header.dialect().tokenTokenSeq);
    }

    /**
     * "All received up to": the lowest contiguous sequence number over the members; 2^32 - 1 in a new ring's first
     * token.
     */
    public long aru() {
        return header.u32(header.dialect().tokenAru);
    }

    /** Node id of the member that lowered aru, 0 if nobody is behind. */
    public long aruAddress() {
        return header.u32(header.dialect().tokenAruAddress);
    }

    /** The ring it goes round. */
    public RingId ringId() {
        return header.ringId(header.dialect().tokenRingId);
    }

    /** {@link Processor#key()} of the ring's representative. */
    public long ringRepresentativeKey() {
        return header.representativeKey(header.dialect().tokenRingId);
    }

    /** Sequence number of the ring, unsigned. */
    public long ringSequence() {
        return header.ringSequence(header.dialect().tokenRingId);
    }

    /** Messages that wait at all members together. */
    public long backlog() {
        return header.u32(header.dialect().tokenBacklog);
    }

    /** Flow control count: messages sent in the last rotation, repeats included. */
    public long fcc() {
        return header.u32(header.dialect().tokenFcc);
    }

    /** Not 0 in recovery while some member has old messages to send; signed. */
    public int retransFlag() {
        return header.i32(header.dialect().tokenRetransFlag);
    }

    /** Entries of the retransmit list that could be read, 0 to 30. */
    public int retransmitCount() {
        return retransmits;
    }

    /** Entries the token says it has; more than {@link #retransmitCount()} if it was cut or lies. */
    public long claimedRetransmitCount() {
        return header.u32(header.dialect().tokenRetransmits);
    }

    /** The ring of a message somebody misses; {@code i} from 0 to {@link #retransmitCount()} - 1. */
    public RingId retransmitRingId(int i) {
        return header.ringId(entry(i));
    }

    /** The sequence number of a message somebody misses. */
    public long retransmitSeq(int i) {
        return header.u32(entry(i) + header.dialect().ringIdLength);
    }

    private int entry(int i) {
        return header.dialect().tokenList + Objects.checkIndex(i, retransmits) * header.dialect().retransmitLength;
    }

    @Override
    public String toString() {
        return "orf-token seq " + seq() + " token-seq " + tokenSeq() + " aru " + aru() + " ring " + ringId();
    }
}
