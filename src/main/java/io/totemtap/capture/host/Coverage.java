package io.totemtap.capture.host;

import java.util.Set;

/**
 * How much of a list a text shows, which decides whether what is missing in it is a no.
 *
 * @param extent how much
 * @param interfaces the interfaces it shows, for {@link Extent#SOME_INTERFACES}
 */
public record Coverage(Extent extent, Set<String> interfaces) {

    /** How much of a list is shown. */
    public enum Extent {
        /** Nothing: no such list in the text. */
        NOTHING,
        /** All of some interfaces. */
        SOME_INTERFACES,
        /** All of all interfaces. */
        EVERYTHING
    }

    static final Coverage NOTHING = new Coverage(Extent.NOTHING, Set.of());
    static final Coverage EVERYTHING = new Coverage(Extent.EVERYTHING, Set.of());

    /** Copies the set. */
    public Coverage {
        interfaces = Copies.of(interfaces);
    }

    /** Whether all of an interface is shown. */
    public boolean covers(String interfaceName) {
        return extent == Extent.EVERYTHING || interfaces.contains(interfaceName);
    }
}
