package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.rule.WitnessScene.ALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.net.EpochNanos;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the kernel's numbers exclude a host, and when they must not. */
class PassedOnByKernelTest {

    private static final Rule RULE = new KernelWitnessRule();
    private static final String ONE_WAY = "switch-drop-oneway-3-nodes";
    private static final String NOTE = "note kernel-delivers none proven";

    private final WitnessScene scene = new WitnessScene(ONE_WAY);
    private final String both = scene.arrived(312) + scene.offered(312);

    private String where() {
        return scene.facts.name(scene.direction.from()) + ">" + scene.facts.name(scene.direction.to());
    }

    private List<String> told(Facts facts) {
        return Told.by(RULE, facts);
    }

    private String until(long nanos, String counts) {
        return scene.host() + scene.section(nanos, ALL, "places 0 drops 0 headers 0 owners 0 missed 0", counts);
    }

    @Test
    void arrivalsEqualToDeliveriesClearTheReceivingHost() {
        assertEquals(List.of("clears receiver-host " + where(), NOTE), told(scene.receiver(both)));
    }

    @Test
    void handoversEqualToSendingsClearTheSendingHost() {
        List<String> told = told(scene.sender(ALL, scene.sent(5000) + scene.handed(5000)));
        assertTrue(told.contains("clears sender " + where()), told.toString());
        assertTrue(told.contains(NOTE), told.toString());
        String statement = Told.statement(RULE, scene.sender(ALL, scene.sent(5000) + scene.handed(5000)));
        assertTrue(statement.startsWith("all 5 000 packets that the daemon on "), statement);
        assertTrue(statement.endsWith(" sent were handed to the driver (net0): the host is cleared"), statement);
    }

    @Test
    void aSenderWhoseSendingIsNotSeenStaysUnderSuspicion() {
        assertEquals(List.of(), told(scene.sender("arrived again offered driver busy dropped", scene.handed(5000))));
        // a connected socket where programs are at control groups only
        assertEquals(List.of(), told(scene.sender(ALL, scene.handed(5000))));
    }

    @Test
    void aSenderOfWhichNotAllWasHandedOverStaysUnderSuspicion() {
        assertEquals(List.of(), told(scene.sender(ALL, scene.sent(5001) + scene.handed(5000))));
        assertEquals(
                List.of(),
                told(scene.sender(
                        ALL,
                        scene.sent(5000)
                                + scene.handed(5000)
                                + scene.line("count busy", "out", "socket 0 packets 1"))));
        assertEquals(
                List.of(),
                told(scene.sender(
                        ALL,
                        scene.sent(5000)
                                + scene.handed(5000)
                                + scene.line("drop", "out", "reason QDISC_DROP at - packets 1"))));
        // the capture on the sender has more than the kernel is said to have sent
        assertEquals(List.of(), told(scene.sender(ALL, scene.sent(11) + scene.handed(11))));
    }

    @Test
    void aSenderThatFallsSilentIsNotCleared() {
        WitnessScene silent = new WitnessScene("sender-firewall");
        List<String> told = told(silent.sender(ALL, silent.sent(5000) + silent.handed(5000)));
        assertTrue(told.stream().noneMatch(line -> line.startsWith("clears")), told.toString());
    }

    @Test
    void fewPacketsClearNobody() {
        assertEquals(List.of(), told(scene.receiver(scene.arrived(9) + scene.offered(9))));
    }

    @Test
    void whatIsNotSeenIsNotZero() {
        assertEquals(
                List.of(),
                told(scene.receiver(
                        "arrived again driver busy dropped",
                        "places 0 drops 0 headers 0 owners 0 missed 0",
                        scene.arrived(312))));
    }

    @Test
    void onePacketThatWasNotPutIntoTheSocket() {
        assertEquals(List.of(), told(scene.receiver(scene.arrived(312) + scene.offered(311))));
        assertEquals(
                List.of(),
                told(scene.receiver(both + scene.line("drop", "in", "reason SOCKET_RCVBUFF at - packets 1"))));
        String later = both.replace(" " + scene.port + " ", " 0 ");
        assertEquals(
                List.of(),
                told(scene.receiver(both
                        + later.lines()
                                .findFirst()
                                .orElseThrow()
                                .replace("count arrived", "drop")
                                .replace("socket 0 packets 312", "reason FRAG_REASM_TIMEOUT at - packets 1"))));
    }

    @Test
    void theSocketMustBeTheDaemonsAndEverySocketHaveAll() {
        assertEquals(List.of(), told(scene.receiver(both.replace("socket 4711", "socket 4712"))));
        String second = scene.line("count offered", "in", "socket 4712 packets ");
        assertEquals(2, told(scene.receiver(both + second.strip() + " 312\n")).size());
        assertEquals(List.of(), told(scene.receiver(both + second.strip() + " 100\n")));
        assertEquals(
                List.of(), told(scene.receiver(scene.arrived(312) + scene.offered(156) + second.strip() + " 156\n")));
    }

    @Test
    void copiesByTwoInterfacesOfWhichOneIsDelivered() {
        String other = scene.arrived(312).replace(" net0 ", " net1 ");
        assertEquals(List.of(), told(scene.receiver(both + other)));
    }

    @Test
    void anotherGroupAndAnotherPortSayNothing() {
        assertEquals(List.of(), told(scene.receiver(both.replace(" " + scene.group + " ", " 239.1.2.3 "))));
        assertEquals(List.of(), told(scene.receiver(both.replace(" " + scene.port + " ", " 6000 "))));
        String dropped = scene.line("drop", "in", "reason NETFILTER_DROP at - packets 312")
                .replace(" " + scene.group + " ", " 239.1.2.3 ");
        assertEquals(2, told(scene.receiver(both + dropped)).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "places 1 drops 0 headers 0 owners 0 missed 0",
                "places 0 drops 1 headers 0 owners 0 missed 0",
                "places 0 drops 0 headers 0 owners 1 missed 0",
                "places 0 drops 0 headers 0 owners 0 missed 1"
            })
    void whatCouldNotBeCountedClearsNobody(String lost) {
        assertEquals(List.of(), told(scene.receiver(ALL, lost, both)));
    }

    @Test
    void headersOfOthersDoNotCountIfTheCaptureHasNoMore() {
        String headers = "places 0 drops 0 headers 7 owners 0 missed 0";
        String many = scene.arrived(1_000_000) + scene.offered(1_000_000);
        assertEquals(2, told(scene.receiver(ALL, headers, many)).size());
    }

    @Test
    void aCaptureThatSawMoreThanTheWitness() {
        // the sender is heard on the direction back all the time, so its captured packets are many
        WitnessScene healthy = new WitnessScene("healthy");
        long from = healthy.facts.picture().captures().get(0).observation().firstNanos();
        long until = healthy.facts.picture().captures().get(0).observation().lastNanos();
        String text = healthy.host() + "### totemtap kernel-witness\nwitness 1 from " + (from - EpochNanos.SECOND)
                + " until " + (until + EpochNanos.SECOND) + " sockets function reasons yes\nsees " + ALL
                + "\nlost places 0 drops 0 headers 0 owners 0 missed 0\n";
        Facts few = healthy.facts(healthy.direction.to(), text + healthy.arrived(11) + healthy.offered(11));
        assertEquals(List.of(), told(few));
        Facts all = healthy.facts(healthy.direction.to(), text + healthy.arrived(100_000) + healthy.offered(100_000));
        assertEquals(List.of(NOTE), told(all));
        assertTrue(Told.statement(RULE, all).endsWith(": the host is cleared"));
    }

    @Test
    void aWindowThatEndsBeforeTheTrouble() {
        List<String> told = told(scene.facts(scene.direction.to(), until(scene.trouble.fromNanos(), both)));
        assertEquals(List.of(NOTE), told);
        String statement =
                Told.statement(RULE, scene.facts(scene.direction.to(), until(scene.trouble.fromNanos(), both)));
        assertTrue(statement.endsWith(" were put into the daemon's socket"), statement);
    }

    @Test
    void aHostThatIsNoMemberOrHasNoSocketIsNotCleared() {
        long end = scene.trouble.toNanos() + EpochNanos.SECOND;
        String lost = "places 0 drops 0 headers 0 owners 0 missed 0";
        assertEquals(List.of(), told(scene.facts(scene.direction.to(), scene.section(end, ALL, lost, both))));
        // a member at first and no longer at the end
        String later = until(end, both).replace("inet  " + scene.group, "inet  239.9.9.9");
        assertEquals(List.of(), told(scene.facts(scene.direction.to(), until(end - EpochNanos.SECOND, both), later)));
    }
}
