package io.totemtap.capture.config;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.TextFile;
import io.totemtap.net.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a cluster's configuration file says, whichever generation wrote it. */
public sealed interface ClusterConfiguration permits ClusterConf, CorosyncConf {

    /** The largest configuration file that is read, in bytes. */
    int LIMIT = 4 << 20;

    /** The cluster's name, empty if the file has none. */
    String name();

    /** How messages travel. */
    Transport transport();

    /** The rings, by number; at least one. */
    List<ConfiguredRing> rings();

    /** The members, in the order of the file. */
    List<ConfiguredNode> nodes();

    /** Whether messages are encrypted. */
    Secrecy secrecy();

    /** The key file as written, absent where the daemon uses its own default or, as cman does, the cluster's name. */
    Optional<String> keyFile();

    /** The timers that are written in the file. */
    TotemTimers timers();

    /** {@code netmtu}, the largest packet in bytes; absent if not written. */
    OptionalInt netMtu();

    /** Whether the cluster is quorate with one of two nodes. */
    boolean twoNode();

    /** What was wrong with the file, in the order of its lines. */
    List<ConfigurationProblem> problems();

    /**
     * Group and port of each ring that uses multicast; empty where the transport does not, or the group is not known.
     */
    default List<Endpoint> groups() {
        if (transport() != Transport.UDP_MULTICAST && transport() != Transport.UNSTATED) {
            return List.of();
        }
        return rings().stream()
                .filter(ring -> !ring.broadcast())
                .flatMap(ring -> ring.group().stream().map(group -> new Endpoint(group, ring.port())))
                .toList();
    }

    /**
     * Reads a configuration file; XML is taken for cluster.conf, anything else for corosync.conf.
     *
     * @throws CaptureException if it cannot be read or is neither
     */
    static ClusterConfiguration read(Path path) {
        try (InputStream in = TextFile.open(path)) {
            return parse(in.readNBytes(LIMIT + 1), path.toString());
        } catch (IOException e) {
            throw new CaptureException(Reason.UNREADABLE, path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Reads the bytes of a configuration file.
     *
     * @param origin what to call it in messages
     * @throws CaptureException if it is neither cluster.conf nor corosync.conf
     */
    static ClusterConfiguration parse(byte[] bytes, String origin) {
        if (bytes.length > LIMIT) {
            throw new CaptureException(
                    Reason.UNREADABLE, origin + " is larger than " + LIMIT + " bytes; that is no configuration.");
        }
        return startsAsXml(bytes) ? ClusterConfReader.read(bytes, origin) : CorosyncConfReader.read(bytes, origin);
    }

    private static boolean startsAsXml(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '<') {
                return true;
            }
            // a byte order mark is negative, white space is at most 32
            if (b > ' ') {
                return false;
            }
        }
        return false;
    }
}
