package io.totemtap.capture.live;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.pcap4j.core.Pcaps;

/** The native library: whether it is there, and what it wants to be told. */
final class Libpcap {

    /** How to get it, for the end of a sentence. */
    static final String REMEDY = "install the package libpcap0.8 (Debian, Ubuntu) or libpcap (RHEL, Fedora)";

    /** PCAP_NETMASK_UNKNOWN: a file does not say in which network it was captured. */
    static final Inet4Address UNKNOWN_NETMASK = unknownNetmask();

    private Libpcap() {}

    /**
     * The version as the library tells it, as in "libpcap version 1.10.3 (with TPACKET_V3)"; empty if there is none that
     * can be loaded.
     */
    static Optional<String> version() {
        try {
            return Optional.of(Pcaps.libVersion());
        } catch (LinkageError e) {
            // UnsatisfiedLinkError at the first call, NoClassDefFoundError at all later ones.
            return Optional.empty();
        }
    }

    /**
     * Makes sure that the library can be called.
     *
     * @param what needs it, the beginning of a sentence
     * @return the version as the library tells it
     * @throws CaptureException {@link Reason#NOT_FOUND} if it cannot
     */
    static String require(String what) {
        return version()
                .orElseThrow(() -> new CaptureException(
                        Reason.NOT_FOUND, what + " needs libpcap, which cannot be loaded here; " + REMEDY + "."));
    }

    private static Inet4Address unknownNetmask() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {-1, -1, -1, -1});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
