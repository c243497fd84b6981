package io.totemtap.capture;

import java.nio.file.Path;

/**
 * A file of a case that is not a capture but is read.
 *
 * @param kind what it holds
 * @param name the host it speaks of, as the file's name or the command line says; empty if neither does
 * @param phase the moment it speaks of ("start", "end"), or empty
 * @param path where it is
 */
public record CaseFile(Kind kind, String name, String phase, Path path) {

    /** What a file of a case holds. */
    public enum Kind {
        /** A transcript of commands: what a host said about itself at one moment. */
        STATE,
        /** Syslog or a daemon's log. */
        LOG,
        /** A sos report, directory or archive. */
        SOS_REPORT,
        /** Configuration of RHCS, XML. */
        CLUSTER_CONF,
        /** Configuration of corosync or openais. */
        COROSYNC_CONF,
        /** Names and addresses, /etc/hosts form. */
        HOSTS,
        /** A raw corosync or openais key. */
        AUTHKEY
    }
}
