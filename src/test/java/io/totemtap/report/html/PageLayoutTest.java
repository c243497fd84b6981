package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** Whether all of the page can be seen and reached: on screens of two widths and on paper, with the mouse, with keys, without motion. */
class PageLayoutTest extends PageTest {

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
    void allOfItCanBeSeenAndReached(String name) throws Exception {
        Browser browser = needsBrowser();
        Path page = save(name, html(name));
        JsonNode report = json(name);
        open(browser, page, 1280, false);
        assertEquals("verdict", browser.evaluate("document.querySelector('main').firstElementChild.id"));
        thePicturesAreDrawn(browser, report);
        zoomAndPanKeepTheirPlace(browser);
        theTabKeyReachesEverything(browser);
        nothingIsCutOff(browser, 1280);
        open(browser, page, 400, true);
        nothingIsCutOff(browser, 400);
        nothingMovesByItself(browser, page);
        itPrints(browser, page, name);
        assertCalm(browser, page);
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

    private static void zoomAndPanKeepTheirPlace(Browser browser) throws Exception {
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
        String from = browser.evaluate("line.from");
        browser.key("ArrowRight");
        browser.await(window + " !== '" + before + "'");
        assertEquals(width, number(browser, "Math.round(1e6 * (line.to - line.from))"));
        browser.key("ArrowLeft");
        browser.await("Math.abs(line.from - " + from + ") < 1e-6");
        before = browser.evaluate(window);
        browser.drag("#lanes", 120);
        browser.await(window + " !== '" + before + "'");
        assertEquals(width, number(browser, "Math.round(1e6 * (line.to - line.from))"));
        browser.evaluate("document.querySelector('#lanes').focus()");
        browser.key("0");
        browser.await(window + " === '" + whole + "'");
    }

    private static void theTabKeyReachesEverything(Browser browser) throws Exception {
        List<String> stops = new ArrayList<>();
        browser.evaluate("(document.activeElement.blur(), scrollTo(0, 0))");
        browser.evaluate("document.querySelector('.skip').focus()");
        for (int i = 0; i < 80 && !stops.contains("lanes"); i++) {
            browser.key("Tab");
            stops.add(browser.evaluate("document.activeElement.id || document.activeElement.textContent"));
        }
        assertTrue(stops.containsAll(List.of("theme", "save", "lanes", "Path")), stops.toString());
    }

    /** No page wider than its window; no box of text narrower than its text, but where one can scroll; no text of a picture beyond it. */
    private static void nothingIsCutOff(Browser browser, int width) throws Exception {
        assertEquals(width, number(browser, "document.documentElement.scrollWidth"));
        assertEquals("", browser.evaluate(cutOff()), "cut at " + width);
    }

    private static String cutOff() {
        return "(() => { const bad = new Set(); for (const e of document.querySelectorAll('h1, h2, h3, p, li, td, th, dt, dd, summary, code, button, svg text')) {"
                + " if (e.getClientRects().length === 0 || e.closest('.matrix, .unseen, .skip') || (e.closest('thead') && getComputedStyle(e.closest('thead')).clipPath !== 'none') || e.closest('pre')) continue;"
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
