package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.GoldenCase;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A listing of another namespace says nothing of the daemon's. */
class OtherNamespaceRuleTest {

    private static final Rule RULE = new OtherNamespaceRule();
    private static final List<String> WARNED = List.of("warning other-namespace none likely");

    private static String listing(String address) {
        return """
                ### ip addr show
                1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
                    inet 127.0.0.1/8 scope host lo
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
                    inet %s/24 scope global eth0
                """.formatted(address);
    }

    private static final String NO_GROUP = "### ip maddress show\n1:\tlo\n2:\teth0\n\tinet  224.0.0.1\n";

    /** Node 1 multicasts; node 2 is known by what it asks for, and sends no totem. */
    private static Observation alone() {
        Cluster cluster = new Cluster().ring(1, 4);
        cluster.at(0.5).line().frame(Packets.arp(Cluster.address(2), Cluster.address(1)));
        for (int i = 1; i <= 20; i++) {
            cluster.at(i).merge(1);
        }
        return cluster.end();
    }

    private static Facts facts(String state) {
        return new MadeFacts().on(1, alone()).on(2, alone()).state(2, state).facts();
    }

    @Test
    void itHasNotTheAddress() {
        Facts facts = facts(listing("172.17.0.1") + NO_GROUP);
        assertEquals(WARNED, Told.by(RULE, facts));
        assertEquals(
                "what n2 says of itself is of another network namespace or host, or incomplete: none of its interfaces has "
                        + "10.77.0.2",
                Told.statement(RULE, facts));
    }

    /** The group is missing in a listing that could not have it. */
    @Test
    void nobodyIsAccusedOfNotJoiningByIt() {
        Rule notJoined = new NotJoinedRule();
        assertEquals(List.of(), Told.by(notJoined, facts(listing("172.17.0.1") + NO_GROUP)));
        assertEquals(
                List.of("fault host-not-joined cluster proven"),
                Told.by(notJoined, facts(listing("10.77.0.2") + NO_GROUP)));
    }

    @Test
    void itHasTheAddress() {
        assertEquals(List.of(), Told.by(RULE, facts(listing("10.77.0.2") + NO_GROUP)));
    }

    @Test
    void withoutAddressesNobodyKnows() {
        assertEquals(List.of(), Told.by(RULE, facts(NO_GROUP)));
        assertEquals(List.of(), Told.by(RULE, facts(listing("10.77.0.2").replaceAll(" +inet 10.*\n", ""))));
    }

    @Test
    void oneListingOfTheRightPlaceIsEnough() {
        Facts facts = new MadeFacts()
                .on(2, alone())
                .state(2, listing("172.17.0.1"))
                .state(2, listing("10.77.0.2"))
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void recordedHosts() {
        assertEquals(
                List.of(), Told.by(RULE, GoldenCase.kept("joined-elsewhere").facts()));
    }
}
