package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.diagnose.CountedTraffic;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import io.totemtap.track.Packets;
import io.totemtap.track.Timeline;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** The link of node 2 changes at second 30, and the multicast of node 1 to it stops. */
class SinceLinkEventRuleTest {

    private static final Rule RULE = new SinceLinkEventRule();

    private static boolean always(double now) {
        return now > 0;
    }

    private static boolean stops(double now) {
        return now < 30.2;
    }

    private static boolean stopsForAWhile(double now) {
        return now < 30.2 || now > 50;
    }

    private static final String TOTEM = """
            Jun 16 02:22:57 n2 openais[7098]: [TOTEM] entering GATHER state from 11.
            Jun 16 02:22:57 n2 openais[7098]: [TOTEM] entering OPERATIONAL state.
            """;

    private static final String BOUNCE = """
            Jun 16 02:23:27 n2 kernel: e1000e: eth0 NIC Link is Down
            Jun 16 02:23:28 n2 kernel: e1000e: eth0 NIC Link is Up 1000 Mbps Full Duplex, Flow Control: None
            """;

    private static final String RESET = "Jun 16 02:23:27 n2 kernel: e1000e 0000:00:19.0: eth0: Reset adapter\n";

    /** A ring forms; then node 1 multicasts twice a second, and tokens go round. Node 2 reports its group, and again after a time. */
    private static Observation seen(double secondReport, DoublePredicate hasMessage, DoublePredicate hasToken) {
        Timeline line = new Timeline();
        Cluster cluster = new Cluster(line, TotemDialect.OPENAIS_COROSYNC1, true).forms(0.1, 1, 2);
        boolean reported = false;
        for (int i = 1; i <= 140; i++) {
            double now = i * 0.5;
            if (i == 1 || (!reported && now > secondReport)) {
                reported = i > 1;
                line.at(now - 0.1).frame(Packets.report(2, Cluster.address(2), Cluster.GROUP));
            }
            if (hasMessage.test(now)) {
                cluster.at(now).message(1, i);
            }
            if (hasToken.test(now)) {
                cluster.at(now + 0.01).token(1, 2, 2L * i, i, i);
            }
            cluster.at(now + 0.02).token(2, 1, 2L * i + 1, i, i);
        }
        return cluster.end();
    }

    private static MadeFacts nodes(double secondReport, DoublePredicate hasMessage, DoublePredicate hasToken) {
        return new MadeFacts()
                .on(1, seen(secondReport, SinceLinkEventRuleTest::always, SinceLinkEventRuleTest::always))
                .on(2, seen(secondReport, hasMessage, hasToken));
    }

    private static MadeFacts nodes(double secondReport, DoublePredicate hasMessage) {
        return nodes(secondReport, hasMessage, SinceLinkEventRuleTest::always);
    }

    private static String state(double second, String... sections) {
        return CountedTraffic.state(2, second, sections);
    }

    private static String filtered(long count) {
        return CountedTraffic.ofDriver("bnx2", "rx_filtered_packets: " + count);
    }

    private static List<String> told(MadeFacts made) {
        return Told.by(RULE, made.facts());
    }

    @Test
    void theCardFiltersSinceItsReset() {
        MadeFacts made = nodes(99, SinceLinkEventRuleTest::stops)
                .log(2, TOTEM + RESET)
                .state(2, state(1, filtered(5)))
                .state(2, state(69, filtered(84)));
        assertEquals(
                List.of("points receiver-nic n1>n2 proven", "fault filter-lost-after-reset receiver-nic proven"),
                told(made));
        assertEquals(
                "on n2 eth0 was reset by its driver at 02:23:27.200, and since then its card filtered 79 frames; other "
                        + "frames pass. The card lost its address filter",
                Told.statement(RULE, made.facts()));
    }

    @Test
    void whatLeftTheSwitchPortIsNotForgottenByTheSwitch() {
        Facts facts = nodes(99, SinceLinkEventRuleTest::stops)
                .port(2, seen(99, SinceLinkEventRuleTest::always, SinceLinkEventRuleTest::always))
                .log(2, TOTEM + RESET)
                .facts();
        assertEquals(
                List.of("points receiver-nic n1>n2 likely", "fault filter-lost-after-reset receiver-nic likely"),
                Told.by(RULE, facts));
    }

    @Test
    void withoutTheCountersItMayBeTheSwitchThatForgot() {
        MadeFacts made = nodes(99, SinceLinkEventRuleTest::stops).log(2, TOTEM + BOUNCE);
        assertEquals(List.of("warning lost-since-link-event undecided possible"), told(made));
        assertEquals(
                "on n2 eth0's link went and came back from 02:23:27.200 to 02:23:28.200, and since then multicast to it is lost "
                        + "while other frames pass; it did not report the group again",
                Told.statement(RULE, made.facts()));
    }

    @Test
    void aReportThatHealsShowsThatTheSwitchHadForgotten() {
        MadeFacts made = nodes(50, SinceLinkEventRuleTest::stopsForAWhile).log(2, TOTEM + BOUNCE);
        assertEquals(List.of("points switch n1>n2 likely", "fault lost-since-link-event switch likely"), told(made));
        MadeFacts before = nodes(40, SinceLinkEventRuleTest::stopsForAWhile).log(2, TOTEM + BOUNCE);
        assertEquals(List.of("warning lost-since-link-event undecided possible"), told(before));
    }

    @Test
    void theCountOfChangesTellsOfAnEventBetweenTwoLooks() {
        String changes = "cat /sys/class/net/eth0/carrier_changes";
        String before = state(20, CountedTraffic.section(changes, "2"));
        assertEquals(
                List.of("warning lost-since-link-event undecided possible"),
                told(nodes(99, SinceLinkEventRuleTest::stops)
                        .state(2, before)
                        .state(2, state(45, CountedTraffic.section(changes, "4")))));
        assertEquals(
                List.of(),
                told(nodes(99, SinceLinkEventRuleTest::stops)
                        .state(2, before)
                        .state(2, state(45, CountedTraffic.section(changes, "2")))));
        assertEquals(
                List.of(),
                told(nodes(99, SinceLinkEventRuleTest::stops)
                        .state(2, before)
                        .state(2, state(25, CountedTraffic.section(changes, "4")))));
    }

    @Test
    void anEventOfAnotherTimeOrAnotherInterfaceIsNotTheCause() {
        assertEquals(List.of(), told(nodes(99, now -> now < 15).log(2, TOTEM + RESET)));
        assertEquals(List.of(), told(nodes(99, now -> now < 45).log(2, TOTEM + RESET)));
        assertEquals(
                List.of(),
                told(nodes(99, SinceLinkEventRuleTest::stops)
                        .state(2, state(1))
                        .log(2, TOTEM + RESET.replace("eth0", "eth1"))));
        assertEquals(
                List.of(),
                told(nodes(99, SinceLinkEventRuleTest::stops).log(2, TOTEM + RESET + RESET.replace("eth0", "eth1"))));
    }

    @Test
    void nothingIsLost() {
        assertEquals(List.of(), told(nodes(99, SinceLinkEventRuleTest::always).log(2, TOTEM + RESET + BOUNCE)));
    }

    @Test
    void whereNothingElsePassesTheLinkIsStillDown() {
        assertEquals(
                List.of(),
                told(nodes(99, SinceLinkEventRuleTest::stops, SinceLinkEventRuleTest::stops)
                        .log(2, TOTEM + BOUNCE)));
    }

    @Test
    void withoutLogAndCountersNobodyKnows() {
        assertEquals(List.of(), told(nodes(99, SinceLinkEventRuleTest::stops)));
        assertEquals(List.of(), told(nodes(99, SinceLinkEventRuleTest::stops).log(2, RESET)));
    }
}
