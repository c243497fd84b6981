package io.totemtap.track.totem;

import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.MembCommitToken;
import io.totemtap.decode.totem.Processor;
import io.totemtap.decode.totem.RingId;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.Hosts;
import io.totemtap.track.StateChange.Kind;
import io.totemtap.track.StateLog;
import io.totemtap.track.totem.Hearing.Clue;
import io.totemtap.track.totem.Ring.Ended;
import io.totemtap.track.totem.Ring.Formed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows rings: when they form, who is in them, when they end. A storm of rings is bounded: the sixteen used last are followed,
 * of older ones what was found is kept, up to 1024 in all.
 */
final class RingTracker {

    private static final int LIVE = 16;
    private static final int KEPT = 1024;

    private final Hosts hosts;
    private final HearingTracker hearings;
    private final StateLog log;
    private final Map<Key, RingState> live = new LinkedHashMap<>(32, 0.75f, true);
    private final List<Ring> over = new ArrayList<>();
    private Optional<RingState> recent = Optional.empty();
    private long overflow;

    private record Key(int port, RingId id) {
        // By hand: what the compiler makes for records costs a start-up of some 30 ms the first time one is hashed or
        // compared.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.port == port && key.id.equals(id);
        }

        @Override
        public int hashCode() {
            return port * 31 + id.hashCode();
        }
    }

    RingTracker(Hosts hosts, HearingTracker hearings, StateLog log) {
        this.hosts = hosts;
        this.hearings = hearings;
        this.log = log;
    }

    /** The ring with this id; made if it is new. The key is the representative's, to compare rings without comparing objects. */
    RingState ring(RingId id, long representativeKey, int port, long timeNanos, long frame) {
        RingState ring = recent.orElse(null);
        if (ring == null
                || ring.id.sequence() != id.sequence()
                || ring.representativeKey != representativeKey
                || ring.port != port) {
            ring = live.computeIfAbsent(new Key(port, id), key -> new RingState(id, representativeKey, port));
            recent = Optional.of(ring);
            if (live.size() > LIVE) {
                retireOldest(timeNanos);
            }
        }
        ring.seen.add(timeNanos, frame);
        return ring;
    }

    private void retireOldest(long timeNanos) {
        Iterator<RingState> oldest = live.values().iterator();
        RingState ring = oldest.next();
        oldest.remove();
        if (over.size() < KEPT - LIVE) {
            over.add(ring.toRing(hosts, timeNanos));
        } else {
            overflow++;
        }
    }

    /** A node sent something that belongs to a ring: it is a member. */
    void onMember(RingState ring, int host, long timeNanos, long frame) {
        if (host == Hosts.NOBODY || ring.has(host)) {
            return;
        }
        ring.member(host);
        if (ring.members.size() == 2 && !ring.membersKnown && !ring.isFormed) {
            formed(ring, timeNanos, frame);
        } else if (ring.isFormed) {
            hearEachOther(ring, host, timeNanos, frame);
        }
    }

    /** A commit token on its way: it names the members. */
    void onCommitToken(RingState ring, MembCommitToken token, int from, int to) {
        int count = token.addressCount();
        if (!ring.membersKnown && count == token.claimedMemberCount()) {
            for (int i = 0; i < count; i++) {
                int host = host(token.address(i));
                if (host != Hosts.NOBODY) {
                    ring.member(host);
                }
            }
            ring.membersKnown = ring.members.size() == count;
            ring.formedBy = Formed.COMMIT_TOKEN;
            ring.window.startAt(1);
        }
        int filled = Math.min(token.membIndex(), token.entryCount());
        for (int i = 0; i < filled && ring.previousSequences.size() < count; i++) {
            ring.previousSequences.add(token.entryRingSequence(i));
        }
        ring.member(from);
        if (to != Hosts.NOBODY) {
            ring.member(to);
        }
    }

    /** A token or message of the ring in use: its forming is over. */
    void onUse(RingState ring, long timeNanos, long frame) {
        if (!ring.isFormed && ring.members.size() > 1) {
            formed(ring, timeNanos, frame);
        }
    }

    private void formed(RingState ring, long timeNanos, long frame) {
        ring.isFormed = true;
        for (int host : ring.members.keySet()) {
            hearEachOther(ring, host, timeNanos, frame);
        }
        log.add(timeNanos, frame, hosts.address(ring.members.keySet().iterator().next()), Kind.RING_FORMED, name(ring));
    }

    /** To form a ring each member needs a JOIN of each other member with the same lists, and nobody passes JOINs on. */
    private void hearEachOther(RingState ring, int host, long timeNanos, long frame) {
        for (int other : ring.members.keySet()) {
            if (other != host) {
                hearings.tell(host, other, Clue.RING_FORMED, timeNanos, timeNanos, frame);
                hearings.tell(other, host, Clue.RING_FORMED, timeNanos, timeNanos, frame);
            }
        }
    }

    /** A message. Returns whether this place has seen it before. */
    boolean onMcast(RingState ring, Mcast message, int originator, int sender, long timeNanos, long frame) {
        int seq = (int) message.seq();
        if (!ring.window.isStarted()) {
            ring.window.startAt(ring.formedBy == Formed.NOT_SEEN ? seq : 1);
        }
        long announced = ring.window.announcedNanos(seq);
        boolean before = ring.window.see(seq, originator, timeNanos, frame);
        if (!before && originator != Hosts.NOBODY && !ring.window.wasAsked(seq) && isLate(announced, timeNanos)) {
            ring.missed(originator, Hosts.NOBODY, announced, timeNanos, frame);
        }
        if (ring.hasIdentified) {
            ring.hasIdentified = false;
            int asker = ring.window.asker(ring.identified);
            if (asker != Hosts.NOBODY && originator != Hosts.NOBODY && asker != originator) {
                hearings.asked(originator, asker, false, timeNanos, frame);
                long asked = ring.window.askedNanos(ring.identified);
                if (timeNanos - asked > TokenTracker.PATIENCE) {
                    hearings.tell(originator, asker, Clue.ASKS_AGAIN, asked, timeNanos, frame);
                }
            }
        }
        if (!before) {
            ring.messages++;
        }
        if (sender != Hosts.NOBODY && (before || sender != originator)) {
            ring.member(sender).repeats.add(timeNanos, frame);
            boolean isNews = before || !isLate(announced, timeNanos);
            onRepeat(ring, seq, originator, sender, before, isNews, timeNanos, frame);
        }
        return before;
    }

    /** What comes so much later than its number was given out is a repeat somebody asked for, and did not come here before. */
    private static boolean isLate(long announcedNanos, long timeNanos) {
        return announcedNanos != EpochNanos.NEVER && timeNanos - announcedNanos > TokenTracker.PATIENCE;
    }

    /**
     * A repeat answers a request that may not have passed this place; where only one member can have asked, it did; else somebody did,
     * which is news unless the message's delay has told it already.
     */
    private void onRepeat(
            RingState ring,
            int seq,
            int originator,
            int sender,
            boolean before,
            boolean isNews,
            long timeNanos,
            long frame) {
        if (originator == Hosts.NOBODY || ring.window.wasAsked(seq)) {
            return;
        }
        int asker = onlyOther(ring, originator, sender);
        if (asker == Hosts.NOBODY) {
            if (isNews) {
                ring.missed(originator, Hosts.NOBODY, timeNanos, timeNanos, frame);
            }
        } else if (ring.window.ask(seq, asker, timeNanos)) {
            hearings.asked(originator, asker, before, timeNanos, frame);
        }
    }

    private static int onlyOther(RingState ring, int originator, int sender) {
        int found = Hosts.NOBODY;
        for (int host : ring.members.keySet()) {
            if (host != originator && host != sender) {
                if (found != Hosts.NOBODY) {
                    return Hosts.NOBODY;
                }
                found = host;
            }
        }
        return ring.membersKnown ? found : Hosts.NOBODY;
    }

    /** A ring of one member: its representative multicasts on it and nobody else was seen in it. */
    void onAlone(RingState ring, int host, long timeNanos, long frame) {
        if (ring.formedBy == Formed.NOT_SEEN
                && (ring.members.isEmpty() || (ring.members.size() == 1 && ring.has(host)))) {
            ring.formedBy = Formed.ALONE;
            log.add(timeNanos, frame, hosts.address(host), Kind.SINGLETON_RING, name(ring));
        }
        ring.member(host);
    }

    /** A member gave the ring up. */
    void ended(RingState ring, Ended how, int by, long timeNanos, long frame) {
        if (ring.endedBy == Ended.NOT_SEEN) {
            ring.endedBy = how;
            ring.endNanos = timeNanos;
            if (ring.isFormed) {
                log.add(timeNanos, frame, hosts.address(by), Kind.RING_ENDED, name(ring));
            }
        }
    }

    /** The host a processor is: by address, or in corosync 3 by the node id it called itself by. */
    int host(Processor processor) {
        Optional<IpAddress> address = processor.address();
        return address.isPresent()
                ? hosts.indexOf(address.get().high(), address.get().low())
                : hosts.byNodeId(processor.nodeId());
    }

    static String name(RingState ring) {
        Processor representative = ring.id.representative();
        return representative.address().map(Object::toString).orElse("node " + representative.nodeId()) + "."
                + Long.toUnsignedString(ring.id.sequence());
    }

    /** Rings whose findings were not kept. */
    long overflow() {
        return overflow;
    }

    List<Ring> rings(long endOfCapture) {
        List<Ring> all = new ArrayList<>(over);
        for (RingState ring : live.values()) {
            all.add(ring.toRing(hosts, endOfCapture == EpochNanos.NEVER ? ring.seen.lastNanos() : endOfCapture));
        }
        return List.copyOf(all);
    }
}
