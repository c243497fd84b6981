package io.totemtap.diagnose;

import static io.totemtap.track.Cluster.address;
import static io.totemtap.track.Packets.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.report.JsonReport;
import io.totemtap.report.text.TextReport;
import io.totemtap.track.Cluster;
import io.totemtap.track.Packets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts that speak against each other are told, and nobody is accused on their strength. */
class ContradictionTest {

    private static final Direction DIRECTION = new Direction(ip(address(1)), ip(address(2)));
    private static final Clue ACCUSING =
            Clue.points("filter-counts", DIRECTION, Place.RECEIVER_NIC, Certainty.LIKELY, "its filter counter went up");
    private static final Clue CLEARING =
            Clue.clears("promiscuous", DIRECTION, List.of(Place.RECEIVER_NIC), "the capture behind it was promiscuous");
    private static final Finding COUNTED = new Finding(
            "filter-counts",
            Place.RECEIVER_NIC,
            Severity.WARNING,
            Certainty.LIKELY,
            "the card of n2 filtered 7 frames",
            List.of(Evidence.of("rx_filtered went from 3 to 10")),
            List.of());

    private record Says(List<? extends Conclusion> conclusions) implements Rule {
        @Override
        public String id() {
            return "says";
        }

        @Override
        public List<Conclusion> evaluate(Facts facts) {
            return List.copyOf(conclusions);
        }
    }

    /** Node 1's messages are all missing at node 2. */
    private static Diagnosis diagnose(List<? extends Conclusion> conclusions) {
        TwoNodes traffic = new TwoNodes(20).with(0.1, Packets.report(2, address(2), Cluster.GROUP));
        Facts facts = new MadeFacts()
                .on(1, traffic.seen(time -> true))
                .on(2, traffic.seen(time -> false))
                .facts();
        return new Diagnostician(List.of(new Says(conclusions))).diagnose(facts);
    }

    @Test
    void whatIsAccusedAndExcludedIsAContradictionWithEvidenceOfBothSides() {
        Diagnosis diagnosis = diagnose(List.of(ACCUSING, CLEARING, COUNTED));
        assertEquals(1, diagnosis.contradictions().size());
        Contradiction found = diagnosis.contradictions().get(0);
        assertEquals(DIRECTION, found.direction());
        assertEquals(Place.RECEIVER_NIC, found.place());
        assertEquals(
                "n1 to n2, receiver's NIC: against it: its filter counter went up; for it: the capture behind it was"
                        + " promiscuous",
                found.statement());
        assertEquals(
                List.of("rx_filtered went from 3 to 10", "the capture behind it was promiscuous"),
                found.evidence().stream().map(Evidence::text).toList());
        assertNotEquals(Place.RECEIVER_NIC, diagnosis.verdict().place());
    }

    @Test
    void theOrderOfFactsDoesNotMatter() {
        List<Conclusion> facts = new ArrayList<>(List.of(ACCUSING, CLEARING, COUNTED));
        List<Contradiction> before = diagnose(facts).contradictions();
        Collections.reverse(facts);
        assertEquals(before, diagnose(facts).contradictions());
    }

    @Test
    void anAccusationThatNobodyExcludesContradictsNothing() {
        assertEquals(List.of(), diagnose(List.of(ACCUSING)).contradictions());
    }

    @Test
    void whereEverybodyIsExcludedTheExclusionsContradictOneAnother() {
        Clue everybody = Clue.clears("all", DIRECTION, Elimination.SUSPECTS, "it looks well");
        Diagnosis diagnosis = diagnose(List.of(everybody));
        assertEquals(1, diagnosis.contradictions().size());
        Contradiction found = diagnosis.contradictions().get(0);
        assertEquals(Place.UNDECIDED, found.place());
        assertEquals("n1 to n2: multicast is lost, and every place where it can be is excluded", found.statement());
        assertEquals(Elimination.SUSPECTS.size(), found.evidence().size());
        Clue explained = Clue.explains("elsewhere", DIRECTION, "the host was down");
        assertEquals(List.of(), diagnose(List.of(everybody, explained)).contradictions());
    }

    @Test
    void reportsTellContradictions() {
        Diagnosis diagnosis = diagnose(List.of(ACCUSING, CLEARING, COUNTED));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new TextReport(200, false).write(diagnosis, text);
        String shown = text.toString(StandardCharsets.UTF_8);
        assertTrue(
                shown.contains("  contrary n1 to n2, receiver's NIC: against it: its filter counter went up"), shown);
        assertTrue(shown.contains("             rx_filtered went from 3 to 10"), shown);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new JsonReport("test").write(diagnosis, json);
        assertTrue(json.toString(StandardCharsets.UTF_8).contains("\"place\" : \"receiver-nic\""));
    }
}
