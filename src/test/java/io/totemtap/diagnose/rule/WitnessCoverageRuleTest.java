package io.totemtap.diagnose.rule;

import static io.totemtap.diagnose.rule.WitnessScene.ALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.host.witness.WitnessText;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Limitation;
import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.Told;
import io.totemtap.net.EpochNanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a kernel's witness cannot tell is said. */
class WitnessCoverageRuleTest {

    private static final Rule RULE = new WitnessCoverageRule();
    private static final String NOTHING_LOST = "places 0 drops 0 headers 0 owners 0 missed 0";

    private final WitnessScene scene = new WitnessScene("switch-drop-oneway-3-nodes");
    private final String both = scene.arrived(312) + scene.offered(312);

    private static Limitation only(Facts facts) {
        assertEquals(1, RULE.evaluate(facts).size(), () -> RULE.evaluate(facts).toString());
        return (Limitation) RULE.evaluate(facts).get(0);
    }

    @Test
    void whyItDidNotRun() {
        String why = "The kernel witness needs libbpf: install libbpf (RHEL), libbpf1 or libbpf0 (Debian).";
        Limitation absent =
                only(scene.facts(scene.direction.to(), "### totemtap kernel-witness\n" + WitnessText.writeAbsent(why)));
        assertEquals("no-kernel-witness", absent.id());
        assertTrue(absent.statement().endsWith(": the kernel's own witness did not run. " + why), absent.statement());
        assertTrue(absent.remedy().contains("totemtap doctor"), absent.remedy());
    }

    @Test
    void itWasNotWanted() {
        Limitation absent = only(scene.facts(
                scene.direction.to(),
                "### totemtap kernel-witness\n" + WitnessText.writeAbsent("It was not wanted (--no-witness).")));
        assertEquals("leave --no-witness out", absent.remedy());
    }

    @Test
    void aTranscriptWithoutTheSectionSaysNothing() {
        assertEquals(List.of(), Told.by(RULE, scene.facts));
        assertEquals(List.of(), Told.by(RULE, scene.facts(scene.direction.to(), scene.host())));
    }

    @Test
    void socketsThatAreNotSeen() {
        assertEquals(
                List.of("limitation witness-sees-no-sockets"),
                Told.by(
                        RULE,
                        scene.facts(
                                scene.direction.to(),
                                scene.section(5, "arrived dropped", NOTHING_LOST, scene.arrived(3)))));
    }

    @Test
    void whatCouldNotBeCounted() {
        Limitation lost = only(scene.facts(
                scene.direction.to(), scene.section(5, ALL, "places 1 drops 2 headers 3 owners 4 missed 5", both)));
        assertEquals("witness-lost-count", lost.id());
        assertTrue(lost.statement().endsWith("(places 1, drops 2, headers 3, owners 4, missed 5)"), lost.statement());
    }

    private String state(int second, long dropped, long byXdp) {
        return "### time 1700000000." + second + " phase now\n"
                + "### ip address show\n2: net0: <UP> mtu 1500 xdp/id:7 qdisc noqueue state UP\n    inet "
                + scene.direction.to() + "/24 scope global net0\n"
                + "### cat /proc/net/dev\nInter-|   Receive  |  Transmit\n face |bytes packets errs drop fifo frame"
                + " compressed multicast|bytes packets errs drop fifo colls carrier compressed\n  net0: 100 10 0 "
                + dropped + " 0 0 0 0 100 10 0 0 0 0 0 0\n"
                + "### ethtool -i net0\ndriver: veth\n"
                + "### ethtool -S net0\nNIC statistics:\n     peer_ifindex: 5\n     rx_queue_0_xdp_drops: " + byXdp
                + "\n     rx_queue_0_drops: 1\n"
                + scene.section(scene.trouble.toNanos() + EpochNanos.SECOND + second, ALL, NOTHING_LOST, both);
    }

    @Test
    void belowTheStackCountersSpeak() {
        Limitation below = only(scene.facts(scene.direction.to(), state(1, 5, 100), state(2, 8, 412)));
        assertEquals("below-the-stack", below.id());
        assertTrue(
                below.statement()
                        .endsWith("net0 counted meanwhile 3 frames dropped (rx_drop), 0 frames without a buffer"
                                + " (rx_queue_0_drops) and 312 frames dropped by XDP (rx_queue_0_xdp_drops), and an XDP"
                                + " program is attached to it"),
                below.statement());
        assertTrue(below.remedy().startsWith("ethtool -S net0 "), below.remedy());
    }

    @Test
    void whereNobodyMissesAnythingTheStacksEndIsNotSpokenOf() {
        WitnessScene healthy = new WitnessScene("healthy");
        assertEquals(
                List.of(),
                Told.by(
                        RULE,
                        healthy.facts(
                                healthy.direction.to(), healthy.section(5, ALL, NOTHING_LOST, healthy.arrived(3)))));
    }
}
