package io.totemtap.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.lab.LiveCapture.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One fault at a time while a capture runs on one node: the verdict appears while the fault lasts, names the right place or keeps it
 * standing, and never names another. Some labs run at once, as they mostly wait.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class LiveFaultsIT {

    private static final int HEALTHY_WITHIN_SECONDS = 30;
    private static final int VERDICT_WITHIN_SECONDS = 60;
    /** A verdict that has stood so long is the one that an administrator sees. */
    private static final int STANDS_SECONDS = 6;

    private static final int HEALED_AFTER_SECONDS = 12;
    private static final int HEALTHY_SECONDS = 20;

    @TempDir
    Path directory;

    @BeforeAll
    static void possible() {
        Lab.assumePossible();
    }

    /** The node with the capture comes second, then the switch's way, then the place that is to blame. */
    @ParameterizedTest(name = "{0} seen from {1}")
    @CsvSource({
        "switch-oneway, n2, plain, switch",
        "switch-oneway, n1, plain, switch",
        "switch-oneway, n3, plain, switch",
        "switch-all, n1, plain, switch",
        "switch-all, n3, plain, switch",
        "switch-loss, n2, plain, switch",
        "switch-loss, n1, plain, switch",
        "switch-forgets, n2, unasked, switch",
        "switch-forgets, n3, unasked, switch",
        "switch-forgets-port, n2, quick, switch",
        "switch-forgets-port, n1, quick, switch",
        "nic-filter, n2, plain, receiver-nic",
        "host-firewall, n2, plain, receiver-host",
        "host-firewall, n3, plain, receiver-host",
        "rp-filter, n2, plain, receiver-host",
        "socket-overflow, n2, plain, receiver-host",
        "socket-overflow, n1, plain, receiver-host",
        "sender-egress, n1, plain, sender",
        "sender-egress, n3, plain, sender",
        "sender-firewall, n1, plain, sender",
        "sender-firewall, n2, plain, sender",
        "daemon-kill, n2, plain, cluster",
        "node-freeze, n2, plain, cluster",
        "node-freeze, n1, plain, cluster",
        "unicast-blocked, n1, plain, unicast",
        "unicast-blocked, n2, plain, unicast",
        "unicast-blocked, n3, plain, unicast",
    })
    void namesThePlaceOrKeepsItStanding(String fault, String node, String way, String place) throws Exception {
        try (Lab lab = Lab.up(id(fault, node), 3, way)) {
            watch(lab, fault, node, place, false);
        }
    }

    /** A ring that is broken all the time tells less than one that forms again. */
    @ParameterizedTest(name = "{0} seen from {1}, healed")
    @CsvSource({"unicast-blocked, n2, unicast"})
    void namesThePlaceAfterItWasMended(String fault, String node, String place) throws Exception {
        try (Lab lab = Lab.up("heal" + node, 3)) {
            watch(lab, fault, node, place, true);
        }
    }

    @ParameterizedTest(name = "{0} seen from {1}")
    @CsvSource({"second-cluster, n1, cluster", "second-cluster, n2, cluster"})
    void aSecondClusterOnTheGroupIsFound(String fault, String node, String place) throws Exception {
        try (Lab lab = Lab.up(id(fault, node), 2)) {
            watch(lab, fault, node, place, false);
        }
    }

    @ParameterizedTest(name = "healthy seen from {0}")
    @CsvSource({"n2", "n1"})
    void aHealthyClusterIsHealthyAllTheTime(String node) throws Exception {
        Path json = directory.resolve("result.json");
        try (Lab lab = Lab.up("well" + node, 3);
                LiveCapture capture = LiveCapture.start(lab, node, json)) {
            assertTrue(capture.await(HEALTHY_WITHIN_SECONDS, LiveCapture::isHealthy), "never healthy: " + capture);
            Thread.sleep(TimeUnit.SECONDS.toMillis(HEALTHY_SECONDS));
            int exitCode = capture.end();
            assertTrue(capture.verdicts().stream().allMatch(said -> said.place().isEmpty()), capture.toString());
            assertEquals(
                    "healthy", capture.result().path("verdict").path("status").asText(), capture.toString());
            assertEquals(0, exitCode);
            System.out.printf(Locale.ROOT, "%-20s on %s  healthy all the time%n", "healthy", node);
        }
    }

    private void watch(Lab lab, String fault, String node, String place, boolean healing) throws Exception {
        Path json = directory.resolve("result.json");
        try (LiveCapture capture = LiveCapture.start(lab, node, json)) {
            assertTrue(capture.await(HEALTHY_WITHIN_SECONDS, LiveCapture::isHealthy), "never healthy: " + capture);
            assertTrue(accusations(capture).isEmpty(), "accused before the fault: " + capture);
            lab.fault(fault);
            long injected = System.nanoTime();
            boolean appeared = capture.await(
                    VERDICT_WITHIN_SECONDS, one -> accusations(one).isPresent());
            if (healing) {
                Thread.sleep(TimeUnit.SECONDS.toMillis(HEALED_AFTER_SECONDS));
                lab.heal(fault);
            }
            capture.await(VERDICT_WITHIN_SECONDS, LiveFaultsIT::stands);
            int exitCode = capture.end();
            assertTrue(appeared, "no verdict: " + capture);
            double seconds = (accusations(capture).orElseThrow().nanos() - injected) / 1e9;
            JsonNode verdict = capture.result().path("verdict");
            System.out.printf(
                    Locale.ROOT,
                    "%-20s on %s  verdict after %4.1f s  %s, %s, %s; said %s%n",
                    fault,
                    node,
                    Math.max(0, seconds),
                    verdict.path("place").asText(),
                    verdict.path("cause").asText(),
                    verdict.path("certainty").asText(),
                    capture.verdicts().stream().map(LiveFaultsIT::brief).toList());
            assertEquals("fault", verdict.path("status").asText(), verdict + "\n" + capture);
            Set<String> named = capture.places();
            assertTrue(named.isEmpty() || named.equals(Set.of(place)), named + " were named: " + capture);
            assertTrue(Set.of(place, "undecided").contains(verdict.path("place").asText()), verdict + "\n" + capture);
            assertTrue(LiveCapture.standing(verdict).contains(place), verdict + "\n" + capture);
            assertEquals(verdict.path("certainty").asText().equals("proven") ? 2 : 1, exitCode);
        }
    }

    private static Optional<Said> accusations(LiveCapture capture) {
        return capture.verdicts().stream()
                .filter(said -> !said.place().isEmpty())
                .findFirst();
    }

    private static boolean stands(LiveCapture capture) {
        List<Said> all = capture.verdicts();
        return System.nanoTime() - all.get(all.size() - 1).nanos() > TimeUnit.SECONDS.toNanos(STANDS_SECONDS);
    }

    private static String brief(Said said) {
        return said.text().substring(0, said.text().indexOf(": "));
    }

    /** Letters and digits, as an id has. */
    private static String id(String fault, String node) {
        return fault.replace("-", "") + node;
    }
}
