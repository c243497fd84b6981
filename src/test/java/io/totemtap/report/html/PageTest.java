package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.cli.Cases;
import io.totemtap.report.JsonReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A browser for the tests of a class, and pages of recorded cases for it. */
abstract class PageTest {

    static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path directory;

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
        running = Optional.empty();
    }

    static Browser needsBrowser() {
        Assumptions.assumeTrue(running.isPresent(), "there is no Chromium here");
        return running.orElseThrow();
    }

    static JsonNode json(String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReport("0").write(Cases.diagnosis(name), out);
        return MAPPER.readTree(out.toByteArray());
    }

    static String html(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlReport(new JsonReport("0")).write(Cases.diagnosis(name), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    static Path save(String name, String page) throws Exception {
        return Files.writeString(directory.resolve(name + ".html"), page);
    }

    static void open(Browser browser, Path page, int width, boolean dark) throws Exception {
        browser.open(page, width, dark);
        browser.await("document.documentElement.dataset.drawn === 'yes'");
    }

    static long number(Browser browser, String expression) throws Exception {
        return Long.parseLong(browser.evaluate(expression));
    }

    static void assertCalm(Browser browser, Path page) {
        assertEquals(List.of(), browser.complaints);
        assertEquals(List.of(page.toUri().toString()), browser.requests);
    }
}
