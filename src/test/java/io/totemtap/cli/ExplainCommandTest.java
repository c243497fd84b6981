package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.rule.Pages;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

    private static final String ESCAPE = "\u001b";

    @Test
    void printsThePageAsItIs() {
        Run run = Run.of("explain", "querier-absent");
        assertEquals(0, run.code());
        assertEquals(Pages.find("querier-absent").orElseThrow().text(), run.out());
        assertEquals("", run.err());
    }

    @Test
    void listsEveryPageOnceUnderItsChapter() {
        Run run = Run.of("explain");
        assertEquals(0, run.code());
        List<String> ids = run.lines().stream()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.replaceFirst("^ +(\\S+).*", "$1"))
                .toList();
        assertEquals(Pages.ids(), ids);
        assertTrue(run.lines()
                .containsAll(Pages.CHAPTERS.stream().map(Pages.Chapter::heading).toList()));
        assertTrue(run.out().contains("Nobody sends IGMP queries, and the switch forgets who is a member"));
        run.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void titlesOfTheListStandInOneColumn() {
        long columns = Run.of("explain").lines().stream()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.length() - line.replaceFirst("^ +\\S+ +", "").length())
                .distinct()
                .count();
        assertEquals(1, columns);
    }

    @Test
    void unknownIdIsWrongUsageAndNamesTheNearest() {
        Run run = Run.of("explain", "queirer-absent");
        assertEquals(64, run.code());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().startsWith("totemtap: There is no page \"queirer-absent\"; the nearest "), run.err());
        assertTrue(run.err().contains("querier-absent"), run.err());
    }

    @Test
    void nonsenseGetsNoSuggestion() {
        Run run = Run.of("explain", "xyzzy");
        assertEquals(64, run.code());
        assertEquals("totemtap: There is no page \"xyzzy\"; totemtap explain lists them all.\n", run.err());
    }

    @Test
    void whatIsAskedForIsEscaped() {
        Run run = Run.of("explain", "\u001b]0;x\u0007");
        assertEquals(64, run.code());
        assertFalse(run.err().contains(ESCAPE), run.err());
    }

    @Test
    void twoIdsAreWrongUsage() {
        assertEquals(64, Run.of("explain", "nic-filter", "fast-leave").code());
        assertEquals(64, Run.of("explain", "--color", "blue").code());
    }

    @Test
    void paintedHeadingsAreBoldAndCommandsDim() {
        Run run = Run.of("explain", "--color", "always", "nic-filter");
        assertTrue(run.lines().contains(ESCAPE + "[1mHow to confirm" + ESCAPE + "[0m"), run.out());
        assertTrue(run.lines().contains(ESCAPE + "[2m    ip maddr show dev eth0" + ESCAPE + "[0m"), run.out());
        String unpainted = run.out().replaceAll(ESCAPE + "\\[[0-9]m", "");
        assertEquals(Pages.find("nic-filter").orElseThrow().text().replaceAll("(?m)^#+ ", ""), unpainted);
    }

    @Test
    void nothingIsPaintedIntoAFileUnlessAsked() {
        assertFalse(Run.of("explain", "--color", "never", "nic-filter").out().contains(ESCAPE));
        assertFalse(Run.of("explain", "--color", "never").out().contains(ESCAPE));
        assertTrue(Run.of("explain", "--color", "always").out().contains(ESCAPE + "[1mThe switch" + ESCAPE + "[0m"));
    }
}
