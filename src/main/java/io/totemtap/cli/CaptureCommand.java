package io.totemtap.cli;

/** Captures on this host, shows how it stands, and ends with the diagnosis. */
final class CaptureCommand implements Command {

    @Override
    public Synopsis synopsis() {
        Synopsis synopsis = new Synopsis(
                        "capture",
                        "Capture on this host and say where the cluster's multicast is lost, while it happens.",
                        "",
                        "  totemtap capture -i eth0                            watch; Ctrl-C ends it",
                        "  totemtap capture -i eth0 --duration 5m --case dir/  and keep everything",
                        "  totemtap capture -i eth0 -P                         past the NIC's filter",
                        "  totemtap capture -i eth0 --alternate-promisc        a minute: test that filter",
                        "  totemtap capture -i eth0 -l                         a line for every change",
                        "",
                        "Nothing is sent and no group is joined.",
                        "")
                .usage("totemtap capture -i IF [options]");
        LiveOptions.declare(synopsis);
        AnalysisOptions.declare(synopsis);
        OutputOptions.declare(synopsis);
        return synopsis;
    }

    @Override
    public int run(Given given) {
        return new CaptureSession(new LiveOptions(given), new AnalysisOptions(given), new OutputOptions(given)).run();
    }
}
