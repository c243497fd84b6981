package io.totemtap.cli;

import io.totemtap.diagnose.Diagnosis;
import io.totemtap.report.EventLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads captures and gives the diagnosis. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Read captures and say where the cluster's multicast is lost.",
        customSynopsis = "totemtap analyze [options] [NAME=]PATH...",
        description = {
            "",
            "  totemtap analyze node1.pcap node2.pcap        two captures of one incident",
            "  totemtap analyze n1=a.pcap n2=b.pcap          and the hosts they are from",
            "  totemtap analyze incident/                    a case: captures, state, logs",
            "  tcpdump -U -w - ... | totemtap analyze -      a stream",
            "  totemtap analyze --cluster-name NAME a.pcap   encrypted totem",
            "  totemtap analyze --html page.html incident/   a page to send by mail",
            ""
        })
final class AnalyzeCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "[NAME=]PATH",
            description =
                    "A capture file, a rotated set, - for a stream, or a directory (a case). NAME names the host.")
    List<String> paths = List.of();

    @Mixin
    AnalysisOptions options = new AnalysisOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        output.check();
        try (Progress progress = new Progress(Terminal.isError());
                EventFile events = EventFile.open(output.events())) {
            Ending.ofProgram().onSignal(progress::stopReading);
            Optional<EventLog> log = events.log();
            Diagnosis diagnosis = new Analysis(paths, options, output.zone(), progress, log).run();
            progress.end();
            events.complete();
            new ReportWriter(output, new CaptureOpening(options.filter(), System.in)::reopen, options.secrets(paths))
                    .write(diagnosis);
            return ExitCode.of(diagnosis.verdict(), output.failOn);
        }
    }
}
