package io.totemtap.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import org.junit.jupiter.api.Test;

/** The capture filter that leaves out nothing. */
class NeededFilterTest {

    @Test
    void thePortsOfTheClustersThatWereSeen() {
        Cluster cluster = new Cluster().ring(1, 8).at(1).message(1, 1).at(2).message(2, 2);
        assertEquals(
                "igmp or net 239.0.0.0/8 or udp portrange 5404-5405 or arp or icmp",
                NeededFilter.of(new MadeFacts().on(1, cluster.end()).facts()));
    }

    /** The group openais has where nothing is configured is outside of 239.0.0.0/8. */
    @Test
    void aGroupOutside() {
        Timeline line = new Timeline().at(1);
        line.frame(Packets.udp(
                Cluster.address(1), "226.94.1.1", new Cluster().ring(1, 8).messagePayload(1, 1)));
        assertEquals(
                "igmp or net 239.0.0.0/8 or host 226.94.1.1 or udp portrange 5404-5405 or arp or icmp",
                NeededFilter.of(new MadeFacts().on(1, line.end()).facts()));
    }

    @Test
    void nothingSeen() {
        Facts facts = new MadeFacts().on(1, new Timeline().end()).facts();
        assertEquals("igmp or net 239.0.0.0/8 or udp portrange 5404-5405 or arp or icmp", NeededFilter.of(facts));
        assertEquals("5404 and 5405", NeededFilter.portsInWords(facts));
    }
}
