package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class HostSnapshotTest {

    @Test
    void readsThisHostAsItReadsATranscript() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/net/dev")), "there is no /proc here");
        Transcript taken = HostSnapshot.take("start", List.of("lo"));
        StringBuilder text = new StringBuilder();
        taken.write(text);
        List<Transcript> again = Transcript.parse(text.toString(), false);
        assertEquals(1, again.size());
        assertEquals(taken.timeNanos(), again.get(0).timeNanos());
        assertEquals("start", again.get(0).phase());
        HostState state = HostState.of(again.get(0), "here");
        HostInterface loopback = state.interfaceNamed("lo").orElseThrow();
        assertTrue(!loopback.counters().of(CounterSource.PROC_NET_DEV).isEmpty(), loopback.toString());
        assertTrue(
                state.kernel().settings().containsKey("net.ipv4.conf.lo.rp_filter"),
                state.kernel().toString());
        assertTrue(state.moment().uptimeSeconds().isPresent());
    }

    @Test
    void countersAloneHaveNoCommands() {
        HostSnapshot.counters("now")
                .sections()
                .forEach(section -> assertFalse(section.command().startsWith("ip "), section.command()));
    }

    @Test
    void endsACommandThatTakesTooLong() {
        Section section = BoundedCommand.run("sleep 60", 100).orElseThrow();
        assertTrue(section.cut());
        assertEquals("", section.text());
    }

    @Test
    void knowsWhichCommandsThereAre() {
        assertEquals(Optional.empty(), BoundedCommand.run("no-such-command-here", 100));
        assertEquals(
                "a b\n", BoundedCommand.run("echo a b", 5_000).orElseThrow().text());
    }

    @Test
    void asksDriversWithoutACommand() {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/sys/class/net/lo")), "there is no Linux loopback here");
        try (Ethtool ethtool = Ethtool.open().orElseThrow()) {
            assertTrue(ethtool.features("lo").orElseThrow().text().contains("rx-checksumming: on"));
            assertTrue(ethtool.link("lo").orElseThrow().text().contains("Link detected: yes"));
            assertEquals(List.of(), ethtool.sections("there-is-no-such-interface"));
            assertEquals(Optional.empty(), ethtool.statistics("no-such-one"));
        }
    }

    @Test
    void theRingsOfADeviceAreRead() {
        String text = """
                ### ethtool -g eth0
                Ring parameters for eth0:
                Pre-set maximums:
                RX:\t\t4096
                RX Mini:\tn/a
                TX:\t\t4096
                Current hardware settings:
                RX:\t\t256
                TX:\t\t512
                """;
        HostState state = HostState.of(Transcript.parse(text, false).get(0), "here");
        assertEquals(
                "256",
                state.interfaceNamed("eth0").orElseThrow().driver().settings().get("RX ring"));
        assertEquals(
                "4096",
                state.interfaceNamed("eth0").orElseThrow().driver().settings().get("RX ring maximum"));
        assertEquals(0, state.text().unread());
    }

    @Test
    void countersThatStandStillAreNoNews() {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/net/snmp")), "there is no /proc here");
        CounterSample sample = CounterSample.take(List.of());
        assertFalse(sample.isNews(sample));
        assertTrue(CounterSample.take(List.of("lo")).isNews(sample), "an interface more");
    }
}
