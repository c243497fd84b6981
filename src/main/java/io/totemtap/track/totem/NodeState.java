package io.totemtap.track.totem;

import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.track.FrameSample;
import io.totemtap.track.Hosts;
import io.totemtap.track.totem.Node.Phase;
import io.totemtap.track.totem.Node.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of one node while packets go by. */
final class NodeState {

    /** Shorter gaps are not looked at: an idle ring turns once in two seconds at the slowest usual timers. */
    private static final long SILENCE = 2_500 * EpochNanos.MILLISECOND;

    private static final int MOST_SILENCES = 64;
    private static final int IDLE_TOKENS = 5;
    private static final long IDLE_TIME = 3 * EpochNanos.SECOND;

    final int host;
    long groupHigh;
    long groupLow;
    int port;
    Phase phase = Phase.UNKNOWN;
    Optional<RingState> ring = Optional.empty();

    final FrameSample.Builder multicasts = new FrameSample.Builder();
    final FrameSample.Builder joins = new FrameSample.Builder();
    final FrameSample.Builder unicasts = new FrameSample.Builder();
    final FrameSample.Builder leaves = new FrameSample.Builder();
    final FrameSample.Builder unreachable = new FrameSample.Builder();
    final FrameSample.Builder failedToReceive = new FrameSample.Builder();
    final FrameSample.Builder mergesMissing = new FrameSample.Builder();

    /** Keys of the processors its last JOIN listed; empty before the first. */
    long[] listed = new long[0];

    /** Of these, whom it did not call failed: whom it would form a ring with. */
    long[] agreed = new long[0];

    /** The highest ring sequence number it knew when it sent its last JOIN; the ring it forms gets a higher one. */
    long joinedAfter;

    /** Its key as a processor, once it named itself. */
    long key;

    /** How many of its next messages are looked into for what it tells of itself. */
    int messagesToRead;

    /** Whether another node said something that it has not reacted to. */
    boolean isStimulated;

    /** When it passed an encrypted token before. */
    long previousTokenNanos = EpochNanos.NEVER;

    private int idleTokens;
    private long idleSinceNanos = EpochNanos.NEVER;
    private long lastNanos = EpochNanos.NEVER;
    private long lastFrame;
    private long unanswered;
    private long othersMulticast;
    private long kernelFrames;
    private final List<Silence> silences = new ArrayList<>();

    NodeState(int host) {
        this.host = host;
    }

    /** Whether it multicasts to the same place. */
    boolean sharesGroupWith(NodeState other) {
        return port == other.port && groupLow == other.groupLow && groupHigh == other.groupHigh && port != 0;
    }

    /** Whether its last JOIN listed a processor. */
    boolean lists(long processorKey) {
        for (long known : listed) {
            if (known == processorKey) {
                return true;
            }
        }
        return false;
    }

    /** Whether it works on this ring. */
    boolean isOn(RingState other) {
        return ring.isPresent() && ring.get() == other;
    }

    /** Whether the ring it works on, or worked on last, has another node as a member. */
    boolean isInRingWith(int other) {
        return ring.isPresent() && ring.get().has(other);
    }

    /** Its first totem packet, NEVER without one. */
    long firstNanos() {
        if (multicasts.count() == 0 || unicasts.count() == 0) {
            return Math.max(multicasts.firstNanos(), unicasts.firstNanos());
        }
        return Math.min(multicasts.firstNanos(), unicasts.firstNanos());
    }

    /** It sent a totem packet. */
    Optional<Silence> speaks(long timeNanos, long frame) {
        Optional<Silence> before = silence(timeNanos, true, frame);
        if (before.isPresent()) {
            keep(before.get());
        }
        lastNanos = timeNanos;
        lastFrame = frame;
        unanswered = 0;
        othersMulticast = 0;
        kernelFrames = 0;
        return before;
    }

    private void keep(Silence silence) {
        if (silences.size() < MOST_SILENCES) {
            silences.add(silence);
        }
    }

    private Optional<Silence> silence(long untilNanos, boolean isOver, long frame) {
        boolean expected = unanswered > 1 || othersMulticast > 0;
        return lastNanos != EpochNanos.NEVER && untilNanos - lastNanos > SILENCE && expected
                ? Optional.of(new Silence(
                        lastNanos, untilNanos, isOver, unanswered, othersMulticast, kernelFrames, lastFrame, frame))
                : Optional.empty();
    }

    /** It says that it fails to receive, as it does with each JOIN. Returns whether that is news. */
    boolean failsToReceive(long timeNanos, long frame) {
        boolean goesOn = phase == Phase.GATHER
                && failedToReceive.count() > 0
                && timeNanos - failedToReceive.lastNanos() < EpochNanos.SECOND;
        failedToReceive.add(timeNanos, frame);
        return !goesOn;
    }

    /**
     * It passed a token of a ring it represents. While nothing is multicast it sends a merge-detect about once a rotation; five rotations
     * and three seconds without any mean that they do not come here.
     *
     * @param isIdle whether nobody in the ring has multicast data since its last token
     */
    void representsIdle(boolean isIdle, long timeNanos, long frame) {
        boolean multicast = multicasts.count() > 0 && multicasts.lastNanos() >= idleSinceNanos;
        if (!isIdle || multicast || idleTokens == 0) {
            idleTokens = 1;
            idleSinceNanos = timeNanos;
        } else if (++idleTokens > IDLE_TOKENS && timeNanos - idleSinceNanos > IDLE_TIME) {
            mergesMissing.add(timeNanos, frame);
        }
    }

    /** A token went to it; only repeats show that it did not take the one before. */
    void isSentTo(boolean isRepeat) {
        unanswered += isRepeat ? 1 : 0;
    }

    void hearsOthers() {
        othersMulticast++;
    }

    void kernelSpeaks() {
        kernelFrames++;
    }

    Node toNode(Hosts hosts, long endOfCapture) {
        List<Silence> all = new ArrayList<>(silences);
        silence(endOfCapture, false, 0).ifPresent(all::add);
        IpAddress group = multicasts.count() == 0 ? Ipv4Address.UNSPECIFIED : IpAddress.of(groupHigh, groupLow);
        return new Node(
                hosts.address(host),
                group,
                port,
                multicasts.build(),
                joins.build(),
                unicasts.build(),
                leaves.build(),
                unreachable.build(),
                failedToReceive.build(),
                mergesMissing.build(),
                phase,
                all);
    }
}
