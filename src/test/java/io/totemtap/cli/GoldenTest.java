package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.report.JsonReport;
import io.totemtap.report.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recording in {@code captures/} gives the report that lies beside it, {@code expected.txt} and {@code expected.json}, byte for
 * byte. {@code mvn test -Dgolden=update -Dtest=GoldenTest} rewrites them and then fails, so that an update is always looked at.
 */
final class GoldenTest {

    private static final boolean UPDATE = "update".equals(System.getProperty("golden"));
    private static final int WIDTH = 100;
    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream in =
                Objects.requireNonNull(JsonReport.class.getResourceAsStream("report.schema.json"), "no schema")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<Path> cases() {
        return GoldenCases.all().stream();
    }

    /** The program's diagnosis of a case. */
    static Diagnosis diagnose(Path directory) {
        try (Progress progress = new Progress(false)) {
            return new Analysis(
                            List.of(directory.toString()),
                            new AnalysisOptions(),
                            ZoneOffset.UTC,
                            progress,
                            Optional.empty())
                    .run();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesTheReportThatIsExpected(Path directory) throws IOException {
        Diagnosis diagnosis = diagnose(directory);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new TextReport(WIDTH, false).write(diagnosis, text);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new JsonReport("0.1.0").write(diagnosis, json);
        compare(directory.resolve("expected.txt"), text.toString(StandardCharsets.UTF_8));
        compare(directory.resolve("expected.json"), json.toString(StandardCharsets.UTF_8));
        Set<ValidationMessage> problems = SCHEMA.validate(new ObjectMapper().readTree(json.toByteArray()));
        assertTrue(problems.isEmpty(), () -> directory + " does not fit the schema: " + problems);
    }

    @Test
    void anUpdateIsLookedAt() {
        assertTrue(
                !UPDATE,
                "expected.txt and expected.json were rewritten; look at the difference and run without -Dgolden");
    }

    private static void compare(Path expected, String actual) throws IOException {
        if (UPDATE) {
            Files.writeString(expected, actual);
        } else if (!Files.exists(expected)) {
            fail(expected + " is missing; make it with -Dgolden=update");
        } else {
            assertEquals(Files.readString(expected), actual, expected + " differs");
        }
    }
}
