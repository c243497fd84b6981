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
}
