package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;

/**
 * A UDP payload and what an opener found inside: a re-used result, good until the next packet is opened into it.
 * Opening and decoding can so be done by different threads: one fills, the other reads once the first has handed it
 * over.
 *
 * <p>The message of an encrypted payload is in the buffer that was given to the opener; that of a readable one, and the
 * payload of one that stayed shut, is where the payload itself is. Both must be kept as long as this.
 */
public final class OpenedTotem {

    /** The length of the message is not known. */
    static final int UNKNOWN_LENGTH = -1;

    private final ByteRange payload = new ByteRange();
    private final ByteRange message = new ByteRange();
    private int claimedPayload;
    private byte[] buffer = new byte[0];
    private int bufferAt;
    private Recipe remembered = Recipe.NONE;

    private boolean opened;
    private TotemEnvelope envelope = TotemEnvelope.UNKNOWN;
    private TotemDialect dialect = TotemDialect.OPENAIS_COROSYNC1;
    private Recipe recipe = Recipe.NONE;
    private boolean authenticated;
    private boolean digestMismatch;
    private int claimedLength;
    private boolean trailerPossible;

    /** Whether there is a message to decode; if not, {@link #message()} is the payload itself. */
    public boolean isOpened() {
        return opened;
    }

    /** What is wrapped round the message, also where only its prefix could be recognised. */
    public TotemEnvelope envelope() {
        return envelope;
    }

    /** The layout of the message. */
    public TotemDialect dialect() {
        return dialect;
    }

    /** Which key fitted, -1 if none did or none was needed. */
    public int keyIndex() {
        return recipe.keyIndex();
    }

    /** The cipher of corosync 2.x and of NSS; NONE where the envelope uses SOBER-128 or none. */
    public TotemCipher cipher() {
        return recipe.cipher();
    }

    /** The hash that stands beside the message. */
    public TotemHash hash() {
        return recipe.hash();
    }

    /**
     * Whether the digest fitted all bytes of the payload; never for a payload cut by the capture. The digest of
     * corosync 2.0 to 2.2 has an empty key: it proves that nothing was changed by accident, and nothing else.
     */
    public boolean isAuthenticated() {
        return authenticated;
    }

    /** Whether a digest whose key is known to everybody (corosync 2.0 to 2.2) does not fit a readable message. */
    public boolean isDigestMismatch() {
        return digestMismatch;
    }

    /** Whether the capture kept only a part of the payload. */
    public boolean isCut() {
        return payload.length() < claimedPayload;
    }

    /** The bytes of the message that are there. */
    public ByteRange message() {
        return message;
    }

    /** The UDP payload that is there. */
    public ByteRange payload() {
        return payload;
    }

    /** Bytes of the UDP payload on the wire. */
    public int claimedPayload() {
        return claimedPayload;
    }

    /** Bytes of the message on the wire; -1 where padding that was not captured hides it. */
    int claimedLength() {
        return claimedLength;
    }

    /** Whether the claimed length may include a hash. */
    boolean isTrailerPossible() {
        return trailerPossible;
    }

    /** Starts with a payload that is shut, in a flow whose last packet was opened as {@code last} says. */
    void begin(ByteRange source, int claimed, byte[] room, int roomAt, Recipe last) {
        remembered = last;
        payload.wrap(source, 0, source.length());
        message.wrap(source, 0, source.length());
        claimedPayload = Math.max(claimed, source.length());
        buffer = room;
        bufferAt = roomAt;
        opened = false;
        envelope = TotemEnvelope.UNKNOWN;
        dialect = TotemDialect.OPENAIS_COROSYNC1;
        recipe = Recipe.NONE;
        authenticated = false;
        digestMismatch = false;
        claimedLength = claimedPayload;
        trailerPossible = false;
    }

    byte[] array() {
        return payload.array();
    }

    int offset() {
        return payload.arrayOffset();
    }

    int available() {
        return payload.length();
    }

    byte[] buffer() {
        return buffer;
    }

    int bufferAt() {
        return bufferAt;
    }

    /** What opened the last packet of the flow. */
    Recipe remembered() {
        return remembered;
    }

    /** Notes an envelope that was recognised and not opened. */
    void recognised(TotemEnvelope found) {
        envelope = found;
        dialect = found.dialect();
    }

    /** The message is a part of the payload, from {@code from}, {@code claimed} bytes long on the wire. */
    void readable(Recipe how, TotemDialect layout, int from, int claimed) {
        open(how, layout, claimed);
        message.wrap(payload, from, Math.max(0, Math.min(payload.length() - from, claimed)));
    }

    /** The message was decrypted into the buffer: {@code length} bytes are there, {@code claimed} were on the wire. */
    void decrypted(Recipe how, int length, int claimed) {
        open(how, how.envelope().dialect(), claimed);
        message.wrap(buffer, bufferAt, length);
    }

    /** Takes over what was found in the same payload by other means. */
    void takeOver(OpenedTotem found) {
        open(found.recipe, found.dialect, found.claimedLength);
        envelope = found.envelope;
        authenticated = found.authenticated;
        digestMismatch = found.digestMismatch;
        trailerPossible = found.trailerPossible;
        message.wrap(found.message, 0, found.message.length());
    }

    private void open(Recipe how, TotemDialect layout, int claimed) {
        opened = true;
        recipe = how;
        envelope = how.envelope();
        dialect = layout;
        claimedLength = claimed;
    }

    void authenticated(boolean fits) {
        authenticated = fits;
    }

    /** Says whether the hash of a readable message fits, where everybody knows its key. */
    void digest(boolean fits) {
        authenticated = fits;
        digestMismatch = !fits;
    }

    /** A key has signed the readable message. */
    void signed(Recipe how) {
        recipe = how;
        authenticated = true;
    }

    void trailerPossible(boolean possible) {
        trailerPossible = possible;
    }

    /** What opened it. */
    Recipe recipe() {
        return recipe;
    }

    /** Envelope, sizes and number of the key; never bytes. */
    @Override
    public String toString() {
        return envelope + (opened ? " opened" : " shut") + ", key " + recipe.keyIndex() + ", " + payload.length()
                + " of " + claimedPayload + " bytes";
    }
}
