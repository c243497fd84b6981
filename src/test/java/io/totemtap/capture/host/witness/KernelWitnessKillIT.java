package io.totemtap.capture.host.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends the process, nothing of the witness stays in the kernel. -Dwitness.kills=200 for a long run. */
@Tag("lab")
@Tag("witness")
@Isolated("looks at the programs of the whole kernel")
class KernelWitnessKillIT {

    private static final int KILLS = Integer.getInteger("witness.kills", 5);
    private static final List<String> OBJECTS = List.of("prog", "map", "link");

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    /** The numbers of all programs, maps and links in the kernel. */
    private static String objects() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String kind : OBJECTS) {
            String list = output("bpftool", kind, "list");
            list.lines()
                    .filter(line -> !line.startsWith(" ") && !line.startsWith("\t"))
                    .forEach(line -> all.append(kind).append(' ').append(line).append('\n'));
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void nothingIsLeft(String signal) throws IOException, InterruptedException {
        WitnessAvailability availability = WitnessAvailability.here();
        WitnessLab.assume(availability.isAvailable(), String.join(" ", availability.obstacles()));
        WitnessLab.assume(WitnessLab.exit("bpftool", "version") == 0, "there is no bpftool");
        String before = objects();
        for (int i = 0; i < KILLS; i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WitnessProgram.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = process.inputReader(StandardCharsets.US_ASCII).readLine();
            assertTrue(String.valueOf(said).startsWith("ready"), said);
            assertNotEquals(before, objects());
            assertEquals(0, WitnessLab.exit("kill", "-" + signal, Long.toString(process.pid())));
            process.waitFor();
            assertEquals(before, settled(before));
        }
    }

    /** The kernel removes what nobody uses a little later. */
    private static String settled(String wanted) throws IOException, InterruptedException {
        String now = objects();
        for (int i = 0; i < 500 && !now.equals(wanted); i++) {
            Thread.sleep(20);
            now = objects();
        }
        return now;
    }
}
