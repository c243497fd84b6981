package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StyledTest {

    private static List<String> fold(String text, int width) {
        Styled line = new Styled().add("  12:00  ", Styled.FAINT).add(text, Styled.STRONG);
        return line.fold(width, 9).stream().map(one -> one.paint(width, false)).toList();
    }

    @Test
    void whatFitsIsLeft() {
        assertEquals(List.of("  12:00  nothing is lost"), fold("nothing is lost", 24));
    }

    @Test
    void longLinesAreBrokenAtBlanksAndIndented() {
        assertEquals(
                List.of("  12:00  verdict: ", "         Multicast is ", "         lost"),
                fold("verdict: Multicast is lost", 22));
    }

    @Test
    void aWordThatIsTooLongIsCutAtTheEdge() {
        assertEquals(List.of("  12:00  verd"), fold("verdictwithoutend", 13));
    }

    @Test
    void piecesKeepTheirColours() {
        Styled line = new Styled().add("  12:00  ", Styled.FAINT).add("verdict: lost", Styled.STRONG);
        List<Styled> lines = line.fold(18, 9);
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).paint(18, true).contains("\u001b[" + Styled.STRONG + "mlost"));
    }
}
