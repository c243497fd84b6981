package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Diagnostician;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.MadeFacts;
import io.totemtap.diagnose.Place;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.track.Cluster;
import io.totemtap.track.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A membership belongs to one interface. */
class JoinedElsewhereRuleTest {

    private static final Rule RULE = new JoinedElsewhereRule();
    private static final long START = 1_308_190_977L;

    private static final String LINKS = """
            ### ip addr show
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
                inet 127.0.0.1/8 scope host lo
            2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
                inet 10.77.0.2/24 scope global eth0
            3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
                inet 10.9.0.2/24 scope global eth1
            """;

    private static String members(String... lines) {
        return "### ip maddress show\n" + String.join("\n", lines) + "\n";
    }

    private static final String GROUP = "\tinet  239.192.221.146";

    private static final String ELSEWHERE = members("1:\tlo", "2:\teth0", "\tinet  224.0.0.1", "3:\teth1", GROUP);

    private static String at(int seconds) {
        return "### time " + (START + seconds) + " phase end\n";
    }

    /** Both nodes call, and each works on in a ring of its own. */
    private static Observation apart() {
        Cluster cluster = new Cluster();
        for (int i = 0; i < 20; i++) {
            cluster.ring(1, 4).at(i * 0.4).merge(1).ring(2, 4).at(i * 0.4 + 0.2).merge(2);
        }
        return cluster.end();
    }

    /** One node multicasts, and nobody else is seen. */
    private static Observation alone(int seconds) {
        Cluster cluster = new Cluster().ring(1, 4);
        for (int i = 0; i <= seconds; i++) {
            cluster.at(i).merge(1);
        }
        return cluster.end();
    }

    private static Facts facts(String state) {
        return new MadeFacts().on(1, apart()).state(2, state).facts();
    }

    @Test
    void itsDaemonSpeaksHereAndListensElsewhere() {
        Facts facts = facts(at(6) + LINKS + ELSEWHERE);
        assertEquals(
                List.of("points receiver-host n1>n2 proven", "fault joined-elsewhere receiver-host proven"),
                Told.by(RULE, facts));
    }

    @Test
    void withoutATimeItIsLikely() {
        assertEquals(
                List.of("fault joined-elsewhere receiver-host likely"), Told.findings(RULE, facts(LINKS + ELSEWHERE)));
    }

    @Test
    void itsDaemonIsBoundElsewhere() {
        Facts facts = new MadeFacts()
                .on(1, alone(20))
                .on(2, alone(20))
                .state(2, at(6) + LINKS + ELSEWHERE)
                .facts();
        assertEquals(List.of("fault joined-elsewhere cluster proven"), Told.by(RULE, facts));
        assertEquals(
                Place.CLUSTER,
                new Diagnostician(RuleBook.RULES).diagnose(facts).verdict().place());
    }

    @Test
    void whoIsSilentForAMomentMayBeAboutToStart() {
        Facts facts = new MadeFacts()
                .on(1, alone(5))
                .on(2, alone(5))
                .state(2, at(3) + LINKS + ELSEWHERE)
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void joinedOnTheRightOneAsWell() {
        String both = members("1:\tlo", "2:\teth0", GROUP, "3:\teth1", GROUP);
        assertEquals(List.of(), Told.by(RULE, facts(at(6) + LINKS + both)));
    }

    @Test
    void joinedNowhere() {
        String none = members("1:\tlo", "2:\teth0", "\tinet  224.0.0.1", "3:\teth1", "\tinet  224.0.0.1");
        assertEquals(List.of(), Told.by(RULE, facts(at(6) + LINKS + none)));
    }

    @Test
    void loopbackIsAnotherMatter() {
        String loopback = members("1:\tlo", GROUP, "2:\teth0", "\tinet  224.0.0.1", "3:\teth1");
        assertEquals(List.of(), Told.by(RULE, facts(at(6) + LINKS + loopback)));
    }

    @Test
    void aDeviceOfTheSameStackIsNotElsewhere() {
        for (String stack : List.of(
                LINKS.replace("eth1: ", "eth1@eth0: "),
                LINKS.replace("eth0: ", "eth0@eth1: "),
                LINKS.replace("mq state UP\n    inet 10.9", "mq master eth0 state UP\n    inet 10.9"))) {
            assertEquals(List.of(), Told.by(RULE, facts(at(6) + stack + ELSEWHERE)), stack);
        }
    }

    @Test
    void anAddressThatIsNotInTheClustersNetworkIsNotMeant() {
        String other = LINKS.replace("10.77.0.2/24", "10.77.0.2/32");
        assertEquals(List.of(), Told.by(RULE, facts(at(6) + other + ELSEWHERE)));
    }

    @Test
    void whoHearsIsNotTroubled() {
        Cluster cluster = new Cluster().forms(0, 1, 2);
        for (int i = 0; i < 30; i++) {
            cluster.at(1 + i * 0.4).token(1, 2, 2L + 2L * i, 0, 0);
            cluster.at(1.02 + i * 0.4).token(2, 1, 3L + 2L * i, 0, 0);
        }
        Facts facts = new MadeFacts()
                .on(1, cluster.end())
                .state(2, at(6) + LINKS + ELSEWHERE)
                .facts();
        assertEquals(List.of(), Told.by(RULE, facts));
    }

    @Test
    void aListFromBeforeTheTroubleTellsNothing() {
        assertEquals(List.of("limitation membership-unknown"), Told.by(RULE, facts(at(-100) + LINKS + ELSEWHERE)));
    }

    @Test
    void withoutAllOfTheListNobodyKnows() {
        String some = "### ip maddress show dev eth1\n3:\teth1\n" + GROUP + "\n";
        assertEquals(List.of(), Told.by(RULE, facts(at(6) + LINKS + some)));
    }
}
