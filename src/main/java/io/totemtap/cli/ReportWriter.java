package io.totemtap.cli;

import io.totemtap.cli.OutputOptions.Format;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.report.JsonReport;
import io.totemtap.report.Report;
import io.totemtap.report.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the reports that were asked for, each whole or not at all. */
final class ReportWriter {

    private final OutputOptions options;

    ReportWriter(OutputOptions options) {
        this.options = options;
    }

    /**
     * Writes everything the options ask for.
     *
     * @throws OutputException if something cannot be written
     */
    void write(Diagnosis diagnosis) {
        options.json().ifPresent(path -> toFile(path, new JsonReport(Version.text()), diagnosis));
        Optional<Path> output = options.output();
        if (output.isPresent()) {
            toFile(output.get(), report(options.format, false), diagnosis);
        } else {
            toStandardOutput(report(options.format, true), diagnosis);
        }
    }

    private Report report(Format format, boolean standardOutput) {
        return switch (format) {
            case JSON -> new JsonReport(Version.text());
            case TEXT -> new TextReport(Terminal.width(), options.paints(standardOutput && Terminal.isOutput()));
            case HTML -> throw new OutputException(ExitCode.USAGE, "html");
        };
    }

    private static void toFile(Path path, Report report, Diagnosis diagnosis) {
        try (OutputFile file = OutputFile.create(path)) {
            report.write(diagnosis, file);
            file.flush();
            file.complete();
        } catch (UncheckedIOException e) {
            throw OutputFile.failure(path, e);
        } catch (IOException e) {
            throw OutputFile.failure(path, e);
        }
    }

    /** A reader who has seen enough and closed the pipe is no failure. */
    private static void toStandardOutput(Report report, Diagnosis diagnosis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.write(diagnosis, bytes);
        System.out.writeBytes(bytes.toByteArray());
        System.out.flush();
        if (System.out.checkError() && !Terminal.isOutputPipe()) {
            throw new OutputException(
                    ExitCode.CANNOT_WRITE, "The report cannot be written to standard output; is the disk full?");
        }
    }
}
