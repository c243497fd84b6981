package io.totemtap.capture.host;

/** An answer that may be missing: what nobody looked at is not a no. */
public enum Answer {
    /** It is so. */
    YES,
    /** It is not so, and the place where it would stand was read completely. */
    NO,
    /** The text does not tell. */
    UNKNOWN;

    /** {@link #YES} or {@link #NO}. */
    static Answer of(boolean yes) {
        return yes ? YES : NO;
    }
}
