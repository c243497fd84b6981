package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of several recorded cases, used as a person uses it. One test opens one case and goes through it. */
class PageUseTest extends PageTest {

    /** Text that is checked for contrast: what a reader needs, in the page and in the pictures. */
    private static final String TEXTS =
            "h1, h2, h3, .statement, .scope, .next, .word, .certainty, .remark, .because, .state, .matrix td b,"
                    + " .matrix td small, .severity, .evidence li, .frames, summary, td, .keys, .window, .legend span, footer p, nav a, button,"
                    + " svg .t-soft, svg .t-count, svg .t-place, svg .t-loss, svg .t-pill, svg .tl-name, svg .t-many";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch-drop-oneway",
                "healthy",
                "openais-secauth-fence",
                "querier-stops",
                "healthy-3-nodes",
                "host-firewall",
                "two-clusters-one-group",
                "switch-random-loss",
                "no-join"
            })
    void everyCase(String name) throws Exception {
        Browser browser = needsBrowser();
        Path page = save(name, html(name));
        JsonNode report = json(name);
        open(browser, page, 1280, false);
        theVerdictStandsThere(browser, report);
        thePicturesAreDrawn(browser, report);
        zoomAndPanWork(browser);
        hoverTellsFrameAndFile(browser, report);
        everythingHasAName(browser);
        textCanBeRead(browser, "light");
        theButtonTurnsTheColours(browser);
        nothingIsCutOff(browser, 1280);
        open(browser, page, 400, true);
        textCanBeRead(browser, "dark");
        nothingIsCutOff(browser, 400);
        nothingMovesByItself(browser, page);
        itPrints(browser, page, name);
        assertCalm(browser, page);
    }

    private static void theVerdictStandsThere(Browser browser, JsonNode report) throws Exception {
        JsonNode verdict = report.path("verdict");
        assertEquals(verdict.path("headline").asText(), browser.evaluate("document.querySelector('h1').textContent"));
        assertTrue(browser.evaluate("document.querySelector('.statement').textContent")
                .startsWith(verdict.path("statement").asText()));
        assertTrue(browser.evaluate("document.querySelector('main').firstElementChild.id")
                .equals("verdict"));
    }

    private static void thePicturesAreDrawn(Browser browser, JsonNode report) throws Exception {
        assertTrue(number(browser, "document.querySelectorAll('#lanes .mark').length") > 2);
        assertTrue(number(browser, "document.querySelectorAll('#path .way svg').length") > 0);
        assertEquals(
                Math.min(6, report.path("overTime").path("senders").size()),
                number(browser, "document.querySelectorAll('#rates .way svg .tl-sent').length"));
        long rings = report.path("rings")
                .valueStream()
                .filter(ring -> ring.path("rotation").isObject())
                .count();
        assertEquals(
                Math.min(6, rings), number(browser, "document.querySelectorAll('#rotation .way svg .tr-mean').length"));
        long losing = 0;
        for (JsonNode direction : report.path("overTime").path("directions")) {
            for (JsonNode lost : direction.path("lost")) {
                if (lost.asLong() > 0) {
                    losing++;
                    break;
                }
            }
        }
        assertEquals(losing, number(browser, "document.querySelectorAll('#rates .t-loss').length"));
    }

    private static void zoomAndPanWork(Browser browser) throws Exception {
        String window = "document.querySelector('.window').textContent";
        String whole = browser.evaluate(window);
        browser.wheel("#lanes", -240);
        browser.await(window + " !== '" + whole + "'");
        assertTrue(number(browser, "Math.round(1e6 * (line.to - line.from))")
                < number(browser, "Math.round(1e6 * charts.span)"));
        browser.evaluate("document.querySelector('#lanes').focus()");
        browser.key("0");
        browser.await(window + " === '" + whole + "'");
        browser.key("+");
        browser.key("+");
        browser.await(
                "Math.abs(charts.span / (line.to - line.from) - 2.56) < 0.01 && " + window + " !== '" + whole + "'");
        String before = browser.evaluate(window);
        long width = number(browser, "Math.round(1e6 * (line.to - line.from))");
        browser.key("ArrowRight");
        browser.await(window + " !== '" + before + "'");
        assertEquals(width, number(browser, "Math.round(1e6 * (line.to - line.from))"));
        browser.key("ArrowLeft");
        browser.await(window + " === '" + before + "'");
        browser.drag("#lanes", 120);
        browser.await(window + " !== '" + before + "'");
        assertEquals(width, number(browser, "Math.round(1e6 * (line.to - line.from))"));
        browser.evaluate("document.querySelector('#lanes').focus()");
        browser.key("0");
        browser.await(window + " === '" + whole + "'");
    }

    /** Goes with the mouse to the first mark that stands for one entry with a frame, and compares what is shown with that entry. */
    private static void hoverTellsFrameAndFile(Browser browser, JsonNode report) throws Exception {
        long at = number(
                browser,
                "line.marks.findIndex(mark => mark.said.length === 1 && mark.said[0].frame !== undefined && mark.said[0].text)");
        assertTrue(at >= 0, "no mark of one entry");
        browser.evaluate("line.marks[" + at + "].node.setAttribute('id', 'aim')");
        browser.hover("#aim");
        browser.await("!document.querySelector('#tip').hidden");
        String tip = browser.evaluate("document.querySelector('#tip').textContent");
        assertTrue(tellsOneOf(tip, report), tip + " is no entry of the report");
        browser.evaluate("document.querySelector('#lanes').focus()");
        browser.key("n");
        browser.await("document.querySelector('#said').textContent.length > 10");
    }

    private static boolean tellsOneOf(String tip, JsonNode report) {
        for (JsonNode entry : report.path("timeline")) {
            if (entry.path("frame").isNumber()) {
                String file = "";
                for (JsonNode capture : report.path("captures")) {
                    file = capture.path("name").equals(entry.path("capture"))
                            ? capture.path("file").asText()
                            : file;
                }
                if (tip.startsWith(entry.path("time").asText().substring(11, 26))
                        && tip.contains("frame " + entry.path("frame").asText() + " of " + file)
                        && !file.isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void everythingHasAName(Browser browser) throws Exception {
        List<String> unnamed = new ArrayList<>();
        int named = 0;
        for (JsonNode node : browser.accessibilityTree()) {
            String role = node.path("role").path("value").asText();
            String name = node.path("name").path("value").asText().strip();
            boolean needs = List.of(
                            "button",
                            "link",
                            "region",
                            "toolbar",
                            "navigation",
                            "heading",
                            "table",
                            "graphics-document",
                            "image",
                            "img")
                    .contains(role);
            if (needs && !role.equals("table") && !node.path("ignored").asBoolean()) {
                named += name.isEmpty() ? 0 : 1;
                if (name.isEmpty()) {
                    unnamed.add(role + " " + node.path("backendDOMNodeId"));
                }
            }
        }
        assertEquals(List.of(), unnamed);
        assertTrue(named > 20);
        List<String> stops = new ArrayList<>();
        browser.evaluate("(document.activeElement.blur(), scrollTo(0, 0))");
        browser.evaluate("document.querySelector('.skip').focus()");
        for (int i = 0; i < 80 && !stops.contains("lanes"); i++) {
            browser.key("Tab");
            stops.add(browser.evaluate("document.activeElement.id || document.activeElement.textContent"));
        }
        assertTrue(stops.containsAll(List.of("theme", "save", "lanes", "Path")), stops.toString());
    }

    private static void theButtonTurnsTheColours(Browser browser) throws Exception {
        String colour = "getComputedStyle(document.body).backgroundColor";
        String light = browser.evaluate(colour);
        browser.click("#theme");
        assertNotEquals(light, browser.evaluate(colour));
        assertEquals("colours: dark", browser.evaluate("document.querySelector('#theme').getAttribute('aria-label')"));
        textCanBeRead(browser, "dark by the button");
        browser.click("#theme");
        assertEquals(light, browser.evaluate(colour));
    }

    /** WCAG 2: (lighter + 0.05) / (darker + 0.05) of the relative luminances, text against the nearest background behind it. */
    private static void textCanBeRead(Browser browser, String how) throws Exception {
        String found = browser.evaluate("(() => { const parse = c => (c.match(/[0-9.]+/g) || [0, 0, 0, 0]).map(Number);"
                + " const light = c => { const [r, g, b] = parse(c).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);"
                + " return .2126 * r + .7152 * g + .0722 * b; };"
                + " const behind = e => { if (e.ownerSVGElement && e.classList.contains('t-pill')) return getComputedStyle(e.previousElementSibling).fill;"
                + " for (let n = e; n; n = n.parentElement) { const c = getComputedStyle(n).backgroundColor; const p = parse(c);"
                + " if (p.length < 4 || p[3] > 0) return c; } return 'rgb(255, 255, 255)'; };"
                + " const bad = new Set(); for (const e of document.querySelectorAll('" + TEXTS + "')) {"
                + " if (!e.textContent.trim() || e.getClientRects().length === 0) continue; const style = getComputedStyle(e);"
                + " const ink = light(e.ownerSVGElement ? style.fill : style.color), paper = light(behind(e));"
                + " const ratio = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);"
                + " if (ratio < 4.5) bad.add(e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + ratio.toFixed(2)); }"
                + " return [...bad].join(', '); })()");
        assertEquals("", found, "too little contrast, " + how);
    }

    /** No page wider than its window; no box of text narrower than its text, but where one can scroll; no text of a picture beyond it. */
    private static void nothingIsCutOff(Browser browser, int width) throws Exception {
        assertEquals(width, number(browser, "document.documentElement.scrollWidth"));
        assertEquals("", browser.evaluate(cutOff()), "cut at " + width);
    }

    private static String cutOff() {
        return "(() => { const bad = new Set(); for (const e of document.querySelectorAll('h1, h2, h3, p, li, td, th, dt, dd, summary, code, button, svg text')) {"
                + " if (e.getClientRects().length === 0 || e.closest('.matrix, .unseen, .skip') || e.closest('pre')) continue;"
                + " const box = e.getBoundingClientRect(); const root = e.ownerSVGElement;"
                + " const frame = root ? root.getBoundingClientRect() : {left: 0, right: innerWidth};"
                + " if (box.width < 2 || (root && root.closest('#lanes') && e.closest('[clip-path]'))) continue;"
                + " if (box.left < frame.left - 1 || box.right > frame.right + 1 || (!root && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'))"
                + " bad.add(e.tagName + '.' + (e.getAttribute('class') || '') + ': ' + e.textContent.slice(0, 40)); }"
                + " return [...bad].join(' | '); })()";
    }

    private static void nothingMovesByItself(Browser browser, Path page) throws Exception {
        browser.open(page, 1280, false, true);
        browser.await("document.documentElement.dataset.drawn === 'yes'");
        assertEquals("auto", browser.evaluate("getComputedStyle(document.documentElement).scrollBehavior"));
        assertEquals("0", browser.evaluate("document.getAnimations().length"));
    }

    private static void itPrints(Browser browser, Path page, String name) throws Exception {
        open(browser, page, 1280, true);
        browser.showAsPaper();
        assertEquals(Browser.PAPER_PIXELS, number(browser, "document.documentElement.scrollWidth"));
        assertEquals("", browser.evaluate(cutOff()), "cut on paper");
        assertEquals("rgb(255, 255, 255)", browser.evaluate("getComputedStyle(document.body).backgroundColor"));
        assertEquals("none", browser.evaluate("getComputedStyle(document.querySelector('.tools')).display"));
        Path paper = directory.resolve(name + ".pdf");
        browser.print(paper);
        String pdf = Files.readString(paper, StandardCharsets.ISO_8859_1);
        assertTrue(pdf.startsWith("%PDF"));
        assertTrue(Pattern.compile("MediaBox \\[0 0 59[45][.0-9]* 84[12]")
                .matcher(pdf)
                .find());
        assertFalse(pdf.contains("/S /JavaScript"));
    }
}
