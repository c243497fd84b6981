package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

final class RehearsalTest {

    @Test
    void nothingInHandIsNoReasonToFail() {
        assertDoesNotThrow(Rehearsal::perform);
    }
}
