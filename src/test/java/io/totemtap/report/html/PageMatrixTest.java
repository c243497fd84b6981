package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of several recordings in Chromium: what it says and draws, how it answers, in both colours and on narrow screens. */
class PageMatrixTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Texts whose contrast with what lies behind them is below 4.5 to 1 (WCAG 2.1, 1.4.3), by the styles as computed. */
    private static final String TOO_FAINT = """
            (() => {
              const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const parts = colour => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const light = colour => colour.slice(0, 3).map(v => v / 255)
                .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = node => {
                if (node.classList.contains('t-pill')) return parts(getComputedStyle(node.previousElementSibling).fill);
                for (let at = node; at; at = at.parentElement) {
                  const colour = parts(getComputedStyle(at).backgroundColor);
                  if (colour[3] === 255) return colour;
                }
                return [255, 255, 255, 255];
              };
              const faint = new Set();
              let looked = 0;
              for (const node of document.querySelectorAll('body *')) {
                const own = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
                if (!own || !node.getClientRects().length || node.tagName === 'SCRIPT') continue;
                const style = getComputedStyle(node);
                const pair = [light(parts(node instanceof SVGElement ? style.fill : style.color)), light(behind(node))];
                const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
                looked++;
                if (ratio < 4.5) faint.add(node.tagName + '.' + (node.getAttribute('class') || '') + ' ' + ratio.toFixed(2));
              }
              return looked < 40 ? 'only ' + looked + ' texts' : [...faint].join('; ');
            })()""";

    private static final String LIGHT = "rgb(247, 247, 244)";
    private static final String DARK = "rgb(19, 23, 27)";
    private static final String BACKGROUND = "getComputedStyle(document.body).backgroundColor";
    private static final String WINDOW = "document.querySelector('.window').textContent";

    @TempDir
    private static Path directory;

    private static Optional<Browser> running = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        if (Browser.program().isPresent()) {
            running = Optional.of(new Browser(directory));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (running.isPresent()) {
            running.get().stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch-drop-oneway",
                "healthy",
                "openais-secauth-fence",
                "querier-stops",
                "healthy-3-nodes",
                "host-firewall",
                "switch-random-loss",
                "no-join"
            })
    void thePageOfARecordingTellsDrawsAndAnswers(String name) throws Exception {
        Assumptions.assumeTrue(running.isPresent(), "there is no Chromium here");
        Browser browser = running.orElseThrow();
        JsonNode report = PageTest.json(name);
        Path page = Files.writeString(directory.resolve(name + ".html"), PageTest.html(name));
        for (int width : List.of(1280, 400)) {
            for (boolean dark : List.of(true, false)) {
                open(browser, page, width, dark);
                tells(browser, report.path("verdict"));
                draws(browser);
                fits(browser, width);
                assertEquals(dark ? DARK : LIGHT, browser.evaluate(BACKGROUND));
                assertEquals("", browser.evaluate(TOO_FAINT), width + (dark ? " dark" : " light"));
                showsWhereAMarkIs(browser, report);
                assertCalm(browser, page);
            }
        }
        open(browser, page, 1280, false);
        turnsItsColours(browser);
        zooms(browser);
        hasNames(browser);
        assertCalm(browser, page);
    }

    private static void open(Browser browser, Path page, int width, boolean dark) throws Exception {
        browser.open(page, width, dark);
        browser.await("document.documentElement.dataset.drawn === 'yes'");
    }

    private static void assertCalm(Browser browser, Path page) {
        assertEquals(List.of(), browser.complaints);
        assertEquals(List.of(page.toUri().toString()), browser.requests);
    }

    private static void tells(Browser browser, JsonNode verdict) throws Exception {
        assertEquals(verdict.path("headline").asText(), browser.evaluate("document.querySelector('h1').textContent"));
        assertTrue(browser.evaluate("document.querySelector('.statement').textContent")
                .startsWith(verdict.path("statement").asText()));
    }

    private static void draws(Browser browser) throws Exception {
        assertTrue(Integer.parseInt(browser.evaluate("document.querySelectorAll('#lanes .mark').length")) > 2);
        assertTrue(Integer.parseInt(browser.evaluate("document.querySelectorAll('.way svg').length")) > 0);
    }

    private static void fits(Browser browser, int width) throws Exception {
        int wide = Integer.parseInt(browser.evaluate("document.documentElement.scrollWidth"));
        assertTrue(wide <= width, wide + " pixels wide on a screen of " + width);
    }

    /** Every frame and file in the note at the mouse is that of the entry of the report with the same words. */
    private static void showsWhereAMarkIs(Browser browser, JsonNode report) throws Exception {
        browser.evaluate("line.marks.find(mark => mark.said.some(one => one.frame)).node.id = 'probe'");
        browser.hover("#probe");
        browser.await("!document.querySelector('#tip').hidden && document.querySelector('#tip small') !== null");
        JsonNode rows = MAPPER.readTree(browser.evaluate(
                "JSON.stringify([...document.querySelectorAll('#tip div')].filter(row => row.querySelector('small'))"
                        + ".map(row => [row.firstChild.textContent.trim(), row.childNodes[1].textContent,"
                        + " row.lastChild.textContent]))"));
        assertFalse(rows.isEmpty());
        for (JsonNode row : rows) {
            assertTrue(isOfTheReport(row, report), row.toString());
        }
        browser.evaluate("document.querySelector('#lanes').focus()");
        browser.key("n");
        browser.await("document.querySelector('#said').textContent !== ''");
        browser.key("Escape");
        browser.await("document.querySelector('#tip').hidden");
    }

    private static boolean isOfTheReport(JsonNode row, JsonNode report) {
        for (JsonNode entry : report.path("timeline")) {
            String capture = entry.path("capture").asText();
            if (row.path(0).asText().equals(entry.path("time").asText().substring(11, 26))
                    && row.path(1).asText().endsWith(entry.path("text").asText())
                    && row.path(2)
                            .asText()
                            .startsWith("frame " + entry.path("frame").asText() + " of " + file(capture, report))) {
                return true;
            }
        }
        return false;
    }

    private static String file(String capture, JsonNode report) {
        for (JsonNode one : report.path("captures")) {
            if (one.path("name").asText().equals(capture)) {
                return one.path("file").asText();
            }
        }
        return "a file that no capture has";
    }

    private static void turnsItsColours(Browser browser) throws Exception {
        browser.evaluate("document.querySelector('#theme').click()");
        assertEquals(DARK, browser.evaluate(BACKGROUND));
        assertEquals("", browser.evaluate(TOO_FAINT));
        browser.evaluate("document.querySelector('#theme').click()");
        assertEquals(LIGHT, browser.evaluate(BACKGROUND));
    }

    private static void zooms(Browser browser) throws Exception {
        String whole = browser.evaluate(WINDOW);
        browser.wheel("#lanes", -240);
        browser.await(WINDOW + " !== '" + whole + "'");
        browser.evaluate("document.querySelector('#lanes').focus()");
        browser.key("0");
        browser.await(WINDOW + " === '" + whole + "'");
        browser.key("+");
        browser.await(WINDOW + " !== '" + whole + "'");
        String near = browser.evaluate(WINDOW);
        browser.key("ArrowRight");
        browser.await(WINDOW + " !== '" + near + "'");
        assertNotEquals(whole, browser.evaluate(WINDOW));
        browser.key("-");
        browser.key("-");
        browser.await(WINDOW + " === '" + whole + "'");
    }

    private static void hasNames(Browser browser) throws Exception {
        List<String> buttons = browser.named("button");
        assertTrue(
                buttons.containsAll(List.of("zoom in", "zoom out", "earlier", "later", "the whole time", "Save JSON")));
        assertFalse(buttons.contains(""), buttons.toString());
        assertTrue(browser.named("group").stream().anyMatch(name -> name.startsWith("time line of ")));
        List<String> pictures = browser.named("image");
        assertTrue(pictures.stream().anyMatch(name -> name.startsWith("from ")), pictures.toString());
        assertFalse(pictures.contains(""), pictures.toString());
    }
}
