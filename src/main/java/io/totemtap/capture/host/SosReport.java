package io.totemtap.capture.host;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.config.HostsFile;
import io.totemtap.capture.log.LogFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a sos report (sosreport, sos report; of RHEL 5 and later) holds of the kinds of facts that are read here. The
 * report may be a directory or a tar archive, compressed with gzip, xz, bzip2 or zstd; nothing is extracted to disk,
 * and nothing outside of the report is opened.
 *
 * @param state the host's state. Its time is that of the archive's entries; a directory has none, because copying
 *     changes it
 * @param configurations etc/cluster/cluster.conf, etc/corosync/corosync.conf, etc/ais/openais.conf
 * @param hosts etc/hosts, empty if not there
 * @param logs var/log/messages and var/log/cluster
 * @param notices what could not be read, one sentence each
 */
public record SosReport(
        HostState state,
        List<ClusterConfiguration> configurations,
        HostsFile hosts,
        List<NamedLog> logs,
        List<String> notices) {

    /**
     * A log of the report.
     *
     * @param name its path inside the report
     * @param log its events
     */
    public record NamedLog(String name, LogFile log) {}

    /** Copies the lists. */
    public SosReport {
        configurations = List.copyOf(configurations);
        logs = List.copyOf(logs);
        notices = List.copyOf(notices);
    }

    /**
     * Reads a report.
     *
     * @param path the directory or archive
     * @param host what to call the host; if empty, what it calls itself
     * @throws CaptureException if it cannot be opened, or holds nothing of a sos report
     */
    public static SosReport read(Path path, String host) {
        if (!Files.exists(path)) {
            throw new CaptureException(Reason.NOT_FOUND, "There is no sos report " + path + ".");
        }
        SosCollector collector = new SosCollector();
        if (Files.isDirectory(path)) {
            SosDirectory.visit(path, collector);
        } else {
            SosArchive.visit(path, collector);
        }
        if (collector.isEmpty()) {
            throw new CaptureException(
                    Reason.UNREADABLE, path + " is no sos report: it has neither sos_commands nor proc/net.");
        }
        return collector.close(host);
    }
}
