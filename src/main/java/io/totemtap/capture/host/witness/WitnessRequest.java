package io.totemtap.capture.host.witness;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.net.IpAddress;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What is to be counted.
 *
 * @param namespace the inode of the network namespace, as in "net:[4026531840]"
 * @param groups the groups; every group if empty
 * @param interfaceNames the name of an interface of that namespace by its index, empty if it has none
 */
public record WitnessRequest(long namespace, Set<IpAddress> groups, IntFunction<String> interfaceNames) {

    /** The most groups that can be listed. */
    public static final int GROUPS = 1024;

    private static final Path OWN = Path.of("/proc/self/ns/net");
    private static final String START = "net:[";

    /** Copies the set. */
    public WitnessRequest {
        groups = Set.copyOf(groups);
        if (groups.size() > GROUPS) {
            throw new CaptureException(
                    Reason.WRONG_USAGE, "The kernel witness counts at most " + GROUPS + " groups; name fewer.");
        }
    }

    /**
     * Groups in the network namespace of this process.
     *
     * @throws CaptureException if the system does not tell which that is
     */
    public static WitnessRequest here(Set<IpAddress> groups) {
        try {
            String name = Files.readSymbolicLink(OWN).toString();
            OptionalLong inode = name.startsWith(START) && name.endsWith("]")
                    ? Words.number(name.substring(START.length(), name.length() - 1))
                    : OptionalLong.empty();
            if (inode.isPresent()) {
                return new WitnessRequest(inode.getAsLong(), groups, WitnessRequest::ownName);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // said below
        }
        throw new CaptureException(
                Reason.NOT_FOUND, "The network namespace of this process is not known; mount /proc and try again.");
    }

    private static String ownName(int index) {
        try {
            NetworkInterface found = NetworkInterface.getByIndex(index);
            return found == null ? "" : found.getName();
        } catch (SocketException e) {
            return "";
        }
    }
}
