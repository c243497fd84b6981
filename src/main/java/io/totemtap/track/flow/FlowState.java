package io.totemtap.track.flow;

import io.totemtap.decode.Envelope;
import io.totemtap.decode.totem.Generation;
import io.totemtap.decode.totem.TotemMessage;
import io.totemtap.decode.totem.TotemType;
import io.totemtap.track.FrameSample;
import io.totemtap.track.TimeHistogram;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is known of one flow while packets go by. */
public final class FlowState {

    private static final int MOST_VLANS = 16;
    private static final int MOST_SOURCE_PORTS = 8;
    private static final int MOST_KEYS = 64;
    private static final TotemType[] TYPES = TotemType.values();

    private final FlowKey key;
    private final int index;
    private final FrameSample.Builder sample = new FrameSample.Builder();
    private final TimeHistogram overTime = new TimeHistogram();
    private final long[] types = new long[TYPES.length];
    private final Set<Integer> vlans = new TreeSet<>();
    private final Set<Integer> sourcePorts = new TreeSet<>();
    private final Set<Generation> generations = EnumSet.noneOf(Generation.class);
    private final Map<Integer, long[]> keys = new HashMap<>();
    private long[] recentKey = new long[1];
    private int recentKeyIndex = Integer.MIN_VALUE;
    private int recentVlan = Integer.MIN_VALUE;
    private int recentSourcePort = -1;
    private long bytes;
    private int lowestTimeToLive = 255;
    private int highestTimeToLive;
    private int longestPayload;
    private long fragmented;
    private long checksumNotFilledIn;
    private long checksumBad;

    FlowState(FlowKey key, int index) {
        this.key = key;
        this.index = index;
    }

    /** Which flow. */
    public FlowKey key() {
        return key;
    }

    /** Its number in the table, from 0; negative for the one that stands for flows beyond the limit. */
    public int index() {
        return index;
    }

    /** A packet of it. */
    public void add(Envelope envelope, long frame) {
        sample.add(envelope.timeNanos(), frame);
        overTime.add(envelope.timeNanos());
        bytes += envelope.payloadLength();
        lowestTimeToLive = Math.min(lowestTimeToLive, envelope.timeToLive());
        highestTimeToLive = Math.max(highestTimeToLive, envelope.timeToLive());
        longestPayload = Math.max(longestPayload, envelope.payloadLength());
        fragmented += envelope.fragments() > 0 ? 1 : 0;
        checksumNotFilledIn += envelope.checksum() == Envelope.Checksum.NOT_FILLED_IN ? 1 : 0;
        checksumBad += envelope.checksum() == Envelope.Checksum.BAD ? 1 : 0;
        if (envelope.vlan() != recentVlan && vlans.size() < MOST_VLANS) {
            recentVlan = envelope.vlan();
            vlans.add(recentVlan);
        }
        if (envelope.sourcePort() != recentSourcePort && sourcePorts.size() < MOST_SOURCE_PORTS) {
            recentSourcePort = envelope.sourcePort();
            sourcePorts.add(recentSourcePort);
        }
    }

    /** The totem message the packet just added holds. */
    public void add(TotemMessage message) {
        types[message.type().ordinal()]++;
        generations.add(message.generation());
        int opened = message.type() == TotemType.OPAQUE ? Flow.OPAQUE : message.keyIndex();
        if (opened != recentKeyIndex && keys.size() < MOST_KEYS) {
            recentKeyIndex = opened;
            recentKey = keys.computeIfAbsent(opened, none -> new long[1]);
        }
        recentKey[0]++;
    }

    Flow toFlow() {
        Map<String, Long> messages = new LinkedHashMap<>();
        for (TotemType type : TYPES) {
            if (types[type.ordinal()] > 0) {
                messages.put(type.text(), types[type.ordinal()]);
            }
        }
        Map<Integer, Long> opened = new HashMap<>();
        keys.forEach((keyIndex, count) -> opened.put(keyIndex, count[0]));
        return new Flow(
                key,
                sample.count(),
                bytes,
                messages,
                sample.build(),
                overTime,
                lowestTimeToLive,
                highestTimeToLive,
                longestPayload,
                fragmented,
                checksumNotFilledIn,
                checksumBad,
                vlans,
                sourcePorts,
                generations,
                opened);
    }
}
