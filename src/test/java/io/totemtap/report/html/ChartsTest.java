package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.cli.Cases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartsTest extends PageTest {

    @ParameterizedTest
    @ValueSource(strings = {"switch-drop-oneway", "querier-stops", "switch-random-loss", "switch-drop-oneway-4-nodes"})
    void theNumbersOfAPathAddUp(String name) throws Exception {
        JsonNode paths = new Charts(Cases.diagnosis(name), json(name)).tree().path("paths");
        int gaps = 0;
        for (JsonNode path : paths) {
            JsonNode gap = path.path("gap");
            if (gap.isObject()) {
                gaps++;
                assertEquals(
                        gap.path("lost").asLong(),
                        seen(path, gap.path("from")) - seen(path, gap.path("to")),
                        path.toString());
            }
        }
        assertTrue(gaps > 0);
    }

    private static long seen(JsonNode path, JsonNode capture) {
        return path.path("checkpoints")
                .valueStream()
                .filter(checkpoint -> checkpoint.path("capture").equals(capture))
                .findFirst()
                .orElseThrow()
                .path("seen")
                .asLong();
    }
}
