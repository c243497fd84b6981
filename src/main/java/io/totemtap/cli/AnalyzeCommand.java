package io.totemtap.cli;

import io.totemtap.diagnose.Diagnosis;
import io.totemtap.report.EventLog;
import io.totemtap.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads captures and gives the diagnosis. */
@Command(name = "analyze", description = "Read captures and say where the cluster's multicast is lost.")
final class AnalyzeCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "PATH")
    List<String> paths = List.of();

    @Mixin
    AnalysisOptions options = new AnalysisOptions();

    @Option(names = "--format")
    String format = "text";

    @Option(names = "--events", paramLabel = "FILE")
    @Nullable
    private Path events;

    @Override
    public Integer call() throws IOException {
        Optional<EventLog> log =
                events == null ? Optional.empty() : Optional.of(new EventLog(Files.newOutputStream(events)));
        try (Progress progress = new Progress(Terminal.isError())) {
            Diagnosis diagnosis = new Analysis(paths, options, progress, log).run();
            new JsonReport("0.1.0").write(diagnosis, System.out);
            System.out.flush();
            return ExitCode.of(diagnosis.verdict());
        } finally {
            log.ifPresent(EventLog::close);
        }
    }
}
