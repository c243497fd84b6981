package io.totemtap.report;

import io.totemtap.track.StateChange;
import io.totemtap.track.StateChange.Kind;
import java.util.Locale;

/** Names and sentences for what trackers see change. */
public final class StateWords {

    private StateWords() {}

    /** The kind in lower-case words with hyphens. */
    public static String id(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happened, without the time and the host. */
    public static String text(StateChange change) {
        String subject = change.subject();
        return switch (change.kind()) {
            case JOINED_GROUP -> "reports " + subject;
            case LEFT_GROUP -> "leaves " + subject;
            case MEMBERSHIP_AGED_OUT ->
                "has not reported " + subject + " for a group membership interval: a snooping switch forgets it";
            case QUERIER_APPEARED -> "queries";
            case QUERIER_ELECTED -> "queries, and has the lowest address: it is the querier now";
            case QUERIES_STOPPED -> "no query for a group membership interval";
            case QUERIES_RESUMED -> "queries again";
            case TOPOLOGY_CHANGE -> "spanning-tree topology change";
            case MOVED -> subject + " was announced by reverse ARP: it is behind another switch port now";
            case GATHER -> "looks for members (gather)";
            case COMMIT -> "passes a commit token (commit)";
            case RECOVERY -> "exchanges messages of the old ring (recovery), ring " + subject;
            case OPERATIONAL -> "works on ring " + subject + " (operational)";
            case RING_FORMED -> "ring " + subject + " has formed";
            case SINGLETON_RING -> "has a ring of its own, " + subject;
            case RING_ENDED -> "gives up ring " + subject;
            case LEFT_CLUSTER -> "says that it leaves";
            case FAILED_TO_RECEIVE -> "says that it fails to receive";
            case TOKEN_REPEATED -> "repeats the token of ring " + subject;
            case FELL_SILENT -> "falls silent";
            case SPEAKS_AGAIN -> "speaks again";
            case PORT_UNREACHABLE -> "answers port unreachable: no daemon listens there";
            case MISSES_MESSAGES -> "asks for messages of " + subject;
            case CAUGHT_UP -> "has what it missed of " + subject;
            case NAMED_CLUSTER -> "is in cluster " + subject;
            case TOLD_OF_FENCING -> "says that " + subject;
        };
    }
}
