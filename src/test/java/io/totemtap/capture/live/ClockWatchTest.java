package io.totemtap.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aClockThatRunsIsNotSet() {
        ClockWatch watch = new ClockWatch(1000 * SECOND, 5);
        assertEquals(Optional.empty(), watch.step(1001 * SECOND, 5 + SECOND));
        assertEquals(Optional.empty(), watch.step(1031 * SECOND + 1, 5 + 30 * SECOND), "a second of slew");
    }

    @Test
    void stepsAreToldOnceEach() {
        ClockWatch watch = new ClockWatch(1000 * SECOND, 0);
        assertTrue(watch.step(4601 * SECOND, SECOND).orElse("").contains("forward by 3600 s"));
        assertEquals(Optional.empty(), watch.step(4602 * SECOND, 2 * SECOND));
        assertTrue(watch.step(1003 * SECOND, 3 * SECOND).orElse("").contains("back by 3600 s"));
    }
}
