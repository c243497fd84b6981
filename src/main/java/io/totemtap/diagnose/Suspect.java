package io.totemtap.diagnose;

/**
 * A place under suspicion, and what became of it.
 *
 * @param place which
 * @param state what the evidence left of it
 * @param because one sentence: what cleared it, what keeps it standing, or what named it
 */
public record Suspect(Place place, State state, String because) {

    /** What the evidence left of a suspect. */
    public enum State {
        /** Evidence excludes it. */
        CLEARED,
        /** Nothing excludes it. */
        STANDING,
        /** It is the one. */
        NAMED;

        /** The name in JSON. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
