package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The pictures of the page in the documentation. {@code mvn test -Dimages=update -Dtest=PageImagesTest} makes them again from recorded
 * cases; look at them then. They are not compared, because fonts differ from machine to machine.
 */
class PageImagesTest extends PageTest {

    private static final Path DOCS = Path.of("src", "site", "markdown");
    private static final long MOST_BYTES = 150_000;
    private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]*)\\]\\(images/([a-z-]+\\.png)\\)");

    private record Image(String file, String recorded, int width, boolean dark, String parts) {}

    private static final List<Image> IMAGES = List.of(
            new Image("page-top.png", "switch-drop-oneway-3-nodes", 1000, false, "#verdict, #path, #matrix"),
            new Image("page-timeline.png", "two-clusters-one-group", 1000, false, "#timeline"),
            new Image("page-trends.png", "querier-stops", 1000, false, "#rates, #rotation"),
            new Image("page-dark.png", "querier-stops", 1000, true, "#verdict, #path, #matrix"),
            new Image("page-narrow.png", "host-firewall", 400, false, "#verdict, #path"));

    @Test
    void theyAreMadeAgainWhenAsked() throws Exception {
        Assumptions.assumeTrue("update".equals(System.getProperty("images")), "not asked for with -Dimages=update");
        Browser browser = needsBrowser();
        Files.createDirectories(DOCS.resolve("images"));
        for (Image image : IMAGES) {
            Path page = save("image", html(image.recorded()));
            open(browser, page, image.width(), image.dark());
            browser.screenshot(DOCS.resolve("images").resolve(image.file()), image.parts());
            assertCalm(browser, page);
        }
    }

    @Test
    void theyAreSmallAndEachIsShownWithWordsForThoseWhoDoNotSeeIt() throws IOException {
        Set<String> shown = new TreeSet<>();
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher image = IMAGE.matcher(Files.readString(page));
                while (image.find()) {
                    assertFalse(image.group(1).isBlank(), image.group(2) + " has no words");
                    shown.add(image.group(2));
                }
            }
        }
        Set<String> made = new TreeSet<>();
        IMAGES.forEach(image -> made.add(image.file()));
        assertEquals(made, shown);
        for (String file : made) {
            long size = Files.size(DOCS.resolve("images").resolve(file));
            assertTrue(size < MOST_BYTES, file + " is " + size + " bytes long");
        }
    }
}
