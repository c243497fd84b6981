package io.totemtap.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void aNumberIsNotBroken() {
        assertEquals(
                List.of("4 565", "tokens", "and", "1 234 567", "bytes"),
                Words.pieces(Words.count(4565) + " tokens and " + Words.count(1_234_567) + " bytes"));
    }

    @Test
    void otherBlanksAreBreaks() {
        assertEquals(
                List.of("80", "columns,", "855,", "857", "22", "1234", ""),
                Words.pieces("80 columns, 855, 857 22 1234 "));
        assertEquals(List.of(""), Words.pieces(""));
        assertEquals(List.of("", "", "two"), Words.pieces("  two"));
    }

    @Test
    void theTextIsKept() {
        for (String text : List.of("a  b", " 1 000 x", "12 345 678", "v6 ff15::1 100 1000")) {
            assertEquals(text, String.join(" ", Words.pieces(text)));
        }
    }
}
