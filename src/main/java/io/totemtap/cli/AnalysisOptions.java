package io.totemtap.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what is known beside the captures. */
final class AnalysisOptions {

    @Option(
            names = "--cluster-conf",
            paramLabel = "FILE",
            description = "cluster.conf (RHCS) or corosync.conf: names, groups, ports, keys, timers. Repeatable.")
    List<Path> clusterConf = new ArrayList<>();

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description = "Name of a cluster; cman encrypts with it where no key file is configured. Repeatable.")
    List<String> clusterNames = new ArrayList<>();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Key of a cluster (authkey). Every key is tried. Repeatable.")
    List<Path> keyFiles = new ArrayList<>();

    @Option(
            names = "--hosts",
            paramLabel = "FILE",
            description = "Names for addresses, in the form of /etc/hosts. DNS is never asked.")
    @Nullable
    private Path hosts;

    @Option(
            names = "-f",
            paramLabel = "EXPR",
            description = "Only frames that match, as in tcpdump; libpcap compiles the expression.")
    @Nullable
    private String filter;

    @Option(
            names = "--state",
            paramLabel = "NAME=FILE",
            description =
                    "What a host says about itself: a transcript, or a mail with one \"ip maddress show\". Repeatable.")
    List<String> states = new ArrayList<>();

    @Option(
            names = "--log",
            paramLabel = "[NAME=]FILE",
            description =
                    "Log of a node: syslog, or the file of its cluster daemon. NAME is that of its capture. Repeatable.")
    List<String> logs = new ArrayList<>();

    /** Names on the command line that redaction has to hide. */
    List<String> secrets(List<String> paths) {
        List<String> secrets = new ArrayList<>(clusterNames);
        secrets.addAll(paths);
        secrets.addAll(logs);
        return secrets;
    }

    Optional<String> filter() {
        return Optional.ofNullable(filter);
    }

    Optional<Path> hosts() {
        return Optional.ofNullable(hosts);
    }
}
