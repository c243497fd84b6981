package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Case;
import io.totemtap.capture.CaseReader;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.Promiscuity;
import io.totemtap.capture.VantagePoint;
import io.totemtap.capture.VantagePoint.Role;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.ConfiguredRing;
import io.totemtap.capture.host.Transcript;
import io.totemtap.capture.live.HostInterfaces;
import io.totemtap.capture.live.LiveFilter;
import io.totemtap.capture.live.LiveListener;
import io.totemtap.capture.live.LiveSettings;
import io.totemtap.capture.live.PcapLiveSource;
import io.totemtap.cli.OutputOptions.Format;
import io.totemtap.diagnose.Diagnosis;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import io.totemtap.report.Escape;
import io.totemtap.report.EventLog;
import io.totemtap.track.PacketObserver;
import io.totemtap.track.StateLog;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A capture on this host, from its first packet to the diagnosis. */
final class CaptureSession {

    private final LiveOptions live;
    private final AnalysisOptions options;
    private final OutputOptions output;

    CaptureSession(LiveOptions live, AnalysisOptions options, OutputOptions output) {
        this.live = live;
        this.options = options;
        this.output = output;
    }

    /** Captures until it is ended, and returns the exit code. */
    int run() {
        output.check();
        if (output.annotate().isPresent() && recording().isEmpty()) {
            throw new CaptureException(
                    Reason.WRONG_USAGE, "--annotate reads the packets again; keep them with -w FILE or --case DIR.");
        }
        if (output.annotate().isPresent()
                && live.plan().map(RecordingPlan::isRotating).orElse(false)) {
            throw new CaptureException(
                    Reason.WRONG_USAGE, "--annotate needs the packets in one file; leave out -C and -G.");
        }
        Case given = new CaseReader(file -> false).arguments(List.of(), options.states);
        CaseFacts facts = new CaseFacts(given, options);
        LiveSettings settings = live.settings(options.filter(), ports(facts.configurations()));
        Relay listener = new Relay();
        try (PcapLiveSource source = PcapLiveSource.open(settings, listener);
                EventFile events = EventFile.open(output.events())) {
            Ending.ofProgram().onSignal(source::stop);
            Diagnosis diagnosis = run(source, settings, facts, listener, events);
            events.complete();
            new ReportWriter(output, this::reopen, options.secrets(List.of())).write(diagnosis);
            return ExitCode.of(diagnosis.verdict(), output.failOn);
        } catch (CaptureException e) {
            if (e.reason() != Reason.NO_PERMISSION) {
                throw e;
            }
            System.err.println("totemtap: " + Escape.forTerminal(String.valueOf(e.getMessage())));
            System.err.println(Remedy.forCapturing(settings.interfaces().get(0)));
            return ExitCode.NO_PERMISSION;
        }
    }

    /** Where the packets are kept, if they are. */
    private Optional<Path> recording() {
        return live.write()
                .or(() -> live.caseDirectory().map(directory -> LiveCase.packets(directory, HostName.own())));
    }

    private FrameSource reopen(VantagePoint point) {
        return recording()
                .map(file -> new CaptureOpening(Optional.empty(), System.in).open(List.of(file)))
                .orElseThrow(() -> new CaptureException(
                        Reason.NOT_FOUND, "The packets of " + point.name() + " were not kept; use -w FILE."));
    }

    /** Lets the source be opened before there is somebody who listens to it. */
    private static final class Relay implements LiveListener {
        private volatile LiveListener target = LiveListener.NONE;

        @Override
        public void said(String message) {
            target.said(message);
        }

        @Override
        public void ticked(long timeNanos, CaptureStatistics soFar) {
            target.ticked(timeNanos, soFar);
        }
    }

    private Diagnosis run(
            PcapLiveSource source, LiveSettings settings, CaseFacts facts, Relay listener, EventFile events) {
        VantagePoint point = point(settings);
        facts.namesOf(point);
        Set<Integer> configured = ports(facts.configurations());
        Conclusion conclusion = new Conclusion(facts, Keys.of(options, facts), output.zone());
        Optional<LiveCase> kept = live.caseDirectory().map(directory -> LiveCase.create(directory, point));
        Optional<PacketRecorder> recorder = live.plan()
                .or(() -> kept.map(one -> RecordingPlan.one(one.packets())))
                .map(PacketRecorder::open);
        Optional<EventLog> log = events.log();
        log.ifPresent(one -> one.capture(point.name()));
        PacketObserver observer = log.isPresent() ? log.get() : PacketObserver.NONE;
        StateLog.Listener stateLog = log.isPresent() ? log.get() : change -> {};
        try (WitnessWatch witness = live.isWitnessWanted() ? WitnessWatch.start() : WitnessWatch.none();
                HostWatch host = new HostWatch(point.host(), settings.interfaces(), witness);
                LiveDisplay display = display(source, settings)) {
            kept.ifPresent(one -> one.start(host.start()));
            LiveAnalysis analysis = new LiveAnalysis(
                    point,
                    settings.interfaces().size(),
                    conclusion,
                    display,
                    host,
                    recorder,
                    kept,
                    observer,
                    stateLog,
                    found -> follow(source, settings, configured, found));
            listener.target = analysis;
            host.begin();
            analysis.said("capturing on " + String.join(", ", settings.interfaces())
                    + sayMode(settings)
                    + "; Ctrl-C ends with the diagnosis");
            analysis.said(witness.standing());
            CaptureStatistics statistics = source.run(analysis);
            witness.stop();
            Transcript last = host.ask("end");
            kept.flatMap(one -> one.end(last)).ifPresent(analysis::said);
            return analysis.end(statistics);
        }
    }

    /** The default filter takes in the ports on which totem was found. */
    private void follow(PcapLiveSource source, LiveSettings settings, Set<Integer> configured, Set<Integer> found) {
        Set<Integer> all = new TreeSet<>(configured);
        all.addAll(found);
        String filter = LiveFilter.of(all);
        if (options.filter().isEmpty() && !filter.equals(settings.filter())) {
            source.filter(filter);
        }
    }

    private LiveDisplay display(PcapLiveSource source, LiveSettings settings) {
        boolean toOutput = output.format == Format.TEXT && output.output().isEmpty();
        if (toOutput && !live.lines && Terminal.isOutput()) {
            return ScreenDisplay.open(
                    new LivePage(String.join(" ", settings.interfaces()), mode(settings), output.zone()),
                    output.paints(true),
                    source::stop);
        }
        PrintStream lines = toOutput ? System.out : System.err;
        return new LineDisplay(lines, output.zone());
    }

    private static Promiscuity mode(LiveSettings settings) {
        return settings.inTurn() ? Promiscuity.ON_IN_TURN : settings.promiscuous() ? Promiscuity.ON : Promiscuity.OFF;
    }

    private static String sayMode(LiveSettings settings) {
        return ", " + mode(settings).description() + (mode(settings) == Promiscuity.OFF ? " (-P changes that)" : "");
    }

    private static VantagePoint point(LiveSettings settings) {
        String name = HostName.own();
        Set<IpAddress> addresses = new TreeSet<>();
        Set<MacAddress> macs = new TreeSet<>();
        for (String one : HostInterfaces.names()) {
            HostInterfaces.addresses(one).stream()
                    .filter(address -> !isLoopback(address.toString()))
                    .forEach(addresses::add);
            MacAddress mac = HostInterfaces.mac(one);
            if (!mac.equals(MacAddress.NONE)) {
                macs.add(mac);
            }
        }
        return new VantagePoint(
                name,
                Role.UNKNOWN,
                name,
                List.copyOf(addresses),
                List.copyOf(macs),
                settings.inTurn() ? Optional.empty() : Optional.of(settings.promiscuous()),
                "",
                List.of());
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }

    private static Set<Integer> ports(List<ClusterConfiguration> configurations) {
        Set<Integer> ports = new TreeSet<>();
        configurations.forEach(
                one -> one.rings().stream().map(ConfiguredRing::port).forEach(ports::add));
        return ports;
    }
}
