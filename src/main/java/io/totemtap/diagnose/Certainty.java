package io.totemtap.diagnose;

/** How sure a statement is; each word has one meaning. The order is from least to most. */
public enum Certainty {
    /** Pattern only. */
    POSSIBLE,
    /** Seen on one side, and an independent fact fits. */
    LIKELY,
    /** Seen on both sides of the place. */
    PROVEN;

    /** The name in JSON and text. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The less sure of the two. */
    public Certainty atMost(Certainty cap) {
        return compareTo(cap) <= 0 ? this : cap;
    }
}
