package io.totemtap.capture.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.host.witness.WitnessReading;
import io.totemtap.capture.host.witness.WitnessText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WitnessSectionTest {

    private static final String TEXT = """
            witness 1 from 10 until 20 sockets function reasons yes
            sees arrived again offered read sent driver busy dropped
            lost places 0 drops 0 headers 0 owners 0 missed 0
            count arrived in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 socket 0 packets 312
            count offered in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 socket 9 packets 312
            """;

    private static HostState state(String text) {
        return HostState.of(
                Transcript.parse("### totemtap kernel-witness\n" + text, false).get(0), "n1");
    }

    @Test
    void aTranscriptCarriesAReading() throws IOException {
        WitnessReading reading = state(TEXT).witness().orElseThrow();
        assertEquals(10, reading.fromNanos());
        assertTrue(reading.ladders().get(0).isClear());
        Section section = new Section(WitnessText.TITLE, WitnessText.write(reading), false);
        StringBuilder out = new StringBuilder();
        new Transcript(1_000_000_000L, "end", "", List.of(section)).write(out);
        HostState again = HostState.of(Transcript.parse(out.toString(), false).get(0), "n1");
        assertEquals(Optional.of(reading), again.witness());
        assertTrue(again.text().readings().get(0).isComplete());
    }

    @Test
    void theLastReadingSpeaks() {
        String later = TEXT.replace("until 20", "until 30");
        HostState state = state(TEXT + "### totemtap kernel-witness\n" + later);
        assertEquals(2, state.kernel().witnessed().size());
        assertEquals(30, state.witness().orElseThrow().untilNanos());
    }

    @Test
    void badLinesAreCounted() {
        HostState state = state("rubbish\n" + TEXT + "count what\n");
        assertEquals(2, state.text().unread());
        assertTrue(state.witness().isPresent());
        assertEquals(Optional.empty(), state("rubbish\n").witness());
    }

    @Test
    void noSection() {
        assertEquals(
                Optional.empty(),
                HostState.of(Transcript.parse("### true\n", false).get(0), "n1").witness());
    }
}
