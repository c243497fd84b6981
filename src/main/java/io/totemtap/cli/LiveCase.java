package io.totemtap.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.host.Transcript;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The directory of {@code --case}: packets, transcripts, case.json, in the form that {@code analyze} reads. */
final class LiveCase {

    private static final int MOST_CHANGES = 100;

    private final Path directory;
    private final VantagePoint point;
    private int changes;
    private boolean told;

    private LiveCase(Path directory, VantagePoint point) {
        this.directory = directory;
        this.point = point;
    }

    /**
     * Makes the directory.
     *
     * @throws OutputException if it cannot be made, or holds a case already
     */
    static LiveCase create(Path directory, VantagePoint point) {
        try {
            Files.createDirectories(directory.resolve("state"));
            LiveCase made = new LiveCase(directory, point);
            if (Files.exists(directory.resolve("case.json")) || Files.exists(made.packets())) {
                throw new OutputException(
                        ExitCode.USAGE, directory + " holds a case already; name another directory for --case.");
            }
            made.describe();
            return made;
        } catch (IOException e) {
            throw OutputFile.failure(directory, e);
        }
    }

    /** Where packets go. */
    Path packets() {
        return packets(directory, point.name());
    }

    /** Where packets of a case go. */
    static Path packets(Path directory, String name) {
        return directory.resolve(name + ".pcapng");
    }

    private void describe() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        root.put("format", 1);
        ArrayNode points = root.putArray("vantagePoints");
        ObjectNode one = points.addObject();
        one.put("name", point.name());
        one.put("file", point.name() + ".pcapng");
        point.promiscuous().ifPresent(is -> one.put("promiscuous", is));
        one.put("host", point.host());
        ArrayNode addresses = one.putArray("addresses");
        point.addresses().forEach(address -> addresses.add(address.toString()));
        ArrayNode macs = one.putArray("macs");
        point.macs().forEach(mac -> macs.add(mac.toString()));
        Files.writeString(
                directory.resolve("case.json"),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    /**
     * Keeps a transcript of the start.
     *
     * @throws OutputException if it cannot be written
     */
    void start(Transcript transcript) {
        Path file = file("start");
        try {
            write(transcript, "start", file);
        } catch (IOException e) {
            throw OutputFile.failure(file, e);
        }
    }

    /** Keeps a transcript of a moment at which the verdict changed; at most a hundred. Returns what is to be said if it cannot. */
    Optional<String> change(Transcript transcript) {
        return changes < MOST_CHANGES ? state(transcript, "change-" + ++changes) : Optional.empty();
    }

    /** Keeps a transcript of the end. Returns what is to be said if it cannot. */
    Optional<String> end(Transcript transcript) {
        return state(transcript, "end");
    }

    private Path file(String phase) {
        return directory.resolve("state").resolve(point.name() + "." + phase + ".txt");
    }

    private static void write(Transcript transcript, String phase, Path file) throws IOException {
        Transcript named = new Transcript(transcript.timeNanos(), phase, "", transcript.sections());
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            named.write(out);
        }
    }

    /** A disk that is full ends the keeping, not the capture; half a transcript would be taken for a whole one. */
    private Optional<String> state(Transcript transcript, String phase) {
        Path file = file(phase);
        try {
            write(transcript, phase, file);
            return Optional.empty();
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            try {
                Files.deleteIfExists(file);
            } catch (IOException undeleted) {
                reason += "; what there is of it is not whole";
            }
            boolean isFirst = !told;
            told = true;
            return isFirst
                    ? Optional.of(
                            "This host's state is not kept in " + file + " (" + reason + "); the analysis goes on.")
                    : Optional.empty();
        }
    }
}
