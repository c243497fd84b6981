package io.totemtap.diagnose;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a live capture on one place says while a recording goes on, at every second of it: whoever looks at a screen sees each of these
 * verdicts, so that none of them may accuse anybody who is innocent.
 */
class EveryMomentTest {

    private static final int FIRST = 15;
    private static final int STEP = 10;

    @ParameterizedTest
    @MethodSource("io.totemtap.diagnose.GoldenCase#names")
    void neverAccusedFalsely(String name) {
        GoldenCase golden = GoldenCase.kept(name);
        List<String> wrong = new ArrayList<>();
        for (String capture : golden.captures()) {
            for (int tenths = FIRST; tenths <= golden.seconds() * 10; tenths += STEP) {
                Verdict verdict =
                        GoldenCase.diagnose(golden.alone(capture, tenths)).verdict();
                if (golden.isFalselyAccused(verdict)) {
                    wrong.add(capture + " " + tenths / 10.0 + " " + verdict.place() + " " + verdict.certainty() + " "
                            + verdict.cause());
                }
            }
        }
        assertTrue(wrong.isEmpty(), String.join("\n", wrong));
    }
}
