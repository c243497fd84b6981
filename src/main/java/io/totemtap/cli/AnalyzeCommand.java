package io.totemtap.cli;

import io.totemtap.diagnose.Diagnosis;
import io.totemtap.report.EventLog;
import java.util.List;
import java.util.Optional;

/** Reads captures and gives the diagnosis. */
final class AnalyzeCommand implements Command {

    @Override
    public Synopsis synopsis() {
        Synopsis synopsis = new Synopsis(
                        "analyze",
                        "Read captures and say where the cluster's multicast is lost.",
                        "",
                        "  totemtap analyze node1.pcap node2.pcap        two captures of one incident",
                        "  totemtap analyze n1=a.pcap n2=b.pcap          and the hosts they are from",
                        "  totemtap analyze incident/                    a case: captures, state, logs",
                        "  tcpdump -U -w - ... | totemtap analyze -      a stream",
                        "  totemtap analyze --cluster-name NAME a.pcap   encrypted totem",
                        "  totemtap analyze --html page.html incident/   a page to send by mail",
                        "")
                .usage("totemtap analyze [options] [NAME=]PATH...")
                .parameters(
                        "[NAME=]PATH",
                        "A capture file, a rotated set, - for a stream, or a directory (a case). NAME names the host.");
        AnalysisOptions.declare(synopsis);
        OutputOptions.declare(synopsis);
        return synopsis;
    }

    @Override
    public int run(Given given) {
        List<String> paths = given.parameters();
        AnalysisOptions options = new AnalysisOptions(given);
        OutputOptions output = new OutputOptions(given);
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
