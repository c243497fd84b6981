package io.totemtap.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveFilterTest {

    @Test
    void namesEveryPortWithTheOneBelow() {
        String filter = LiveFilter.of(List.of(6000, 5405, 0, 70_000));
        for (int port : new int[] {5404, 5405, 5999, 6000}) {
            assertTrue(filter.contains("udp port " + port + " "), filter);
        }
        assertFalse(filter.contains("70000"), filter);
        assertFalse(filter.contains("port 0"), filter);
    }

    /** What rules look for beside the cluster's own packets. */
    @Test
    void hasWhatTellsOfSwitches() {
        for (String protocol : List.of("igmp", "icmp", "arp", "rarp", "stp")) {
            assertTrue((LiveFilter.plain(Set.of()) + " ").matches("(.* )?" + protocol + " .*"), protocol);
        }
    }

    @Test
    void leavesOutTagsOnlyInTheDefault() {
        assertEquals(LiveFilter.plain(Set.of()), LiveFilter.withoutTags(LiveFilter.of(Set.of())));
        assertEquals("udp or (vlan and (tcp))", LiveFilter.withoutTags("udp or (vlan and (tcp))"));
    }
}
