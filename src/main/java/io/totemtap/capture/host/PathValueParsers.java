package io.totemtap.capture.host;

import io.totemtap.net.MacAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads "path value" and "path:value" lines of /proc and /sys, and {@code sysctl}. */
final class PathValueParsers {

    private static final String SYSCTL = "/proc/sys/";
    private static final String NET = "/sys/class/net/";

    private PathValueParsers() {}

    /**
     * "/sys/class/net/eth0/flags 0x1103", as {@code for f in …; do echo "$f $(cat $f)"; done} or {@code grep . …} print
     * it.
     */
    static void paths(Lines lines, HostStateBuilder state) {
        while (lines.hasNext()) {
            String line = lines.next().strip();
            int end = separator(line);
            String path = end < 0 ? line : line.substring(0, end);
            if (!path.startsWith("/proc/") && !path.startsWith("/sys/")) {
                lines.unread(line);
            } else if (end >= 0) {
                value(path, line.substring(end + 1).strip(), state);
            }
        }
    }

    /** The first blank, or a colon before it that ends the path; colons inside of a path have a slash behind them. */
    private static int separator(String line) {
        int blank = 0;
        while (blank < line.length() && !Character.isWhitespace(line.charAt(blank))) {
            blank++;
        }
        int colon = line.indexOf(':', line.lastIndexOf('/', blank - 1) + 1);
        if (colon > 0 && colon < blank) {
            return colon;
        }
        return blank < line.length() ? blank : -1;
    }

    /** Puts a file's value where it belongs. A value over several lines is reduced to blanks between words. */
    static void value(String path, String value, HostStateBuilder state) {
        if (path.startsWith(SYSCTL)) {
            state.setting(sysctlName(path.substring(SYSCTL.length())), value);
        } else if (path.startsWith(NET) && path.indexOf('/', NET.length()) > 0) {
            int slash = path.indexOf('/', NET.length());
            attribute(state.interfaceNamed(path.substring(NET.length(), slash)), path.substring(slash + 1), value);
        } else {
            state.setting(path, value);
        }
    }

    /** "net/ipv4/conf/eth0.5/rp_filter" as sysctl(8) writes it: "net.ipv4.conf.eth0/5.rp_filter". */
    private static String sysctlName(String path) {
        StringBuilder name = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            name.append(c == '/' ? '.' : c == '.' ? '/' : c);
        }
        return name.toString();
    }

    private static void attribute(InterfaceDraft draft, String name, String value) {
        if (name.startsWith("statistics/")) {
            OptionalLong counter = Words.whole(value);
            if (counter.isPresent()) {
                draft.counter(CounterSource.SYSFS, name.substring("statistics/".length()), counter.getAsLong());
            }
        } else if (name.equals("flags")) {
            OptionalLong flags = Words.hex(value.startsWith("0x") ? value.substring(2) : value);
            if (flags.isPresent()) {
                draft.rawFlags((int) flags.getAsLong());
            }
        } else if (name.equals("ifindex")) {
            OptionalInt index = Words.small(value);
            draft.index(index.orElse(0));
        } else if (name.equals("address")) {
            MacAddress.parse(value).ifPresent(draft::mac);
        } else {
            draft.detail(name.replace('/', '.'), value);
        }
    }

    /** "net.ipv4.conf.all.rp_filter = 1". */
    static void sysctl(Lines lines, HostStateBuilder state) {
        while (lines.hasNext()) {
            String line = lines.next();
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (name.isEmpty() || name.indexOf(' ') >= 0) {
                lines.unread(line);
            } else {
                state.setting(name, line.substring(equals + 1).strip());
            }
        }
    }

    /** A section that is one file: all its lines are its value. */
    static void file(String path, Lines lines, HostStateBuilder state) {
        StringBuilder value = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            if (words.get(0).startsWith("/proc/") || words.get(0).startsWith("/sys/")) {
                paths(new Lines(line), state);
                continue;
            }
            if (Complaint.isOne(line)) {
                lines.unread(line);
                continue;
            }
            value.append(value.isEmpty() ? "" : " ").append(String.join(" ", words));
        }
        if (!value.isEmpty()) {
            value(path, value.toString(), state);
        }
    }
}
