package io.totemtap.track.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.track.totem.RotationHistory.Slot;
import io.totemtap.track.totem.RotationHistory.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationSeriesTest {

    private static final long START = 1_700_000_000_000_000_000L;
    private static final long SLOT = 125_000_000L;

    @Test
    void countsMeanAndHighestOfASlot() {
        DurationSeries series = new DurationSeries();
        series.add(START, 1000);
        series.add(START + SLOT - 1, 3000);
        series.add(START + 2 * SLOT, 7000);
        assertEquals(List.of(new Slot(2, 2000, 3000), new Slot(0, 0, 0), new Slot(1, 7000, 7000)), series.slots());
        assertEquals(START, series.firstNanos());
        assertEquals(SLOT, series.widthNanos());
    }

    @Test
    void doublesItsSlotsAndKeepsWhatItCounted() {
        DurationSeries series = new DurationSeries();
        for (int i = 0; i < 100_000; i++) {
            series.add(START + i * SLOT / 10, i % 2 == 0 ? 100 : 300);
        }
        assertTrue(series.slots().size() <= DurationSeries.SLOTS);
        assertEquals(100_000, series.slots().stream().mapToLong(Slot::count).sum());
        assertEquals(SLOT * 128, series.widthNanos());
        for (Slot slot : series.slots()) {
            assertEquals(200, slot.meanNanos());
            assertEquals(300, slot.highestNanos());
        }
    }

    @Test
    void aJumpOfAgesAndAClockSetBackAreHarmless() {
        DurationSeries series = new DurationSeries();
        series.add(START, 5);
        series.add(Long.MAX_VALUE / 2, 6);
        series.add(START - SLOT, 7);
        series.add(START, -1);
        assertEquals(3, series.slots().stream().mapToLong(Slot::count).sum());
        assertEquals(7, series.slots().get(0).highestNanos());
    }

    @Test
    void nothingCountedIsNoSlot() {
        assertEquals(List.of(), new DurationSeries().slots());
    }

    @Test
    void theSpansOfAHistogramHoldWhatWasCounted() {
        DurationHistogram histogram = new DurationHistogram();
        for (long duration : new long[] {1, 900, 900, 1_000_000, 4_000_000_000L}) {
            histogram.add(duration);
        }
        List<Span> spans = histogram.spans();
        assertEquals(List.of(1L, 2L, 1L, 1L), spans.stream().map(Span::count).toList());
        assertTrue(spans.get(1).fromNanos() <= 900 && 900 < spans.get(1).toNanos());
        assertTrue(spans.get(3).fromNanos() <= 4_000_000_000L
                && 4_000_000_000L < spans.get(3).toNanos());
    }
}
