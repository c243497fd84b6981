package io.totemtap.capture.log;

import java.util.Optional;

/**
 * Why a node starts to look for members: the number after "entering GATHER state from" (exec/totemsrp.c; a plain number
 * in openais and corosync 1, enum gather_state_from with the same numbers in corosync 2 and 3).
 */
public enum GatherReason {
    /** 0: not all members agreed in time. */
    CONSENSUS_TIMEOUT(0, "the members did not agree within the consensus timeout"),
    /** 1: never used. */
    NOT_USED(1, "not used by any version"),
    /** 2: no token arrived in a formed ring. */
    TOKEN_LOST_IN_OPERATIONAL(2, "the token was lost in a formed ring"),
    /** 3: not all members agreed in time, seen by the token timer. */
    CONSENSUS_EXPIRED(3, "the consensus timeout expired"),
    /** 4: the commit token did not come back. */
    TOKEN_LOST_IN_COMMIT(4, "the commit token was lost"),
    /** 5: the token was lost while messages of the old ring were recovered. */
    TOKEN_LOST_IN_RECOVERY(5, "the token was lost during recovery"),
    /** 6: a node did not receive messages that others had. */
    FAILED_TO_RECEIVE(6, "a member failed to receive messages"),
    /** 7: a message of another ring came to a formed ring. */
    FOREIGN_MESSAGE_IN_OPERATIONAL(7, "a message of another ring arrived in a formed ring"),
    /** 8: a message of another ring came while gathering. */
    FOREIGN_MESSAGE_IN_GATHER(8, "a message of another ring arrived while gathering"),
    /** 9: another ring announced itself to a formed ring. */
    MERGE_IN_OPERATIONAL(9, "another ring announced itself to a formed ring"),
    /** 10: another ring announced itself while gathering. */
    MERGE_IN_GATHER(10, "another ring announced itself while gathering"),
    /** 11: a join message brought new members. */
    MERGE_DURING_JOIN(11, "a join message named members that were not known"),
    /** 12: a join message came to a formed ring. */
    JOIN_IN_OPERATIONAL(12, "a join message arrived in a formed ring"),
    /** 13: a join message came while the ring was being committed. */
    JOIN_IN_COMMIT(13, "a join message arrived while the ring was being committed"),
    /** 14: a join message came during recovery. */
    JOIN_IN_RECOVERY(14, "a join message arrived during recovery"),
    /** 15: the network interface came up, went down or changed its address. */
    INTERFACE_CHANGE(15, "the network interface changed");

    private final int number;
    private final String meaning;

    GatherReason(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number in the log line. */
    public int number() {
        return number;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** The reason with a number; absent for a number no version uses. */
    public static Optional<GatherReason> of(int number) {
        for (GatherReason reason : values()) {
            if (reason.number == number) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
