package io.totemtap.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of the page in the documentation; {@code -Dscreenshots=update} makes them again. */
class PageScreenshotsTest {

    private static final Path IMAGES = Path.of("src", "site", "markdown", "images");
    private static final int MOST_BYTES = 150_000;

    /** A picture: its file, its recording, how wide and in which colours, and from which element to which. */
    private record Shot(String file, String recording, int width, boolean dark, String first, String last) {}

    private static final List<Shot> SHOTS = List.of(
            new Shot("page-fault.png", "switch-drop-oneway", 1100, false, ".bar", "#matrix"),
            new Shot("page-time-line.png", "querier-stops", 1100, true, "#timeline", "#timeline"),
            new Shot("page-narrow.png", "switch-random-loss", 400, false, ".bar", "#path .way"));

    @TempDir
    private Path profile;

    @Test
    void thePicturesAreMadeAgain() throws Exception {
        Assumptions.assumeTrue("update".equals(System.getProperty("screenshots")), "only with -Dscreenshots=update");
        Assumptions.assumeTrue(Browser.program().isPresent(), "there is no Chromium here");
        Files.createDirectories(IMAGES);
        Browser browser = new Browser(profile);
        try {
            for (Shot shot : SHOTS) {
                Path page =
                        Files.writeString(profile.resolve(shot.recording() + ".html"), PageTest.html(shot.recording()));
                browser.open(page, shot.width(), shot.dark());
                browser.await("document.documentElement.dataset.drawn === 'yes'");
                browser.screenshot(IMAGES.resolve(shot.file()), shot.first() + ", " + shot.last());
                assertTrue(Files.size(IMAGES.resolve(shot.file())) < MOST_BYTES, shot.file());
            }
        } finally {
            browser.stop();
        }
    }

    @Test
    void thePicturesAreSmallAndShownWithATextInTheirPlace() throws Exception {
        Set<String> files;
        try (Stream<Path> listed = Files.list(IMAGES)) {
            files = listed.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
        assertEquals(SHOTS.stream().map(Shot::file).collect(Collectors.toSet()), files);
        String text = Files.readString(Path.of("src", "site", "markdown", "reading-a-report.md"));
        for (String file : files) {
            byte[] picture = Files.readAllBytes(IMAGES.resolve(file));
            assertEquals("PNG", new String(picture, 1, 3, StandardCharsets.US_ASCII), file);
            assertTrue(picture.length < MOST_BYTES, file + " has " + picture.length + " bytes");
            assertTrue(
                    Pattern.compile("!\\[[^\\]]{20,}\\]\\(images/" + Pattern.quote(file) + "\\)")
                            .matcher(text)
                            .find(),
                    file);
        }
        assertFalse(files.size() > 4, files.toString());
    }
}
