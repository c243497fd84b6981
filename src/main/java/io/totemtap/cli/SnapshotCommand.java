package io.totemtap.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.capture.host.HostSnapshot;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Section;
import io.totemtap.capture.host.Transcript;
import io.totemtap.capture.live.HostInterfaces;
import io.totemtap.net.EpochNanos;
import io.totemtap.report.WitnessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What this host says about itself now. */
final class SnapshotCommand implements Command {

    private static final int MOST_SECONDS = 86_400;

    /** How it is printed. */
    enum Format {
        /** A transcript. */
        TEXT,
        /** One object. */
        JSON
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis(
                        "snapshot",
                        "Print what this host says about itself: memberships, MAC filters, counters, settings.",
                        "",
                        "  totemtap snapshot > node1.txt     for totemtap analyze --state n1=node1.txt",
                        "  totemtap snapshot --format json   for programs",
                        "  totemtap snapshot --witness 60    what the kernel does with each packet",
                        "")
                .choice("--format", Format.class, "text|json", "Format (default: text, a transcript).")
                .value("--phase", "NAME", "What to call this moment (default: now).")
                .number(
                        "--witness",
                        "SECONDS",
                        "Let the kernel count multicast for so long first, and print what became of each packet.");
    }

    @Override
    public int run(Given given) throws IOException {
        String phase = given.value("--phase").orElse("now");
        long witnessSeconds = given.number("--witness", 0);
        Format format = given.choice("--format", Format.TEXT);
        if (!phase.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new OutputException(ExitCode.USAGE, "--phase takes letters, digits, dots, dashes and underscores.");
        }
        if (witnessSeconds < 0 || witnessSeconds > MOST_SECONDS) {
            throw new OutputException(ExitCode.USAGE, "--witness takes 1 to " + MOST_SECONDS + " seconds.");
        }
        Transcript transcript = take(phase, witnessSeconds);
        String text = format == Format.TEXT ? text(transcript) : json(transcript);
        System.out.write(text.getBytes(format == Format.TEXT ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        System.out.flush();
        return ExitCode.HEALTHY;
    }

    private static Transcript take(String phase, long witnessSeconds) {
        String moment = phase.toLowerCase(Locale.ROOT);
        if (witnessSeconds == 0) {
            return HostSnapshot.take(moment, HostInterfaces.names());
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Ending.ofProgram().onSignal(stopped::countDown);
        try (WitnessWatch witness = WitnessWatch.mustStart()) {
            boolean early = stopped.await(witnessSeconds, TimeUnit.SECONDS);
            witness.stop();
            if (early) {
                System.err.println("totemtap: ended early");
            }
            return witness.with(HostSnapshot.take(moment, HostInterfaces.names()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HostSnapshot.take(moment, HostInterfaces.names());
        }
    }

    private static String text(Transcript transcript) throws IOException {
        StringBuilder text = new StringBuilder();
        transcript.write(text);
        return text.toString();
    }

    private static String json(Transcript transcript) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        root.put("schema", 1);
        root.put("host", HostName.own());
        root.put("time", EpochNanos.toIso(transcript.timeNanos()));
        root.put("phase", transcript.phase());
        HostState.of(transcript, HostName.own())
                .witness()
                .ifPresent(reading -> root.set("witness", WitnessJson.of(reading, reading.ladders())));
        ArrayNode sections = root.putArray("sections");
        for (Section section : transcript.sections()) {
            ObjectNode one = sections.addObject();
            one.put("command", section.command());
            one.put("cut", section.cut());
            ArrayNode lines = one.putArray("lines");
            section.text().lines().forEach(lines::add);
        }
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
