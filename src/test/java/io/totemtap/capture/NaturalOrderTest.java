package io.totemtap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void numbersCompareAsNumbers() {
        List<String> ordered = List.of(
                "",
                "a",
                "a0",
                "a00",
                "a01",
                "a1",
                "a2",
                "a10",
                "a10b",
                "a10b2",
                "a99999999999999999999999",
                "b",
                "node-1",
                "node-10",
                "node-a");
        List<String> shuffled = new ArrayList<>(ordered);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(NaturalOrder.BY_NUMBER);
            assertEquals(ordered, shuffled);
        }
    }
}
