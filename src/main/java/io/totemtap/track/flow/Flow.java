package io.totemtap.track.flow;

import io.totemtap.decode.totem.Generation;
import io.totemtap.track.FrameSample;
import io.totemtap.track.TimeHistogram;
import java.util.Map;
import java.util.Set;

/**
 * What one vantage point saw of a flow.
 *
 * @param key which flow
 * @param frames datagrams seen; one put together from fragments counts once
 * @param bytes UDP payload bytes of these
 * @param messages how many of each kind of message, by the names of the event format
 * @param sample its first frames and its last
 * @param overTime when its frames came; not changed any more
 * @param lowestTimeToLive smallest TTL or hop limit
 * @param highestTimeToLive largest
 * @param longestPayload largest UDP payload in bytes
 * @param fragmented datagrams that came in fragments
 * @param checksumNotFilledIn datagrams whose UDP checksum was left to the network card
 * @param checksumBad datagrams whose UDP checksum does not fit
 * @param vlans VLAN ids seen, -1 for untagged
 * @param sourcePorts UDP source ports seen, at most eight
 * @param generations what single packets told about the software, empty where it is no totem
 * @param keys index of the keys that opened packets, -1 for clear ones, -2 for those that stayed opaque, with how many
 */
public record Flow(
        FlowKey key,
        long frames,
        long bytes,
        Map<String, Long> messages,
        FrameSample sample,
        TimeHistogram overTime,
        int lowestTimeToLive,
        int highestTimeToLive,
        int longestPayload,
        long fragmented,
        long checksumNotFilledIn,
        long checksumBad,
        Set<Integer> vlans,
        Set<Integer> sourcePorts,
        Set<Generation> generations,
        Map<Integer, Long> keys) {

    /** Key index of packets that were clear text. */
    public static final int CLEAR = -1;

    /** Key index of packets that stayed opaque. */
    public static final int OPAQUE = -2;

    /** Copies the collections. */
    public Flow {
        messages = Map.copyOf(messages);
        vlans = Set.copyOf(vlans);
        sourcePorts = Set.copyOf(sourcePorts);
        generations = Set.copyOf(generations);
        keys = Map.copyOf(keys);
    }

    /** How many messages of a kind were seen, by the name of the event format. */
    public long messages(String kind) {
        return messages.getOrDefault(kind, 0L);
    }

    /** Whether anything in it is, or can well be, totem. */
    public boolean isTotem() {
        return !generations.isEmpty();
    }
}
