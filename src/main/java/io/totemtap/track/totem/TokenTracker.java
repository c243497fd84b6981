package io.totemtap.track.totem;

import io.totemtap.decode.totem.OrfToken;
import io.totemtap.net.EpochNanos;
import io.totemtap.track.Hosts;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.StateLog;
import io.totemtap.track.totem.Hearing.Clue;
import io.totemtap.track.totem.RingState.Member;

/**
 * Reads ORF tokens: which numbers were given out and by whom, who asks for which message, who has everything up to where, how
 * long a rotation takes, which token had to be repeated.
 *
 * <p>What a token proves: the node that sends it has all messages up to its aru, because it would have lowered it otherwise; and
 * a request that was not on the token it received is its own.
 */
final class TokenTracker {

    /** A request or a held-back aru that lasts longer is loss, not two packets that overtook each other. */
    static final long PATIENCE = 500 * EpochNanos.MILLISECOND;

    /** seqno_unchanged_const: after this many visits with nothing new the representative holds the token. */
    private static final int HELD_AFTER = 30;

    private final Hosts hosts;
    private final HearingTracker hearings;
    private final StateLog log;

    TokenTracker(Hosts hosts, HearingTracker hearings, StateLog log) {
        this.hosts = hosts;
        this.hearings = hearings;
        this.log = log;
    }

    /** A token. Returns whether it is a repeat of one that nobody seemed to have taken. */
    boolean onToken(RingState ring, OrfToken token, int from, int to, long timeNanos, long frame) {
        int tokenSeq = (int) token.tokenSeq();
        // Each hop counts the token up. Who gets no sign that it went on repeats it, also when others behind it repeat
        // a later one.
        if (ring.tokens > 0 && tokenSeq - ring.tokenSeq <= 0) {
            if (ring.repeatedTokens++ == 0 || timeNanos - ring.tokenNanos < PATIENCE) {
                log.add(timeNanos, frame, hosts.address(from), Kind.TOKEN_REPEATED, RingTracker.name(ring));
            }
            ring.repeatsOfThis++;
            return true;
        }
        ring.wentOn(timeNanos, frame);
        boolean next = ring.tokens > 0 && tokenSeq - ring.tokenSeq == 1;
        Member sender = ring.member(from);
        numbersGivenOut(ring, (int) token.seq(), next ? from : Hosts.NOBODY, timeNanos, frame);
        requests(ring, token, next, from, sender, timeNanos, frame);
        acknowledgements(ring, token, tokenSeq, from, sender, timeNanos, frame);
        lag(ring, token, timeNanos, frame);
        rotation(ring, token, tokenSeq, sender, timeNanos);
        if (next && ring.tokenTo == from && ring.unchanged < HELD_AFTER * ring.members.size()) {
            sender.turnaround.add(timeNanos - ring.tokenNanos);
        }
        remember(ring, token, tokenSeq, from, to, timeNanos, frame);
        return false;
    }

    private static void numbersGivenOut(RingState ring, int seq, int by, long timeNanos, long frame) {
        if (!ring.window.isStarted()) {
            ring.window.startAt(seq + 1);
        }
        int known = ring.tokens > 0 ? ring.seq : ring.window.next() - 1;
        int count = seq - known;
        if (count < 0 || count > MessageWindow.MOST_AT_ONCE) {
            ring.window.reach(seq);
            return;
        }
        for (int number = known + 1; number - seq <= 0; number++) {
            ring.window.announce(number, by, timeNanos, frame);
        }
    }

    private void requests(
            RingState ring, OrfToken token, boolean next, int from, Member sender, long timeNanos, long frame) {
        for (int i = 0; i < token.retransmitCount(); i++) {
            int number = (int) token.retransmitSeq(i);
            if (!ring.window.contains(number) || !token.retransmitRingId(i).equals(ring.id)) {
                continue;
            }
            if (!ring.window.wasAsked(number)) {
                int asker = next && !ring.requested(number) ? from : onlyCandidate(ring, number);
                ring.window.ask(number, asker, timeNanos);
                firstRequest(ring, number, asker, timeNanos, frame);
            }
            int asker = ring.window.asker(number);
            int originator = ring.window.originator(number);
            if (asker == Hosts.NOBODY || originator == Hosts.NOBODY) {
                ring.missed(originator, asker, ring.window.askedNanos(number), timeNanos, frame);
            }
            if (asker >= 0 && originator >= 0 && timeNanos - ring.window.askedNanos(number) > PATIENCE) {
                hearings.tell(originator, asker, Clue.ASKS_AGAIN, ring.window.askedNanos(number), timeNanos, frame);
            }
        }
        if (next) {
            sender.answers += answered(ring, token);
        }
    }

    private void firstRequest(RingState ring, int number, int asker, long timeNanos, long frame) {
        int originator = ring.window.originator(number);
        if (asker == Hosts.NOBODY || originator == Hosts.NOBODY || asker == originator) {
            return;
        }
        hearings.asked(originator, asker, ring.window.wasSeen(number), timeNanos, frame);
        log.add(
                timeNanos,
                frame,
                hosts.address(asker),
                Kind.MISSES_MESSAGES,
                hosts.address(originator).toString());
    }

    /** Nobody asks for a message of its own, and whoever sent the token that was seen before this one had not asked. */
    private static int onlyCandidate(RingState ring, int number) {
        if (!ring.membersKnown) {
            return Hosts.NOBODY;
        }
        int found = Hosts.NOBODY;
        for (int host : ring.members.keySet()) {
            if (host != ring.window.originator(number) && host != ring.tokenFrom) {
                if (found != Hosts.NOBODY) {
                    return Hosts.NOBODY;
                }
                found = host;
            }
        }
        return found;
    }

    private static int answered(RingState ring, OrfToken token) {
        int count = 0;
        for (int i = 0; i < ring.requestCount; i++) {
            boolean still = false;
            for (int j = 0; j < token.retransmitCount() && !still; j++) {
                still = (int) token.retransmitSeq(j) == ring.requests[i];
            }
            count += still ? 0 : 1;
        }
        return count;
    }

    private void acknowledgements(
            RingState ring, OrfToken token, int tokenSeq, int from, Member sender, long timeNanos, long frame) {
        int aru = (int) token.aru();
        if (token.seq() == 0) {
            return;
        }
        acknowledge(ring, from, sender, aru, timeNanos, frame);
        if (ring.members.size() > 2
                && ring.membersKnown
                && sender.tokenNanos != EpochNanos.NEVER
                && tokenSeq - sender.tokenSeq == ring.members.size()) {
            int all = aru - sender.tokenAru < 0 ? aru : sender.tokenAru;
            ring.members.forEach((host, member) -> {
                if (host != from) {
                    acknowledge(ring, host, member, all, timeNanos, frame);
                }
            });
        }
    }

    private void acknowledge(RingState ring, int host, Member member, int aru, long timeNanos, long frame) {
        MessageWindow window = ring.window;
        if (!member.hasAcknowledged || aru - member.acknowledged > MessageWindow.SIZE) {
            member.hasAcknowledged = true;
            member.acknowledged = window.contains(aru) ? firstKnown(window, aru) - 1 : aru;
        }
        for (int number = member.acknowledged + 1; number - aru <= 0; number++) {
            if (window.contains(number)) {
                int originator = window.originator(number);
                if (originator >= 0 && originator != host) {
                    boolean asked = window.wasAsked(number) && window.asker(number) == host;
                    hearings.acknowledged(originator, host, asked, window.askedNanos(number), timeNanos, frame);
                }
            }
        }
        if (aru - member.acknowledged > 0) {
            member.acknowledged = aru;
        }
    }

    private static int firstKnown(MessageWindow window, int from) {
        int number = from;
        while (window.contains(number - 1)) {
            number--;
        }
        return number;
    }

    private void lag(RingState ring, OrfToken token, long timeNanos, long frame) {
        int behind = token.aruAddress() == 0 ? Hosts.NOBODY : hosts.byNodeId(token.aruAddress());
        int aru = (int) token.aru();
        if (behind == Hosts.NOBODY || token.seq() == 0 || (int) token.seq() - aru <= 0 || !ring.has(behind)) {
            return;
        }
        Member member = ring.member(behind);
        int number = aru + 1;
        if (member.laggingNanos == EpochNanos.NEVER || member.laggingAt != number) {
            member.laggingAt = number;
            member.laggingNanos = timeNanos;
        } else if (timeNanos - member.laggingNanos > PATIENCE && ring.window.contains(number)) {
            int originator = ring.window.originator(number);
            if (originator >= 0 && originator != behind) {
                hearings.tell(originator, behind, Clue.HOLDS_ARU_BACK, member.laggingNanos, timeNanos, frame);
            }
        }
    }

    private static void rotation(RingState ring, OrfToken token, int tokenSeq, Member sender, long timeNanos) {
        if (sender.tokenNanos != EpochNanos.NEVER) {
            ring.tookHops(tokenSeq - sender.tokenSeq);
        }
        ring.unchanged = (int) token.seq() == ring.seq ? ring.unchanged + 1 : 0;
        int size = ring.members.size();
        if (sender.tokenNanos != EpochNanos.NEVER
                && tokenSeq - sender.tokenSeq == size
                && ring.unchanged < HELD_AFTER * size) {
            ring.rotation.add(timeNanos - sender.tokenNanos);
            ring.rotationOverTime.add(timeNanos, timeNanos - sender.tokenNanos);
        }
        sender.tokenSeq = tokenSeq;
        sender.tokenAru = (int) token.aru();
        sender.tokenNanos = timeNanos;
    }

    private static void remember(
            RingState ring, OrfToken token, int tokenSeq, int from, int to, long timeNanos, long frame) {
        ring.tokens++;
        ring.tokenFrom = from;
        ring.tokenTo = to;
        ring.tokenSeq = tokenSeq;
        ring.seq = (int) token.seq();
        ring.aru = (int) token.aru();
        ring.tokenNanos = timeNanos;
        ring.tokenFrame = frame;
        ring.highestBacklog = Math.max(ring.highestBacklog, token.backlog());
        ring.highestFlowControl = Math.max(ring.highestFlowControl, token.fcc());
        ring.requestCount = Math.min(token.retransmitCount(), ring.requests.length);
        for (int i = 0; i < ring.requestCount; i++) {
            ring.requests[i] = (int) token.retransmitSeq(i);
        }
    }
}
