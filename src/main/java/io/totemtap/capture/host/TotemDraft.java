package io.totemtap.capture.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the cluster daemon says, while several commands tell of it. */
final class TotemDraft {

    private final Map<String, String> cmap = new LinkedHashMap<>();
    private final Map<String, String> quorum = new LinkedHashMap<>();
    private final Map<String, String> cman = new LinkedHashMap<>();
    private final List<RingStatus> rings = new ArrayList<>();
    private final List<ClusterMember> nodes = new ArrayList<>();

    Map<String, String> cmap() {
        return cmap;
    }

    Map<String, String> quorum() {
        return quorum;
    }

    Map<String, String> cman() {
        return cman;
    }

    List<RingStatus> rings() {
        return rings;
    }

    List<ClusterMember> nodes() {
        return nodes;
    }

    TotemFacts build() {
        return new TotemFacts(cmap, rings, quorum, cman, nodes);
    }
}
