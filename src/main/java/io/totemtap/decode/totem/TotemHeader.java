package io.totemtap.decode.totem;

import io.totemtap.decode.ByteRange;

/**
 * What all totem messages have: the bytes, how they are laid out, what was wrapped round them, and the header fields. A
 * view that moves with its decoder.
 */
public final class TotemHeader {

    /** Header node id of a node that leaves. */
    private static final long LEAVING = 0;

    private static final int NORMAL = 2;

    private final ByteRange bytes = new ByteRange();
    private final Identities identities;

    private TotemDialect dialect = TotemDialect.OPENAIS_COROSYNC1;
    private boolean littleEndian = true;
    private TotemType type = TotemType.OPAQUE;
    /** Whether a header stands at the start of the bytes. */
    private boolean found;

    private int length;

    private TotemEnvelope envelope = TotemEnvelope.UNKNOWN;
    private int keyIndex = -1;
    private boolean encrypted;
    private boolean authenticated;
    private int sourcePort;
    private int destinationPort;

    TotemHeader(Identities identities) {
        this.identities = identities;
    }

    /** The layout. */
    public TotemDialect dialect() {
        return dialect;
    }

    /** Whether the sender's numbers are little-endian. */
    public boolean isLittleEndian() {
        return littleEndian;
    }

    /**
     * The kind of message, also where too little is there to decode it; {@link TotemType#OPAQUE} if not even the header
     * is.
     */
    public TotemType type() {
        return type;
    }

    /**
     * The encapsulated field: 2 for a normal MCAST, 1 for one that carries an MCAST of the old ring, 0 for other types;
     * some versions leave it unset in hold cancels and ring tests.
     */
    public int encapsulated() {
        return found ? bytes.u8(dialect.encapsulated) : 0;
    }

    /**
     * Node id of the sender as the header has it, 0 to 2^32 - 1; 0 in a leave message. A retransmitted token of openais
     * and early corosync carries the id of the hop before: only the IP source tells who sent a token. Ring tests have
     * none: 0.
     */
    public long nodeId() {
        boolean ringTest = type == TotemType.RING_TEST_ACTIVE || type == TotemType.RING_TEST_ACTIVATE;
        return found && !ringTest ? u32(dialect.nodeId) : 0;
    }

    /** Bytes of the message on the wire, envelope not counted; -1 where padding that was not captured hides it. */
    public int length() {
        return length;
    }

    /** Bytes of the message that are there. */
    public int available() {
        return bytes.length();
    }

    /** What is wrapped round the message. */
    public TotemEnvelope envelope() {
        return envelope;
    }

    /** Which key of the keyring opened or signed it; -1 for none. */
    public int keyIndex() {
        return keyIndex;
    }

    /** Whether the message was encrypted on the wire, or cannot be read. */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** Whether a digest has proven every byte ({@link OpenedTotem#isAuthenticated}). */
    public boolean isAuthenticated() {
        return authenticated;
    }

    /** The bytes of the message that are there. */
    public ByteRange bytes() {
        return bytes;
    }

    /** Which software sent it, as far as this packet tells. */
    public Generation generation() {
        return switch (envelope) {
            case CRYPTO_2_0 -> Generation.C2_0;
            case CRYPTO_2_2 -> Generation.C2_2;
            case CRYPTO_2_3 -> Generation.C2_3;
            case SECAUTH_TYPED, SECAUTH_NSS -> Generation.B;
            case SECAUTH -> byPorts();
            case CLEAR -> dialect == TotemDialect.COROSYNC3 ? Generation.D : byContents();
            case UNKNOWN -> TotemPorts.arePlausible(sourcePort, destinationPort) ? byPorts() : Generation.UNKNOWN;
        };
    }

    /** Only corosync has leave messages and ring tests; only openais leaves the totempg version unset. */
    private Generation byContents() {
        return switch (type) {
            case RING_TEST_ACTIVE, RING_TEST_ACTIVATE -> Generation.B;
            case MEMB_JOIN -> nodeId() == LEAVING ? Generation.B : byPorts();
            case MCAST -> hasTotempgVersion() ? Generation.A : byPorts();
            case ORF_TOKEN, MEMB_MERGE_DETECT, MEMB_COMMIT_TOKEN, TOKEN_HOLD_CANCEL, OPAQUE -> byPorts();
        };
    }

    private boolean hasTotempgVersion() {
        int payload = dialect.mcastPayload;
        return encapsulated() == NORMAL && has(payload + 2) && bytes.u16(payload) != 0;
    }

    /** A big-endian openais host sends from the port corosync uses; secauth without type byte exists in both. */
    private Generation byPorts() {
        if (sourcePort == TotemPorts.openaisSource(destinationPort)) {
            return Generation.A;
        }
        boolean corosync = sourcePort == TotemPorts.corosyncSource(destinationPort);
        return corosync && littleEndian && envelope == TotemEnvelope.CLEAR ? Generation.B : Generation.A_OR_B;
    }

    /** Moves to an opened payload; the type is not known yet. */
    void wrap(OpenedTotem opened, int fromPort, int toPort) {
        ByteRange message = opened.message();
        bytes.wrap(message, 0, message.length());
        dialect = opened.dialect();
        littleEndian = true;
        type = TotemType.OPAQUE;
        found = false;
        length = opened.claimedLength();
        envelope = opened.envelope();
        keyIndex = opened.keyIndex();
        encrypted = !opened.isOpened() || envelope.isSecauth() || opened.cipher() != TotemCipher.NONE;
        authenticated = opened.isAuthenticated();
        sourcePort = fromPort;
        destinationPort = toPort;
    }

    /** Moves to the message a recovery MCAST carries. */
    void wrapInner(TotemHeader outer, int at) {
        bytes.wrap(outer.bytes, at, outer.bytes.length() - at);
        dialect = outer.dialect;
        littleEndian = true;
        type = TotemType.OPAQUE;
        found = false;
        length = outer.length < 0 ? outer.length : outer.length - at;
        envelope = outer.envelope;
        keyIndex = outer.keyIndex;
        encrypted = outer.encrypted;
        authenticated = outer.authenticated;
        sourcePort = outer.sourcePort;
        destinationPort = outer.destinationPort;
    }

    /** Says what the header turned out to be. */
    void found(TotemType kind, boolean little) {
        type = kind;
        found = true;
        littleEndian = little;
    }

    /** Says how long the message is, where the opener could not know; what is there behind it is padding or a hash. */
    void length(int exact) {
        length = exact;
        bytes.wrap(bytes, 0, Math.min(exact, bytes.length()));
    }

    /** Whether the first {@code count} bytes are there. */
    boolean has(int count) {
        return bytes.length() >= count;
    }

    int i32(int at) {
        return littleEndian ? bytes.i32le(at) : bytes.i32(at);
    }

    long u32(int at) {
        return Integer.toUnsignedLong(i32(at));
    }

    long i64(int at) {
        return littleEndian ? bytes.i64le(at) : bytes.i64(at);
    }

    Processor processor(int at) {
        return identities.processor(bytes, at, dialect, littleEndian);
    }

    long processorKey(int at) {
        return identities.processorKey(bytes, at, dialect, littleEndian);
    }

    RingId ringId(int at) {
        return identities.ringId(bytes, at, ringSequence(at), dialect, littleEndian);
    }

    long representativeKey(int at) {
        return identities.representativeKey(bytes, at, dialect, littleEndian);
    }

    long ringSequence(int at) {
        return i64(at + dialect.ringIdLength - Long.BYTES);
    }
}
