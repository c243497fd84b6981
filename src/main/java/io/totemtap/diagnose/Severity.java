package io.totemtap.diagnose;

/** How much a finding matters. The order is from least to most. */
public enum Severity {
    /** Worth knowing; nothing is lost by it. */
    NOTE,
    /** Nothing is lost by it yet. */
    WARNING,
    /** The cluster suffers from it. */
    FAULT;

    /** The name in JSON and text. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
