package io.totemtap.capture.host;

/** What a rule does with a packet that matches. */
public enum RuleVerdict {
    /** Lets it pass this chain. */
    ACCEPT,
    /** Drops it. */
    DROP,
    /** Drops it and says so. */
    REJECT,
    /** Goes on in the calling chain. */
    RETURN,
    /** Goes on in another chain, and comes back. */
    JUMP,
    /** Goes on in another chain for good. */
    GOTO,
    /** Goes on with the next rule: counts, logs or marks. */
    CONTINUE,
    /** Something else: a queue, a map of verdicts, an extension. */
    OTHER
}
