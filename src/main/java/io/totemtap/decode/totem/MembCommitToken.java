package io.totemtap.decode.totem;

import java.util.Objects;

/**
 * COMMIT_TOKEN, type 4, unicast: forms a new ring in two rotations (struct memb_commit_token). The first fills the
 * entries, the second tells them to all.
 */
public final class MembCommitToken implements TotemMessage {

    private static final int ARU = 0;
    private static final int HIGH_DELIVERED = 4;
    private static final int RECEIVED_FLAG = 8;

    private final TotemHeader header;
    private int addresses;
    private int entries;
    private int entriesAt;

    MembCommitToken(TotemHeader header) {
        this.header = header;
    }

    MembCommitToken wrap(int readableAddresses, int readableEntries, int entryListAt) {
        addresses = readableAddresses;
        entries = readableEntries;
        entriesAt = entryListAt;
        return this;
    }

    @Override
    public TotemHeader header() {
        return header;
    }

    @Override
    public TotemType type() {
        return TotemType.MEMB_COMMIT_TOKEN;
    }

    /** Raised by one at each hop, from 1. */
    public long tokenSeq() {
        return header.u32(header.dialect().commitTokenSeq);
    }

    /** The ring that is formed. */
    public RingId ringId() {
        return header.ringId(header.dialect().commitRingId);
    }

    /** {@link Processor#key()} of the ring's representative. */
    public long ringRepresentativeKey() {
        return header.representativeKey(header.dialect().commitRingId);
    }

    /** Sequence number of the ring, unsigned. */
    public long ringSequence() {
        return header.ringSequence(header.dialect().commitRingId);
    }

    /** Always 0 so far. */
    public int retransFlag() {
        return header.i32(header.dialect().commitRetransFlag);
    }

    /** How many entries are filled in; signed. */
    public int membIndex() {
        return header.i32(header.dialect().commitIndex);
    }

    /** Members as the message says. */
    public long claimedMemberCount() {
        return header.u32(header.dialect().commitCount);
    }

    /** Addresses of members that could be read. */
    public int addressCount() {
        return addresses;
    }

    /** A member, in the order of the ring; {@code i} from 0 to {@link #addressCount()} - 1. */
    public Processor address(int i) {
        return header.processor(
                header.dialect().commitList + Objects.checkIndex(i, addresses) * header.dialect().processorLength);
    }

    /** Entries of members that could be read, filled in or not; in the same order as the addresses. */
    public int entryCount() {
        return entries;
    }

    /** The ring a member comes from; all zeros in an entry that is not filled in. */
    public RingId entryRingId(int i) {
        return header.ringId(entry(i));
    }

    /** Sequence number of the ring a member comes from; 0 in an entry that is not filled in. */
    public long entryRingSequence(int i) {
        return header.ringSequence(entry(i));
    }

    /** What a member has contiguously of its old ring. */
    public long entryAru(int i) {
        return header.u32(behindRingId(i) + ARU);
    }

    /** What a member has delivered to its applications of its old ring. */
    public long entryHighDelivered(int i) {
        return header.u32(behindRingId(i) + HIGH_DELIVERED);
    }

    /** 1 if a member has all that anyone of its old ring has; 0 means that it missed messages. */
    public long entryReceivedFlag(int i) {
        return header.u32(behindRingId(i) + RECEIVED_FLAG);
    }

    private int behindRingId(int i) {
        return entry(i) + header.dialect().ringIdLength;
    }

    private int entry(int i) {
        return entriesAt + Objects.checkIndex(i, entries) * header.dialect().commitEntryLength;
    }

    @Override
    public String toString() {
        return "memb-commit-token token-seq " + tokenSeq() + " ring " + ringId() + ", " + claimedMemberCount()
                + " members";
    }
}
