package io.totemtap.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Options that say what is known beside the captures. */
final class AnalysisOptions {

    final List<Path> clusterConf = new ArrayList<>();
    final List<String> clusterNames = new ArrayList<>();
    final List<Path> keyFiles = new ArrayList<>();
    final List<String> states = new ArrayList<>();
    final List<String> logs = new ArrayList<>();
    private final Optional<Path> hosts;
    private final Optional<String> filter;

    /** Nothing is known beside the captures. */
    AnalysisOptions() {
        hosts = Optional.empty();
        filter = Optional.empty();
    }

    /** What the user said. */
    AnalysisOptions(Given given) {
        clusterConf.addAll(given.files("--cluster-conf"));
        clusterNames.addAll(given.values("--cluster-name"));
        keyFiles.addAll(given.files("--key-file"));
        states.addAll(given.values("--state"));
        logs.addAll(given.values("--log"));
        hosts = given.file("--hosts");
        filter = given.value("-f");
    }

    static void declare(Synopsis synopsis) {
        synopsis.values(
                        "--cluster-conf",
                        "FILE",
                        "cluster.conf (RHCS) or corosync.conf: names, groups, ports, keys, timers. Repeatable.")
                .values(
                        "--cluster-name",
                        "NAME",
                        "Name of a cluster; cman encrypts with it where no key file is configured. Repeatable.")
                .values("--key-file", "FILE", "Key of a cluster (authkey). Every key is tried. Repeatable.")
                .value("--hosts", "FILE", "Names for addresses, in the form of /etc/hosts. DNS is never asked.")
                .value("-f", "EXPR", "Only frames that match, as in tcpdump; libpcap compiles the expression.")
                .values(
                        "--state",
                        "NAME=FILE",
                        "What a host says about itself: a transcript, or a mail with one \"ip maddress show\"."
                                + " Repeatable.")
                .values(
                        "--log",
                        "[NAME=]FILE",
                        "Log of a node: syslog, or the file of its cluster daemon. NAME is that of its capture."
                                + " Repeatable.");
    }

    /** Names on the command line that redaction has to hide. */
    List<String> secrets(List<String> paths) {
        List<String> secrets = new ArrayList<>(clusterNames);
        secrets.addAll(paths);
        secrets.addAll(logs);
        return secrets;
    }

    Optional<String> filter() {
        return filter;
    }

    Optional<Path> hosts() {
        return hosts;
    }
}
