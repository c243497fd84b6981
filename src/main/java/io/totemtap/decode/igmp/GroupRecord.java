package io.totemtap.decode.igmp;

import io.totemtap.net.IpAddress;
import java.util.List;

/**
 * One record of a version 3 IGMP report or a version 2 MLD report (RFC 3376 section 4.2.4, RFC 3810 section 5.2.4).
 *
 * @param type what it says about the group
 * @param typeNumber the type as in the packet, 0 to 255
 * @param group which group
 * @param sourceCount how many sources the record claims to have, 0 to 65535
 * @param sources as many of them as could be read
 * @param auxiliaryWords length of the auxiliary data, in words of 32 bits, 0 to 255; the protocols define none
 */
public record GroupRecord(
        Type type, int typeNumber, IpAddress group, int sourceCount, List<IpAddress> sources, int auxiliaryWords) {

    /** Record types, with the numbers both protocols give them. */
    public enum Type {
        /** 1: state, only these sources are wanted. */
        MODE_IS_INCLUDE,
        /** 2: state, all but these sources are wanted. */
        MODE_IS_EXCLUDE,
        /** 3: change, only these sources are wanted from now on; with no source, a leave. */
        CHANGE_TO_INCLUDE_MODE,
        /** 4: change, all but these sources are wanted from now on; with no source, a join. */
        CHANGE_TO_EXCLUDE_MODE,
        /** 5: these sources are wanted too. */
        ALLOW_NEW_SOURCES,
        /** 6: these sources are wanted no more. */
        BLOCK_OLD_SOURCES,
        /** Any other number: receivers ignore the record. */
        UNKNOWN;

        private static final Type[] BY_NUMBER = values();

        /** The type with a number, {@link #UNKNOWN} for all but 1 to 6. */
        public static Type of(int number) {
            return number >= 1 && number <= 6 ? BY_NUMBER[number - 1] : UNKNOWN;
        }
    }

    /** Copies the list. */
    public GroupRecord {
        sources = List.copyOf(sources);
    }

    /** Whether all sources could be read. */
    public boolean isComplete() {
        return sources.size() == sourceCount;
    }

    /**
     * Whether the record says that the sender wants nothing of the group: an include mode without sources. Judged by the
     * number of sources claimed, so that a record cut short is never taken for a leave.
     */
    public boolean wantsNothing() {
        return sourceCount == 0 && (type == Type.CHANGE_TO_INCLUDE_MODE || type == Type.MODE_IS_INCLUDE);
    }
}
