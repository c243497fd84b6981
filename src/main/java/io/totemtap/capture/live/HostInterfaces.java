package io.totemtap.capture.live;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.LinkType;
import io.totemtap.capture.Promiscuity;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel shows of this host's interfaces, without libpcap and without privileges. Java alone sees none that has no address. */
public final class HostInterfaces {

    private static final Path SYSTEM = Path.of("/sys/class/net");
    private static final int RAW_DLT = 12;
    private static final int IFF_UP = 1;

    private HostInterfaces() {}

    /** Names of all interfaces, in the order of the system's numbers. */
    public static List<String> names() {
        try (Stream<Path> found = Files.list(SYSTEM)) {
            return found.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted(Comparator.comparingInt(HostInterfaces::index).thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            return javaNames();
        }
    }

    private static List<String> javaNames() {
        try {
            return NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** The system's number of an interface; the largest int for one that is not there. */
    static int index(String name) {
        try {
            return Integer.parseInt(attribute(name, "ifindex"));
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** One of the small files the kernel has for an interface, such as "mtu" or "operstate"; empty if it cannot be read. */
    public static String attribute(String name, String attribute) {
        try {
            return isName(name)
                    ? Files.readString(SYSTEM.resolve(name).resolve(attribute)).strip()
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && !name.contains("/") && !name.equals(".") && !name.equals("..");
    }

    /** Whether an interface is there; "any" always is. */
    public static boolean exists(String name) {
        return name.equals(LiveSettings.ANY) || names().contains(name);
    }

    /** Whether an interface is there and was brought up; "any" always is. It may still have no link. */
    public static boolean isUp(String name) {
        if (name.equals(LiveSettings.ANY)) {
            return true;
        }
        String flags = attribute(name, "flags");
        try {
            if (flags.startsWith("0x")) {
                return (Integer.parseInt(flags.substring(2), 16) & IFF_UP) != 0;
            }
            return find(name).isPresent() && find(name).get().isUp();
        } catch (NumberFormatException | SocketException e) {
            return false;
        }
    }

    /** The addresses of an interface; empty for one that is not there. */
    public static List<IpAddress> addresses(String name) {
        List<IpAddress> addresses = new ArrayList<>();
        find(name).ifPresent(one -> one.inetAddresses()
                .map(InetAddress::getHostAddress)
                .map(text -> text.contains("%") ? text.substring(0, text.indexOf('%')) : text)
                .forEach(text -> IpAddress.parse(text).ifPresent(addresses::add)));
        return addresses;
    }

    /** The Ethernet address of an interface, {@link MacAddress#NONE} for one that has none or is not there. */
    public static MacAddress mac(String name) {
        return MacAddress.parse(attribute(name, "address")).orElse(MacAddress.NONE);
    }

    private static Optional<NetworkInterface> find(String name) {
        try {
            return Optional.ofNullable(NetworkInterface.getByName(name));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    /** Describes an interface as captures do. */
    static CaptureInterface describe(int id, String name, int dataLink, LiveSettings settings, Promiscuity mode) {
        int number = dataLink == RAW_DLT ? LinkType.RAW_IP.number() : dataLink;
        return new CaptureInterface(
                id,
                LinkType.of(number),
                number,
                settings.snapLength(),
                name,
                mode.description(),
                settings.filter(),
                mac(name),
                addresses(name));
    }
}
