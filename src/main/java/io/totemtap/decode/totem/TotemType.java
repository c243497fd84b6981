package io.totemtap.decode.totem;

/** The kinds of totem messages, in the order of their numbers on the wire (totemsrp.c, totemrrp.c). */
public enum TotemType {
    /** The token that goes round the ring. */
    ORF_TOKEN(0, "orf-token"),
    /** Data to all members. */
    MCAST(1, "mcast"),
    /** The representative's sign of life. */
    MEMB_MERGE_DETECT(2, "memb-merge-detect"),
    /** Membership in negotiation. */
    MEMB_JOIN(3, "memb-join"),
    /** The token that forms a new ring. */
    MEMB_COMMIT_TOKEN(4, "memb-commit-token"),
    /** Asks the representative to let the token go. */
    TOKEN_HOLD_CANCEL(5, "token-hold-cancel"),
    /** Goes round a redundant ring that is marked faulty. */
    RING_TEST_ACTIVE(6, "ring-test-active"),
    /** Says that a redundant ring works again. */
    RING_TEST_ACTIVATE(7, "ring-test-activate"),
    /** Could not be read. */
    OPAQUE(-1, "opaque");

    /** The highest number on the wire. */
    static final int HIGHEST = 7;

    private static final TotemType[] ALL = values();

    private final int number;
    private final String text;

    TotemType(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number on the wire; -1 for {@link #OPAQUE}. */
    public int number() {
        return number;
    }

    /** The name in lower-case words, as events and reports have it. */
    public String text() {
        return text;
    }

    /** The type with a number; {@link #OPAQUE} for numbers nobody has defined. */
    static TotemType ofNumber(int number) {
        return number <= HIGHEST ? ALL[number] : OPAQUE;
    }
}
