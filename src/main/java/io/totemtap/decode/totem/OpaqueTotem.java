package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;

/**
 * A payload that is no readable message: encrypted under a key that is not known, cut in its fixed part, or not totem
 * at all. Size and time are usable, and what {@link TotemMessage} has as far as the header is there.
 */
public final class OpaqueTotem implements TotemMessage {

    private final TotemHeader header;
    private final ByteRange payload = new ByteRange();
    private int payloadLength;
    private boolean plausible;

    OpaqueTotem(TotemHeader header) {
        this.header = header;
    }

    OpaqueTotem wrap(OpenedTotem opened, boolean isPlausible) {
        payload.wrap(opened.payload(), 0, opened.payload().length());
        payloadLength = opened.claimedPayload();
        plausible = isPlausible;
        return this;
    }

    @Override
    public TotemHeader header() {
        return header;
    }

    @Override
    public TotemType type() {
        return TotemType.OPAQUE;
    }

    /** The type the header names where only the rest was cut off; else {@link TotemType#OPAQUE}. */
    public TotemType visibleType() {
        return header.type();
    }

    /**
     * Whether it can well be totem: its header or prefix was recognised, or ports and length are those of an encrypted
     * message ({@link TotemDecoder#isPlausibleOpaque}).
     */
    public boolean isPlausible() {
        return plausible;
    }

    /** The whole UDP payload, as far as it was captured. */
    public ByteRange payload() {
        return payload;
    }

    /** Bytes of the UDP payload on the wire. */
    public int payloadLength() {
        return payloadLength;
    }

    @Override
    public String toString() {
        return "opaque, " + payloadLength + " bytes, " + envelope();
    }
}
