package io.totemtap.capture.host;

import java.util.List;
import java.util.Locale;

/** Sections of Open vSwitch's {@code ovs-appctl} and {@code ovs-vsctl}. */
final class OvsSections {

    private OvsSections() {}

    static boolean read(Section section, CommandLine command, Lines lines, HostStateBuilder state) {
        return switch (command.program()) {
            case "ovs-appctl" -> tables(withoutValues(command), lines, state.openVswitch());
            case "ovs-vsctl" -> columns(withoutValues(command), lines, state.openVswitch());
            default -> false;
        };
    }

    /** What is asked: without flags, and without the values of those that have one ("-t 5", "--target ovs-vswitchd"). */
    private static List<String> withoutValues(CommandLine command) {
        List<String> words = command.words();
        int from = 0;
        while (from < words.size() && words.get(from).startsWith("-")) {
            String flag = words.get(from);
            boolean hasValue = flag.equals("-t") || flag.equals("-T") || flag.equals("--target") || flag.equals("--db");
            from += hasValue ? 2 : 1;
        }
        return words.subList(Math.min(from, words.size()), words.size());
    }

    /** sos writes "mdb.show" where a file's name can have no slash. */
    private static boolean tables(List<String> words, Lines lines, OvsDraft draft) {
        if (words.size() != 2) {
            return false;
        }
        switch (words.get(0).replace('.', '/')) {
            case "mdb/show" -> draft.groups(words.get(1), lines);
            case "fdb/show" -> draft.stations(words.get(1), lines);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean columns(List<String> words, Lines lines, OvsDraft draft) {
        if (words.size() < 2) {
            return false;
        }
        String what = words.get(0) + " " + words.get(1).toLowerCase(Locale.ROOT);
        switch (what) {
            case "list bridge" -> draft.bridges(lines);
            case "list port" -> draft.ports(lines);
            case "list interface" -> draft.interfaces(lines);
            case "get bridge" -> {
                if (words.size() < 4) {
                    return false;
                }
                draft.columns(words.get(2), words.subList(3, words.size()), lines);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
