package io.totemtap.capture.host;

import java.util.List;
import java.util.regex.Pattern;

/** Recognises what commands print in place of an answer: not installed, not allowed, not supported. */
final class Complaint {

    private static final int LONGEST = 300;

    private static final List<String> PHRASES = List.of(
            "No such file or directory",
            "Permission denied",
            "Operation not permitted",
            "Operation not supported",
            "No such device",
            "command not found",
            "Cannot get ",
            "Cannot open netlink",
            "Cannot find device",
            "no stats available",
            "Peer netns reference is invalid",
            "Could not ",
            "Failed to initialize",
            "Cannot connect to",
            "Is a directory",
            "Invalid argument",
            "Dump terminated",
            "no such bridge",
            "does not exist");

    /** "sh: 1: ethtool: not found", "bash: line 3: nft: command not found", "cat: …: …". */
    private static final Pattern SHELL = Pattern.compile(
            "^(?:(?:/\\S*/)?(?:sh|bash|ash|dash|ksh): .*|cat: .*|Cannot .*|cman_tool: .*|ovs-\\w+: .*)$");

    private Complaint() {}

    static boolean isOne(String line) {
        return line.length() <= LONGEST
                && (PHRASES.stream().anyMatch(line::contains)
                        || SHELL.matcher(line.strip()).matches());
    }
}
