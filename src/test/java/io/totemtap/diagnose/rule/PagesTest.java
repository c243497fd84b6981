package io.totemtap.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.diagnose.Rule;
import io.totemtap.diagnose.rule.Pages.Page;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {

    private static final Pattern ID = Pattern.compile("[a-z]+(-[a-z]+)+");
    private static final Pattern REFERENCE = Pattern.compile("totemtap\\s+explain\\s+([a-z-]+)");
    private static final int WIDTH = 100;

    /** Words with hyphens in the rules that are no finding's id, such as the id of a limitation. */
    private static final Set<String> NO_FINDING = Set.of(
            "below-the-stack",
            "capture-damaged",
            "capture-sliced",
            "clocks-unknown",
            "coverage",
            "heard-until",
            "kernel-witness",
            "limit-reached",
            "log-not-aligned",
            "memb-join",
            "memb-merge-detect",
            "membership-unknown",
            "mirror-incomplete",
            "mirror-one-way",
            "no-igmp",
            "no-kernel-witness",
            "no-key",
            "only-multicast",
            "place-unknown",
            "promiscuity-unknown",
            "querier-unknown",
            "witness-lost-count",
            "witness-sees-no-sockets");

    static List<String> ids() {
        return Pages.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void pageHasTitleSummaryAndTheFiveSections(String id) {
        Page page = Pages.find(id).orElseThrow();
        List<String> lines = page.text().lines().toList();
        assertEquals("# " + page.title(), lines.get(0));
        assertEquals(List.of("", page.summary(), ""), lines.subList(1, 4));
        assertFalse(page.summary().isBlank());
        assertEquals(
                Pages.SECTIONS.stream().map(section -> "## " + section).toList(),
                lines.stream().filter(line -> line.startsWith("##")).toList());
        for (String section : Pages.SECTIONS) {
            int at = lines.indexOf("## " + section);
            assertFalse(lines.get(at + 2).isBlank(), section);
        }
        assertTrue(lines.size() >= 40 && lines.size() <= 90, lines.size() + " lines");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void linesAreShortAndPlain(String id) {
        Page page = Pages.find(id).orElseThrow();
        assertTrue(page.text().endsWith("\n"));
        page.text().lines().forEach(line -> {
            assertTrue(line.length() <= WIDTH, line);
            assertEquals(line.stripTrailing(), line);
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
        });
    }

    @ParameterizedTest
    @MethodSource("ids")
    void referencesLeadToPages(String id) {
        Matcher reference = REFERENCE.matcher(Pages.find(id).orElseThrow().text());
        while (reference.find()) {
            assertTrue(Pages.find(reference.group(1)).isPresent(), reference.group());
        }
    }

    @Test
    void everyIdTheRulesCanGiveHasAPage() throws Exception {
        Set<String> given = literals();
        RuleBook.RULES.stream().map(Rule::id).forEach(given::add);
        given.removeAll(NO_FINDING);
        assertTrue(given.contains("daemon-died") && given.size() > 20, "found only " + given);
        given.removeIf(id -> Pages.find(id).isPresent());
        assertEquals(Set.of(), given, "no page for these: write one, or add what is no finding to NO_FINDING");
    }

    @Test
    void listAndFilesAreTheSame() throws Exception {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> paths = Files.list(compiled())) {
            paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .forEach(name -> files.add(name.substring(0, name.length() - 3)));
        }
        assertEquals(files, new TreeSet<>(Pages.ids()));
        assertEquals(Pages.ids().size(), new HashSet<>(Pages.ids()).size(), "an id is listed twice");
    }

    @Test
    void titlesDiffer() {
        List<String> titles = Pages.ids().stream()
                .map(id -> Pages.find(id).orElseThrow().title())
                .toList();
        assertEquals(titles.size(), new HashSet<>(titles).size());
    }

    @Test
    void unknownIdHasNoPage() {
        assertTrue(Pages.find("no-such-thing").isEmpty());
        assertTrue(Pages.find("").isEmpty());
        assertTrue(Pages.find("../rule/nic-filter").isEmpty());
    }

    @Test
    void otherNameLeadsToThePage() {
        assertEquals(
                "rate-limited-loss", Pages.find("storm-control").orElseThrow().id());
    }

    @Test
    void misspeltIdIsRecognised() {
        assertEquals("querier-absent", Pages.nearest("queirer-absent", 3).get(0));
        assertEquals("daemon-died", Pages.nearest("deamon-dead", 3).get(0));
        assertEquals("daemon-died", Pages.nearest("deamon", 3).get(0));
        assertEquals(List.of("querier-absent", "second-querier", "querier-too-slow"), Pages.nearest("querier", 3));
    }

    @Test
    void nothingIsNearToNonsense() {
        assertEquals(List.of(), Pages.nearest("xyzzy", 3));
        assertEquals(List.of(), Pages.nearest("", 3));
        assertEquals(List.of(), Pages.nearest("q".repeat(100_000), 3));
    }

    private static Path compiled() throws URISyntaxException {
        Path root = Path.of(
                Pages.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return root.resolve(Pages.class.getPackageName().replace('.', '/'));
    }

    /** All strings in the classes of the package, this list's own aside, that look like an id. */
    private static Set<String> literals() throws IOException, URISyntaxException {
        Set<String> found = new LinkedHashSet<>();
        List<Path> classes;
        try (Stream<Path> paths = Files.list(compiled())) {
            classes = paths.filter(path -> path.toString().endsWith(".class"))
                    .filter(path -> !path.getFileName().toString().startsWith("Pages"))
                    .toList();
        }
        for (Path path : classes) {
            strings(path).stream().filter(text -> ID.matcher(text).matches()).forEach(found::add);
        }
        return found;
    }

    /** The text of all string constants of a class file (JVM specification, section 4.4). */
    private static List<String> strings(Path path) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
            in.readLong();
            int count = in.readUnsignedShort();
            String[] texts = new String[count];
            List<Integer> strings = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts[i] = in.readUTF();
                    case 8 -> strings.add(in.readUnsignedShort());
                    case 7, 16, 19, 20 -> in.readUnsignedShort();
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
                    case 5, 6 -> {
                        in.readLong();
                        i++;
                    }
                    default -> throw new IOException("constant of tag " + tag + " in " + path);
                }
            }
            return strings.stream().map(index -> texts[index]).toList();
        }
    }
}
