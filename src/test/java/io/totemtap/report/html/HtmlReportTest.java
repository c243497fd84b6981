package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.totemtap.cli.Cases;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlReportTest extends PageTest {

    private static final String HOSTILE = "</script><img src=x onerror=boom()>&\"'\u0007\u202e\u2028`${boom()}";

    /** What arrived at the host and not at its daemon is no good news. */
    @Test
    void theMatrixSaysWhatTotemTells() {
        String page = html("host-firewall");
        assertTrue(
                page.contains("<b>113 of 113</b><small>arrived; ~deaf 20.0 s</small>"),
                page.substring(page.indexOf("class=\"matrix\""), page.indexOf("id=\"suspects\"")));
        assertTrue(page.contains("<b>49 of 49</b><small>all arrived</small>"), page);
    }

    @Test
    void theMouseOverAMarkShowsItsFrameAndFile() throws Exception {
        Browser browser = needsBrowser();
        Path page = save("hover", html("switch-drop-oneway"));
        open(browser, page, 1280, false);
        browser.hover("#lanes .s-trouble");
        browser.await("!document.querySelector('#tip').hidden");
        String tip = browser.evaluate("document.querySelector('#tip').textContent");
        JsonNode first = json("switch-drop-oneway").path("timeline");
        for (JsonNode entry : first) {
            if (entry.path("kind").asText().equals("misses-messages")) {
                assertTrue(
                        tip.contains("frame " + entry.path("frame").asText() + " of captures/switch-drop-oneway/"),
                        tip);
                assertTrue(tip.contains(entry.path("capture").asText() + ".pcap.gz"), tip);
                assertTrue(tip.contains(entry.path("time").asText().substring(11, 26)), tip);
                break;
            }
        }
        browser.evaluate("document.querySelector('#lanes').focus()");
        browser.key("n");
        browser.await("document.querySelector('#said').textContent.includes('frame ')");
        assertCalm(browser, page);
    }

    @Test
    void hostileNamesStayTextEverywhere() throws Exception {
        JsonNode report = json("switch-drop-oneway");
        ObjectNode charts = new Charts(Cases.diagnosis("switch-drop-oneway"), report).tree();
        Map<String, String> names = Map.of("n1", HOSTILE, "n2", HOSTILE + "2", "sw-p1", HOSTILE + "3");
        String page = HtmlReport.page(replaced(report, names), replaced(charts, names));
        assertFalse(page.contains("<img"));
        assertFalse(page.contains("\u202e"));
        assertFalse(page.contains("\u0007"));
        assertFalse(page.contains("\u2028"));
        Browser browser = needsBrowser();
        Path file = save("hostile", page);
        open(browser, file, 1280, false);
        assertEquals("0", browser.evaluate("document.images.length"));
        assertEquals("3", browser.evaluate("document.scripts.length"));
        assertTrue(browser.evaluate("document.body.textContent").contains("</script><img src=x onerror=boom()>"));
        assertEquals(
                HOSTILE, browser.evaluate("JSON.parse(document.querySelector('#report').textContent).hosts[0].name"));
        assertCalm(browser, file);
    }

    private static JsonNode replaced(JsonNode tree, Map<String, String> names) {
        if (tree.isTextual()) {
            String text = tree.asText();
            for (Map.Entry<String, String> name : names.entrySet()) {
                text = text.replaceAll(
                        "\\b" + name.getKey() + "\\b", java.util.regex.Matcher.quoteReplacement(name.getValue()));
            }
            return TextNode.valueOf(text);
        }
        if (tree.isArray()) {
            ArrayNode list = MAPPER.createArrayNode();
            tree.forEach(item -> list.add(replaced(item, names)));
            return list;
        }
        if (tree.isObject()) {
            ObjectNode object = MAPPER.createObjectNode();
            tree.fieldNames().forEachRemaining(name -> object.set(name, replaced(tree.path(name), names)));
            return object;
        }
        return tree;
    }

    @Test
    void tenThousandHostsFillTheDataAndNotThePage() throws Exception {
        ObjectNode report = (ObjectNode) json("switch-drop-oneway");
        ArrayNode hosts = (ArrayNode) report.path("hosts");
        ArrayNode paths = (ArrayNode) report.path("paths");
        ArrayNode senders = (ArrayNode) report.path("overTime").path("senders");
        ArrayNode directions = (ArrayNode) report.path("overTime").path("directions");
        for (int i = 0; i < 10_000; i++) {
            ObjectNode host = hosts.get(0).deepCopy();
            String address = "10.1." + i / 250 + "." + (1 + i % 250);
            host.put("name", HOSTILE + i).put("address", address);
            hosts.add(host);
            ObjectNode path = paths.get(0).deepCopy();
            paths.add(path.put("from", address).put("lost", i % 7));
            if (i < 64) {
                senders.add(((ObjectNode) senders.get(0).deepCopy()).put("from", address));
            }
            if (i < 256) {
                directions.add(((ObjectNode) directions.get(0).deepCopy()).put("from", address));
            }
        }
        ObjectNode charts = new Charts(Cases.diagnosis("switch-drop-oneway"), report).tree();
        String page = HtmlReport.page(report, charts);
        assertFalse(page.contains("<img"));
        assertFalse(page.contains("\u202e"));
        Browser browser = needsBrowser();
        Path file = save("many", page);
        open(browser, file, 400, false);
        assertTrue(number(browser, "document.querySelectorAll('*').length") < 8000);
        assertEquals("0", browser.evaluate("document.images.length"));
        assertEquals("3", browser.evaluate("document.scripts.length"));
        assertEquals(6, number(browser, "document.querySelectorAll('#rates .way svg').length"));
        assertEquals("400", browser.evaluate("document.documentElement.scrollWidth"));
        assertCalm(browser, file);
    }

    @Test
    void aLaneCountsWhatItCannotDrawOneByOne() {
        List<JsonNode> changes = new java.util.ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            changes.add(MAPPER.createObjectNode()
                    .put("timeNanos", Long.toString(1_000_000L * i))
                    .put("kind", i % 2 == 0 ? "misses-messages" : "gather"));
        }
        ObjectNode lane = MAPPER.createObjectNode();
        new Marks(new TimeAxis(0, 200_000_000_000L), Map.of()).write(lane, changes);
        assertEquals(0, lane.path("marks").size());
        assertEquals(2 * TimeAxis.BINS, lane.path("bins").size());
        long sum = 0;
        for (JsonNode bin : lane.path("bins")) {
            sum += bin.path("count").asLong();
        }
        assertEquals(200_000, sum);
    }

    @Test
    void aMillionEventsAreSomeHundredMarks() throws Exception {
        ObjectNode report = (ObjectNode) json("switch-drop-oneway");
        ObjectNode charts = new Charts(Cases.diagnosis("switch-drop-oneway"), report).tree();
        List<JsonNode> changes = new java.util.ArrayList<>();
        long origin = charts.path("originNanos").asLong();
        double step = charts.path("span").asDouble() * 1e9 / 1_000_000;
        JsonNode[] kinds = new JsonNode[4];
        for (int i = 0; i < 1_000_000; i++) {
            changes.add(MAPPER.createObjectNode()
                    .put("timeNanos", Long.toString(origin + (long) (i * step)))
                    .put(
                            "kind",
                            new String[] {"misses-messages", "gather", "report", "operational"}[i % kinds.length]));
        }
        ObjectNode lane = (ObjectNode) charts.path("lanes").get(0);
        TimeAxis axis = new TimeAxis(origin, origin + (long) (1_000_000 * step));
        new Marks(axis, Map.of()).write(lane, changes);
        Bands.write(lane, axis, changes);
        String page = HtmlReport.page(report, charts);
        assertTrue(page.length() < 1_000_000, "the page is " + page.length() + " long");
        Browser browser = needsBrowser();
        Path file = save("million", page);
        open(browser, file, 1280, false);
        assertTrue(number(browser, "document.querySelectorAll('*').length") < 8000);
        String window = browser.evaluate("document.querySelector('.window').textContent");
        browser.wheel("#lanes", -240);
        browser.await("document.querySelector('.window').textContent !== '" + window + "'");
        assertTrue(number(browser, "document.querySelectorAll('*').length") < 8000);
        assertCalm(browser, file);
    }

    @Test
    void thePageForbidsEveryRequest() {
        String page = html("healthy");
        assertTrue(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
        assertFalse(page.replaceAll("http://www.w3.org/2000/svg", "").contains("://"));
        assertFalse(page.contains("{{"));
    }
}
