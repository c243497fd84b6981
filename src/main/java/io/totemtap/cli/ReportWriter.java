package io.totemtap.cli;

import io.totemtap.diagnose.Diagnosis;
import io.totemtap.report.AnnotatedCapture;
import io.totemtap.report.AnnotatedCapture.Reopener;
import io.totemtap.report.JsonReport;
import io.totemtap.report.NagiosLine;
import io.totemtap.report.PrometheusMetrics;
import io.totemtap.report.Report;
import io.totemtap.report.html.HtmlReport;
import io.totemtap.report.redact.Redactor;
import io.totemtap.report.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes the reports that were asked for, each whole or not at all. */
final class ReportWriter {

    private final OutputOptions options;
    private final Reopener reopener;
    private final List<String> secrets;

    /**
     * Creates it.
     *
     * @param options what to write, and where
     * @param reopener reads captures once more, for the frames that carry evidence
     * @param secrets names to replace with {@code --redact} that the diagnosis may not know
     */
    ReportWriter(OutputOptions options, Reopener reopener, List<String> secrets) {
        this.options = options;
        this.reopener = reopener;
        this.secrets = secrets;
    }

    /**
     * Writes everything the options ask for.
     *
     * @throws OutputException if something cannot be written
     */
    void write(Diagnosis diagnosis) {
        Optional<Redactor> redactor =
                options.redacts() ? Optional.of(Redactor.of(diagnosis, secrets)) : Optional.empty();
        options.json().ifPresent(path -> toFile(path, json(redactor), diagnosis));
        options.html().ifPresent(path -> toFile(path, html(redactor), diagnosis));
        options.prometheus().ifPresent(path -> toFile(path, prometheus(redactor), diagnosis));
        options.annotate().ifPresent(path -> toFile(path, annotated(redactor), diagnosis));
        redactor.ifPresent(one -> options.mapping().ifPresent(path -> mapping(one, path)));
        Optional<Path> output = options.output();
        if (output.isPresent()) {
            toFile(output.get(), report(redactor, false), diagnosis);
        } else {
            toStandardOutput(report(redactor, true), diagnosis);
        }
    }

    private Report report(Optional<Redactor> redactor, boolean standardOutput) {
        if (options.nagios()) {
            return redactor.map(one -> new NagiosLine(one::text)).orElseGet(NagiosLine::new);
        }
        return switch (options.format) {
            case JSON -> json(redactor);
            case HTML -> html(redactor);
            case TEXT -> {
                Report text = new TextReport(Terminal.width(), options.paints(standardOutput && Terminal.isOutput()));
                yield redactor.map(one -> one.ofText(text)).orElse(text);
            }
        };
    }

    private static Report json(Optional<Redactor> redactor) {
        Report json = new JsonReport(Version.text());
        return redactor.map(one -> one.ofJson(json)).orElse(json);
    }

    private static Report html(Optional<Redactor> redactor) {
        Report json = new JsonReport(Version.text());
        return redactor.map(one -> new HtmlReport(json, one::tree)).orElseGet(() -> new HtmlReport(json));
    }

    private static Report prometheus(Optional<Redactor> redactor) {
        return redactor.map(one -> new PrometheusMetrics(one::text)).orElseGet(PrometheusMetrics::new);
    }

    private Report annotated(Optional<Redactor> redactor) {
        AnnotatedCapture capture = redactor.map(one -> new AnnotatedCapture(reopener, one.frames()))
                .orElseGet(() -> new AnnotatedCapture(reopener));
        return capture::write;
    }

    private static void mapping(Redactor redactor, Path path) {
        try {
            redactor.writeMapping(path);
        } catch (UncheckedIOException e) {
            throw OutputFile.failure(path, e);
        }
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
