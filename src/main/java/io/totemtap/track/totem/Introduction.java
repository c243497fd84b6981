package io.totemtap.track.totem;

import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.FrameSample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a node tells of itself and its cluster in messages to the services of other nodes: cman's transition and fence status,
 * openais' CLM node join. Text is as it was on the wire.
 *
 * @param host the node
 * @param group where it multicasts
 * @param nodeId the id it calls itself by in these messages; absent if none of them has one
 * @param name its name; empty if it told none, or only its address
 * @param cluster the cluster it takes itself for a member of, as it told last
 * @param seen the messages that told
 * @param fences nodes it says were fenced, in the order of time; at most 64
 */
public record Introduction(
        IpAddress host,
        Endpoint group,
        OptionalLong nodeId,
        String name,
        Optional<Cluster> cluster,
        FrameSample seen,
        List<Fence> fences) {

    /** Copies the list. */
    public Introduction {
        fences = List.copyOf(fences);
    }

    /**
     * A cluster as cman names it. A node refuses another one whose name or id differs.
     *
     * @param name at most 15 characters
     * @param id the number cman derived from the name or has from its configuration, 0 to 65 535
     * @param configVersion of cluster.conf, unsigned
     */
    public record Cluster(String name, int id, long configVersion) {}

    /**
     * A node was fenced, or its fencing was undone.
     *
     * @param nodeId which node
     * @param isFenced whether it counts as fenced
     * @param agent the agent that did it; may be empty
     * @param timeNanos when it was told
     * @param frame the frame that told
     */
    public record Fence(int nodeId, boolean isFenced, String agent, long timeNanos, long frame) {}
}
