package io.totemtap.capture.host;

import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.net.Ipv4Address;
import io.totemtap.net.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads /proc/net/udp and udp6 (net/ipv4/udp.c) and {@code ss} (iproute2, misc/ss.c). */
final class UdpSocketParsers {

    private static final int PROC_COLUMNS = 10;
    private static final int INODE = 9;
    private static final int DROPS = 12;
    private static final int HEX_IPV4 = 8;
    private static final int HEX_IPV6 = 32;

    private UdpSocketParsers() {}

    /**
     * Reads /proc/net/udp or udp6. Kernels before 2.6.27 print no drops.
     *
     * @param littleEndian the byte order in which the host prints addresses
     */
    static List<UdpSocket> proc(Lines lines, boolean littleEndian) {
        List<UdpSocket> sockets = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.contains("local_address")) {
                continue;
            }
            List<String> words = Words.of(line);
            Optional<Endpoint> local =
                    words.size() >= PROC_COLUMNS ? hexEndpoint(words.get(1), littleEndian) : Optional.empty();
            if (local.isEmpty() || !words.get(0).endsWith(":")) {
                lines.unread(line);
                continue;
            }
            String queues = words.get(4);
            sockets.add(new UdpSocket(
                    local.get(),
                    "",
                    Words.whole(words.get(INODE)),
                    Words.hex(queues.substring(queues.indexOf(':') + 1)),
                    OptionalLong.empty(),
                    words.size() > DROPS ? Words.whole(words.get(DROPS)) : OptionalLong.empty(),
                    "",
                    OptionalLong.empty()));
        }
        return sockets;
    }

    /** "CF35C0EF:151D": address in the host's order, four bytes at a time, and port. */
    private static Optional<Endpoint> hexEndpoint(String text, boolean littleEndian) {
        int colon = text.indexOf(':');
        OptionalLong port = colon > 0 ? Words.hex(text.substring(colon + 1)) : OptionalLong.empty();
        if (port.isEmpty() || port.getAsLong() > 0xffff) {
            return Optional.empty();
        }
        String digits = text.substring(0, colon);
        if (digits.length() == HEX_IPV4) {
            OptionalLong bits = Words.hex(digits);
            return bits.isPresent()
                    ? Optional.of(new Endpoint(new Ipv4Address(word(bits, littleEndian)), (int) port.getAsLong()))
                    : Optional.empty();
        }
        if (digits.length() != HEX_IPV6) {
            return Optional.empty();
        }
        long[] halves = new long[2];
        for (int i = 0; i < 4; i++) {
            OptionalLong bits = Words.hex(digits.substring(i * HEX_IPV4, (i + 1) * HEX_IPV4));
            if (bits.isEmpty()) {
                return Optional.empty();
            }
            halves[i / 2] = halves[i / 2] << 32 | Integer.toUnsignedLong(word(bits, littleEndian));
        }
        return Optional.of(new Endpoint(new Ipv6Address(halves[0], halves[1]), (int) port.getAsLong()));
    }

    private static int word(OptionalLong bits, boolean littleEndian) {
        int value = (int) bits.orElse(0);
        return littleEndian ? Integer.reverseBytes(value) : value;
    }

    /**
     * Reads {@code ss} with any options that show UDP sockets; other sockets are passed over. What belongs to a socket
     * may stand on lines of its own, which then start with white space.
     */
    static List<UdpSocket> ss(Lines lines) {
        List<UdpSocket> sockets = new ArrayList<>();
        boolean netid = false;
        boolean heading = false;
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.contains("Local Address")) {
                netid = line.startsWith("Netid");
                heading = true;
                continue;
            }
            StringBuilder whole = new StringBuilder(line);
            while (lines.hasNext() && Character.isWhitespace(lines.peek().charAt(0)) && whole.length() < Lines.LENGTH) {
                whole.append(' ').append(lines.next());
            }
            List<String> words = Words.of(whole.toString());
            boolean other = netid && !words.get(0).equals("udp");
            Optional<UdpSocket> socket =
                    heading && !other ? socket(netid ? words.subList(1, words.size()) : words) : Optional.empty();
            if (socket.isPresent()) {
                sockets.add(socket.get());
            } else if (!other) {
                lines.unread(line);
            }
        }
        return sockets;
    }

    /**
     * "UNCONN 0 0 239.192.53.207:5405 0.0.0.0:* users:((…)) ino:1 skmem:(r0,rb212992,…,d0)"; the state may be missing.
     */
    private static Optional<UdpSocket> socket(List<String> words) {
        int first = !words.isEmpty() && Words.isDecimal(words.get(0)) ? 0 : 1;
        if (words.size() < first + 4 || !Words.isDecimal(words.get(first)) || !Words.isDecimal(words.get(first + 1))) {
            return Optional.empty();
        }
        String local = words.get(first + 2);
        int colon = local.lastIndexOf(':');
        OptionalInt port = colon < 0 ? OptionalInt.empty() : Words.small(local.substring(colon + 1));
        String place =
                colon < 0 ? "" : local.substring(0, colon).replace("[", "").replace("]", "");
        int zone = place.indexOf('%');
        Optional<IpAddress> address = address(zone < 0 ? place : place.substring(0, zone));
        if (port.isEmpty() || port.getAsInt() > 0xffff || address.isEmpty()) {
            return Optional.empty();
        }
        String rest = String.join(" ", words.subList(first + 4, words.size()));
        return Optional.of(new UdpSocket(
                new Endpoint(address.get(), port.getAsInt()),
                zone < 0 ? "" : place.substring(zone + 1),
                number(rest, "ino:"),
                Words.whole(words.get(first)),
                number(rest, ",rb"),
                number(rest, ",d"),
                process(rest),
                pid(rest)));
    }

    private static Optional<IpAddress> address(String text) {
        return text.equals("*") ? Optional.of(Ipv4Address.UNSPECIFIED) : IpAddress.parse(text);
    }

    /** users:(("corosync",pid=1,fd=2)), before iproute2 3.19 users:(("corosync",1,2)). */
    private static String process(String rest) {
        int at = rest.indexOf("users:((\"");
        int from = at + "users:((\"".length();
        int to = at < 0 ? -1 : rest.indexOf('"', from);
        return to < 0 ? "" : rest.substring(from, to);
    }

    private static OptionalLong pid(String rest) {
        OptionalLong named = number(rest, "pid=");
        return named.isPresent() || process(rest).isEmpty() ? named : number(rest, "\"" + process(rest) + "\",");
    }

    /** The decimal number right after a label, at its last place where one follows. */
    private static OptionalLong number(String text, String label) {
        for (int at = text.lastIndexOf(label); at >= 0; at = text.lastIndexOf(label, at - 1)) {
            int from = at + label.length();
            int to = from;
            while (to < text.length() && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
                to++;
            }
            if (to > from) {
                return Words.whole(text.substring(from, to));
            }
        }
        return OptionalLong.empty();
    }
}
