package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.diagnose.Diagnosis;
import org.junit.jupiter.api.Test;

final class RehearsalTest {

    @Test
    void goesThroughEverythingASmallCaptureHas() {
        Diagnosis diagnosis = Rehearsal.perform(true);
        assertEquals(2, diagnosis.facts().picture().hosts().size());
        assertEquals(1, diagnosis.facts().picture().groups().size());
        assertEquals("daemon-does-not-hear", diagnosis.findings().get(0).id());
    }
}
