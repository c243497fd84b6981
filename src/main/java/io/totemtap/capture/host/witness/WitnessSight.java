package io.totemtap.capture.host.witness;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the witness can see in the kernel it runs in.
 *
 * @param stages the stages it sees; a number of another stage is not known, not zero
 * @param sockets by what it sees a socket's packets
 * @param reasons whether the kernel gives reasons for drops; without them only the locations are known
 */
public record WitnessSight(Set<Stage> stages, Sockets sockets, boolean reasons) {

    /** By what a packet on its way into a socket is seen. */
    public enum Sockets {
        /** At the function that puts it into the queue. */
        FUNCTION,
        /** By a program of the root control group, which runs just before; the socket's own filter comes after it. */
        CONTROL_GROUP,
        /** Not at all. */
        NOTHING;

        /** The word in texts. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Sockets> ofWord(String word) {
            return Words.find(values(), Sockets::word, word);
        }
    }

    /** Copies the set. */
    public WitnessSight {
        EnumSet<Stage> copy = EnumSet.noneOf(Stage.class);
        copy.addAll(stages);
        stages = Collections.unmodifiableSet(copy);
    }

    /** Whether it sees a stage. */
    public boolean sees(Stage stage) {
        return stages.contains(stage);
    }
}
