package io.totemtap.correlate;

import java.util.Locale;

/** The shape of a loss, by stated tests; see {@link LossTally#pattern()}. */
public enum LossPattern {
    /** Nothing is lost. */
    NONE,
    /** Everything is lost. */
    TOTAL,
    /** Everything is lost from one moment to another, and hardly anything before and after. */
    FROM_A_MOMENT,
    /** Losses are spread evenly. */
    RANDOM,
    /** Losses come together. */
    BURSTS,
    /** Packets pass up to one number a second, and what is above is lost. */
    RATE_LIMITED,
    /** Packets above some length are lost, shorter ones pass. */
    LARGE_ONLY,
    /** Too few packets to tell. */
    UNKNOWN;

    /** Whether nothing passes any more, from the beginning or from some moment on. */
    public boolean isWhole() {
        return this == TOTAL || this == FROM_A_MOMENT;
    }

    /** The name in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
