package io.totemtap.decode.totem;

/**
 * TOKEN_HOLD_CANCEL, type 5, multicast: a member has data while the representative holds the token (struct
 * token_hold_cancel).
 */
public final class TokenHoldCancel implements TotemMessage {

    private final TotemHeader header;

    TokenHoldCancel(TotemHeader header) {
        this.header = header;
    }

    @Override
    public TotemHeader header() {
        return header;
    }

    @Override
    public TotemType type() {
        return TotemType.TOKEN_HOLD_CANCEL;
    }

    /** The ring whose token is held. */
    public RingId ringId() {
        return header.ringId(header.dialect().holdRingId);
    }

    /** {@link Processor#key()} of the ring's representative. */
    public long ringRepresentativeKey() {
        return header.representativeKey(header.dialect().holdRingId);
    }

    /** Sequence number of the ring, unsigned. */
    public long ringSequence() {
        return header.ringSequence(header.dialect().holdRingId);
    }

    @Override
    public String toString() {
        return "token-hold-cancel from node " + nodeId() + " ring " + ringId();
    }
}
