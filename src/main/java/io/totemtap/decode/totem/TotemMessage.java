package io.totemtap.decode.totem;

/**
 * A totem message: a view of its decoder, good until the next message is decoded. What is kept must be copied;
 * {@link RingId} and {@link Processor} are values and can be kept.
 */
public sealed interface TotemMessage
        permits OrfToken, Mcast, MembMergeDetect, MembJoin, MembCommitToken, TokenHoldCancel, RingTest, OpaqueTotem {

    /** Bytes, layout, envelope and header fields. */
    TotemHeader header();

    /** The kind of message: tells which of the permitted types this is. */
    TotemType type();

    /** The layout. Of an {@link OpaqueTotem} that stayed shut: the layout it has if it is totem. */
    default TotemDialect dialect() {
        return header().dialect();
    }

    /** Which software sent it, as far as this packet tells. */
    default Generation generation() {
        return header().generation();
    }

    /** {@link TotemHeader#nodeId()}. */
    default long nodeId() {
        return header().nodeId();
    }

    /** {@link TotemHeader#encapsulated()}. */
    default int encapsulated() {
        return header().encapsulated();
    }

    /** Whether the sender's numbers are little-endian. */
    default boolean isLittleEndian() {
        return header().isLittleEndian();
    }

    /** What is wrapped round the message. */
    default TotemEnvelope envelope() {
        return header().envelope();
    }

    /** Which key of the keyring opened or signed it; -1 for none. */
    default int keyIndex() {
        return header().keyIndex();
    }

    /** Whether a digest has proven every byte ({@link OpenedTotem#isAuthenticated}). */
    default boolean isAuthenticated() {
        return header().isAuthenticated();
    }

    /** Bytes of the message on the wire, envelope not counted; -1 where padding that was not captured hides it. */
    default int length() {
        return header().length();
    }
}
