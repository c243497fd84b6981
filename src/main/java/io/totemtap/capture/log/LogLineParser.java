package io.totemtap.capture.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Takes log lines apart. Forms that are read:
 *
 * <pre>
 * Jun 16 10:22:57 host openais[7098]: [TOTEM] text             syslog, RFC 3164
 * 2011-06-16T10:22:57+0800 host corosync[1234]:   [TOTEM ] text journalctl -o short-iso, rsyslog
 * Nov 22 16:28:01 [1234] host corosync notice  [TOTEM ] text   corosync 2, own file
 * Nov 22 16:28:01 corosync [TOTEM ] text                       corosync 1, own file
 * Nov 22 16:28:01.123 notice  [TOTEM ] text                    corosync 3, own file
 * Nov 22 15:55:51.268459 [TOTEM] text                          openais, own file
 * [TOTEM] text                                                 openais on a terminal
 * Nov 22 16:28:01 fenced text                                  fenced, own file
 * </pre>
 */
final class LogLineParser {

    private static final Set<String> SEVERITIES =
            Set.of("emerg", "alert", "crit", "error", "err", "warning", "notice", "info", "debug", "trace");
    private static final Set<String> DAEMONS = Set.of(
            "aisexec",
            "ccsd",
            "cman",
            "corosync",
            "dlm_controld",
            "fenced",
            "gfs_controld",
            "groupd",
            "openais",
            "qdiskd",
            "rgmanager");
    private static final String REPEATED = "last message repeated ";
    private static final int HEAD = 200;
    private static final int SUBSYSTEM = 10;

    private String host = "";
    private String program = "";
    private OptionalLong pid = OptionalLong.empty();
    private String severity = "";
    private String subsystem = "";
    private String text = "";

    private LogLineParser() {}

    /** Takes a line apart; absent if it is no log line. */
    static Optional<LogLine> parse(long number, String raw) {
        String line = withoutPriority(raw.strip());
        Optional<LogTimeParser.Split> split = LogTimeParser.split(line);
        LogLineParser parser = new LogLineParser();
        boolean understood =
                split.isPresent() ? parser.timed(split.get().rest()) : parser.bracketed(line, subsystemAt(line));
        return understood
                ? Optional.of(new LogLine(
                        number,
                        split.map(LogTimeParser.Split::time),
                        parser.host,
                        parser.program,
                        parser.pid,
                        parser.severity,
                        parser.subsystem,
                        parser.text))
                : Optional.empty();
    }

    private boolean timed(String rest) {
        String body = rest;
        if (body.startsWith("[") && body.indexOf(']') > 1) {
            int end = body.indexOf(']');
            OptionalLong number = number(body.substring(1, end));
            if (number.isPresent()) {
                pid = number;
                body = body.substring(end + 1).stripLeading();
            }
        }
        return syslog(body) || bracketed(body, subsystemAt(body)) || daemon(body);
    }

    /** "host program[pid]: text", or "host last message repeated 3 times". */
    private boolean syslog(String body) {
        int endOfHost = body.indexOf(' ');
        if (endOfHost <= 0) {
            return false;
        }
        String afterHost = body.substring(endOfHost + 1).stripLeading();
        if (afterHost.startsWith(REPEATED)) {
            host = body.substring(0, endOfHost);
            text = afterHost;
            return true;
        }
        int colon = afterHost.indexOf(':');
        if (colon <= 0 || afterHost.lastIndexOf(' ', colon) >= 0) {
            return false;
        }
        host = body.substring(0, endOfHost);
        tag(afterHost.substring(0, colon));
        String message = afterHost.substring(colon + 1).stripLeading();
        if (!bracketed(message, message.startsWith("[") ? subsystemAt(message) : -1)) {
            text = message;
        }
        return true;
    }

    /** "openais[7098]", "/usr/sbin/corosync", "kernel". */
    private void tag(String tag) {
        int bracket = tag.indexOf('[');
        String name = bracket < 0 ? tag : tag.substring(0, bracket);
        program = name.substring(name.lastIndexOf('/') + 1);
        if (bracket >= 0 && tag.endsWith("]")) {
            pid = number(tag.substring(bracket + 1, tag.length() - 1));
        }
    }

    /** Words, then "[SUBSYS]", then the message. Words that are no severity are host and program, or program alone. */
    private boolean bracketed(String body, int at) {
        if (at < 0) {
            return false;
        }
        List<String> words = new ArrayList<>();
        StringTokenizer head = new StringTokenizer(body.substring(0, at));
        while (head.hasMoreTokens()) {
            String word = head.nextToken();
            if (SEVERITIES.contains(word)) {
                severity = word;
            } else {
                words.add(word);
            }
        }
        if (words.size() > 2) {
            return false;
        }
        if (words.size() == 2) {
            host = words.get(0);
        }
        if (!words.isEmpty()) {
            program = words.get(words.size() - 1);
        }
        int end = body.indexOf(']', at);
        subsystem = body.substring(at + 1, end).strip();
        text = body.substring(end + 1).strip();
        return true;
    }

    private boolean daemon(String body) {
        int end = body.indexOf(' ');
        if (end <= 0 || !DAEMONS.contains(body.substring(0, end))) {
            return false;
        }
        program = body.substring(0, end);
        text = body.substring(end + 1).strip();
        return true;
    }

    /** Where "[TOTEM ]" or its like stands near the start; -1 if nowhere. */
    private static int subsystemAt(String body) {
        int limit = Math.min(body.length(), HEAD);
        for (int at = body.indexOf('['); at >= 0 && at < limit; at = body.indexOf('[', at + 1)) {
            int end = body.indexOf(']', at);
            if (end - at > 2 && end - at <= SUBSYSTEM && isSubsystem(body, at + 1, end)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isSubsystem(String body, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = body.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && c != '_' && (c != ' ' || i == from)) {
                return false;
            }
        }
        return true;
    }

    private static String withoutPriority(String line) {
        int end = line.startsWith("<") ? line.indexOf('>') : -1;
        return end > 1 && end <= 4 && number(line.substring(1, end)).isPresent() ? line.substring(end + 1) : line;
    }

    private static OptionalLong number(String digits) {
        if (digits.isEmpty() || digits.length() > 18) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            value = value * 10 + (c - '0');
        }
        return OptionalLong.of(value);
    }
}
