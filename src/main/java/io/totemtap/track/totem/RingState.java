package io.totemtap.track.totem;

import io.totemtap.decode.totem.RingId;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.FrameSample;
import io.totemtap.track.Hosts;
import io.totemtap.track.totem.Ring.Ended;
import io.totemtap.track.totem.Ring.Formed;
import io.totemtap.track.totem.Ring.Missed;
import io.totemtap.track.totem.Ring.Missing;
import io.totemtap.track.totem.Ring.Repeats;
import io.totemtap.track.totem.Ring.Turnaround;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is known of one ring while packets go by. */
final class RingState {

    private static final int MOST_MEMBERS = 384;
    private static final int MOST_REQUESTS = 30;
    private static final int ROTATIONS_THAT_COUNT_MEMBERS = 3;

    final RingId id;
    final long representativeKey;
    final int port;
    final FrameSample.Builder seen = new FrameSample.Builder();
    final Map<Integer, Member> members = new LinkedHashMap<>();
    final DurationHistogram rotation = new DurationHistogram();
    final DurationSeries rotationOverTime = new DurationSeries();
    boolean membersKnown;
    private int hops;
    private int rotationsOfThese;
    final Set<Long> previousSequences = new TreeSet<>();
    boolean isFormed;
    Formed formedBy = Formed.NOT_SEEN;
    Ended endedBy = Ended.NOT_SEEN;
    long endNanos = EpochNanos.NEVER;

    final MessageWindow window;
    private final Map<Integer, Absent> missing = new LinkedHashMap<>();
    private final Map<Integer, Unnamed> missed = new LinkedHashMap<>();
    long messages;
    int identified;
    boolean hasIdentified;

    long tokens;
    long repeatedTokens;
    int tokenFrom = Hosts.NOBODY;
    int tokenTo = Hosts.NOBODY;
    int tokenSeq;
    int seq;
    int aru;
    long tokenNanos = EpochNanos.NEVER;
    long tokenFrame;
    int repeatsOfThis;
    private Optional<Standstill> standstill = Optional.empty();
    private long standstillNanos;
    int unchanged;
    long highestBacklog;
    long highestFlowControl;
    final int[] requests = new int[MOST_REQUESTS];
    int requestCount;

    RingState(RingId id, long representativeKey, int port) {
        this.id = id;
        this.representativeKey = representativeKey;
        this.port = port;
        window = new MessageWindow(new Tally(missing));
    }

    /** Collects what the window settles. */
    private final class Tally implements MessageWindow.Settled {
        private final Map<Integer, Absent> into;

        Tally(Map<Integer, Absent> into) {
            this.into = into;
        }

        private Absent absent(int originator) {
            return into.computeIfAbsent(originator, none -> new Absent());
        }

        @Override
        public void unseen(int originator, long announcedNanos, long announcedFrame) {
            absent(originator).seen.add(announcedNanos, announcedFrame);
        }

        @Override
        public void late(int originator, long announcedNanos, long announcedFrame) {
            Absent absent = absent(originator);
            absent.late++;
            absent.seen.add(announcedNanos, announcedFrame);
        }

        @Override
        public void identified(int seq) {
            identified = seq;
            hasIdentified = true;
        }
    }

    /** Messages of one originator that did not pass when they should have. */
    private static final class Absent {
        final FrameSample.Builder seen;
        long late;

        Absent() {
            seen = new FrameSample.Builder();
        }

        Absent(Absent other) {
            seen = other.seen.copy();
            late = other.late;
        }
    }

    /** Requests for one originator's messages by one member, where one of the two is not known. */
    private static final class Unnamed {
        final int originator;
        final int asker;
        final FrameSample.Builder requests = new FrameSample.Builder();
        long occasions;
        long occasionNanos = EpochNanos.NEVER;
        long longest;

        Unnamed(int originator, int asker) {
            this.originator = originator;
            this.asker = asker;
        }
    }

    /** Somebody asks for a message, and the capture cannot tell who asks or whose message it is: one of the two is {@link Hosts#NOBODY}. */
    void missed(int originator, int asker, long askedNanos, long timeNanos, long frame) {
        int key = (originator << 16) ^ (asker & 0xffff);
        if (missed.size() == MOST_MEMBERS && !missed.containsKey(key)) {
            return;
        }
        Unnamed one = missed.computeIfAbsent(key, none -> new Unnamed(originator, asker));
        one.requests.add(timeNanos, frame);
        one.longest = Math.max(one.longest, timeNanos - askedNanos);
        if (one.occasionNanos == EpochNanos.NEVER
                || Math.abs(askedNanos - one.occasionNanos) >= HearingTracker.OCCASION) {
            one.occasionNanos = askedNanos;
            one.occasions++;
        }
    }

    /** What is known of one member. */
    static final class Member {
        int acknowledged;
        boolean hasAcknowledged;
        int tokenSeq;
        int tokenAru;
        long tokenNanos = EpochNanos.NEVER;
        int laggingAt;
        long laggingNanos = EpochNanos.NEVER;
        long answers;
        final FrameSample.Builder repeats = new FrameSample.Builder();
        final DurationHistogram turnaround = new DurationHistogram();
    }

    /** The member, made if it was not known; a new ring counts from what is known already. */
    Member member(int host) {
        Member member = members.get(host);
        if (member == null) {
            member = new Member();
            if (members.size() < MOST_MEMBERS) {
                members.put(host, member);
            }
        }
        return member;
    }

    boolean has(int host) {
        return members.containsKey(host);
    }

    /**
     * A token came back to whom it came from after so many hops. Each member passes it on once in a rotation, so where this happens again
     * and again there are so many members: if all of them were met, none is missing. A token that was not captured makes it more hops.
     */
    void tookHops(int count) {
        rotationsOfThese = count == hops ? rotationsOfThese + 1 : 1;
        hops = count;
        membersKnown |= rotationsOfThese >= ROTATIONS_THAT_COUNT_MEMBERS && hops == members.size();
    }

    /** The next token comes. If the one before had been repeated, it had stood still. */
    void wentOn(long timeNanos, long frame) {
        if (repeatsOfThis > 0 && timeNanos - tokenNanos > standstillNanos) {
            standstillNanos = timeNanos - tokenNanos;
            standstill = Optional.of(
                    new Standstill(tokenFrom, tokenTo, tokenNanos, timeNanos, repeatsOfThis, tokenFrame, frame));
        }
        repeatsOfThis = 0;
    }

    /** The longest one, with hosts as numbers. */
    private record Standstill(
            int from, int to, long fromNanos, long toNanos, long repeats, long lastFrame, long nextFrame) {

        Ring.Standstill named(Hosts hosts) {
            return new Ring.Standstill(
                    hosts.address(from), known(hosts, to), fromNanos, toNanos, repeats, lastFrame, nextFrame);
        }
    }

    /** Whether the token before asked for a number. */
    boolean requested(int number) {
        for (int i = 0; i < requestCount; i++) {
            if (requests[i] == number) {
                return true;
            }
        }
        return false;
    }

    private static Optional<IpAddress> known(Hosts hosts, int host) {
        return host == Hosts.NOBODY ? Optional.empty() : Optional.of(hosts.address(host));
    }

    Ring toRing(Hosts hosts, long endOfCapture) {
        Map<Integer, Absent> all = new LinkedHashMap<>();
        missing.forEach((host, absent) -> all.put(host, new Absent(absent)));
        window.forEachUnseen(endOfCapture - EpochNanos.SECOND, new Tally(all));
        List<Missing> lost = new ArrayList<>();
        all.forEach((host, absent) -> lost.add(new Missing(
                host == Hosts.NOBODY ? Ipv4Address.UNSPECIFIED : hosts.address(host),
                host != Hosts.NOBODY,
                absent.seen.count() - absent.late,
                absent.late,
                absent.seen.build())));
        List<Missed> unnamed = new ArrayList<>();
        missed.values()
                .forEach(one -> unnamed.add(new Missed(
                        known(hosts, one.originator),
                        known(hosts, one.asker),
                        one.occasions,
                        one.longest,
                        one.requests.build())));
        List<Repeats> repeats = new ArrayList<>();
        List<Turnaround> turnarounds = new ArrayList<>();
        members.forEach((host, member) -> {
            if (member.answers + member.repeats.count() > 0) {
                repeats.add(new Repeats(hosts.address(host), member.answers, member.repeats.build()));
            }
            if (member.turnaround.count() > 0) {
                turnarounds.add(new Turnaround(hosts.address(host), member.turnaround.toRotation()));
            }
        });
        return new Ring(
                id,
                port,
                members.keySet().stream().map(hosts::address).toList(),
                membersKnown,
                List.copyOf(previousSequences),
                seen.build(),
                formedBy,
                endedBy,
                endNanos == EpochNanos.NEVER ? seen.lastNanos() : endNanos,
                messages,
                lost,
                unnamed,
                repeats,
                rotation.toRotation(),
                new RotationHistory(
                        rotation.spans(),
                        rotationOverTime.firstNanos(),
                        rotationOverTime.widthNanos(),
                        rotationOverTime.slots()),
                turnarounds,
                tokens,
                repeatedTokens,
                standstill.map(longest -> longest.named(hosts)),
                highestBacklog,
                highestFlowControl);
    }
}
