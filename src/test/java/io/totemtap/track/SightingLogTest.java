package io.totemtap.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written comes back, from memory and from the file alike. */
class SightingLogTest {

    @Test
    void anEmptyLogHasNoPacket() {
        try (SightingLog log = new SightingLog(1000)) {
            assertFalse(log.cursor().next());
            assertEquals(0, log.size());
        }
    }

    @Test
    void packetsComeBackInOrderAlsoBeyondTheRoomInMemory() {
        int count = 100_001;
        try (SightingLog log = new SightingLog(1)) {
            Random written = new Random(3);
            for (int i = 0; i < count; i++) {
                log.add(
                        written.nextLong(),
                        written.nextInt(),
                        i,
                        FrameId.of(2, i + 1),
                        65_535 - i % 3,
                        i & 0xffff,
                        i & 1);
            }
            assertEquals(count, log.size());
            for (int pass = 0; pass < 2; pass++) {
                Random expected = new Random(3);
                SightingLog.Cursor cursor = log.cursor();
                for (int i = 0; i < count; i++) {
                    assertTrue(cursor.next());
                    assertEquals(expected.nextLong(), cursor.identity());
                    assertEquals(expected.nextInt(), cursor.prefix());
                    assertEquals(i, cursor.timeNanos());
                    assertEquals(2, FrameId.part(cursor.frame()));
                    assertEquals(i + 1, FrameId.number(cursor.frame()));
                    assertEquals(65_535 - i % 3, cursor.flow());
                    assertEquals(i & 0xffff, cursor.length());
                    assertEquals((i & 1) != 0, cursor.isRepeat());
                }
                assertFalse(cursor.next());
                assertFalse(cursor.next());
            }
            assertEquals(Optional.empty(), log.failure());
        }
    }

    @Test
    void whereNoFileCanBeWrittenTheLogEndsAndSaysWhere(@TempDir Path directory) {
        int whole = 16_384;
        try (SightingLog log = new SightingLog(whole, Optional.of(directory.resolve("missing")))) {
            for (int i = 0; i < 3 * whole; i++) {
                log.add(i, i, i, i + 1, 0, 0, 0);
            }
            assertEquals(whole, log.size());
            assertEquals(whole - 1, log.lastNanos());
            assertTrue(log.failure().orElse("").contains("cannot be written"), log.failure()::toString);
            SightingLog.Cursor cursor = log.cursor();
            for (int i = 0; i < whole; i++) {
                assertTrue(cursor.next());
            }
            assertFalse(cursor.next());
        }
    }

    @Test
    void aLogThatIsWholeEndsWithItsLatestPacket() {
        try (SightingLog log = new SightingLog(1000)) {
            log.add(1, 1, 700, 1, 0, 0, 0);
            log.add(2, 2, 400, 2, 0, 0, 0);
            assertEquals(700, log.lastNanos());
            assertEquals(Optional.empty(), log.failure());
        }
    }

    @Test
    void disorderIsTheFarthestStepBack() {
        try (SightingLog log = new SightingLog(1000)) {
            for (long time : new long[] {100, 300, 250, 400, 100, 500}) {
                log.add(1, 1, time, 1, 0, 0, 0);
            }
            assertEquals(300, log.disorderNanos());
        }
    }

    @Test
    void frameIdsHoldPartAndNumberAndSortByFile() {
        long last = FrameId.of((1 << 20) - 1, (1L << 43) - 1);
        assertEquals((1 << 20) - 1, FrameId.part(last));
        assertEquals((1L << 43) - 1, FrameId.number(last));
        assertTrue(FrameId.of(0, 900) < FrameId.of(1, 1));
        assertEquals(0, FrameId.number(FrameId.NONE));
    }

    @Test
    void aSampleKeepsTheFirstThreeAndTheLast() {
        FrameSample.Builder builder = new FrameSample.Builder();
        assertEquals(FrameSample.NONE, builder.build());
        for (int i = 1; i <= 5; i++) {
            builder.add(10L * i, i);
        }
        assertEquals(new FrameSample(List.of(1L, 2L, 3L), 5, 5, 10, 50), builder.build());
    }
}
