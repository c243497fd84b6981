package io.totemtap.capture.host;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The listings that are recognised without the command that printed them. */
enum ListingShape {

    /** No listing. */
    NONE("") {
        @Override
        boolean starts(String line) {
            return false;
        }

        @Override
        boolean isContent(String line) {
            return false;
        }
    },

    /** {@code ip maddress show}: "2: eth0", then "link", "inet" and "inet6" lines. */
    IP_MADDRESS("ip maddress show") {
        @Override
        boolean starts(String line) {
            return !heading(line).isEmpty();
        }

        @Override
        boolean isContent(String line) {
            List<String> words = Words.of(line);
            return words.size() >= 2
                    && FAMILIES.contains(words.get(0))
                    && ADDRESS.matcher(words.get(1)).matches();
        }

        @Override
        String heading(String line) {
            List<String> words = Words.of(line);
            return words.size() == 2
                            && INDEX.matcher(words.get(0)).matches()
                            && NAME.matcher(words.get(1)).matches()
                    ? words.get(1)
                    : "";
        }
    },

    /** {@code ip address show} or {@code ip link show}. */
    IP_ADDRESS("ip address show") {
        @Override
        boolean starts(String line) {
            return !heading(line).isEmpty();
        }

        @Override
        boolean isContent(String line) {
            String first = Words.of(line).get(0);
            return first.startsWith("link/")
                    || first.equals("inet")
                    || first.equals("inet6")
                    || first.equals("valid_lft")
                    || first.equals("altname")
                    || first.equals("RX:")
                    || first.equals("TX:")
                    || Words.isDecimal(first);
        }

        @Override
        String heading(String line) {
            List<String> words = Words.of(line);
            return words.size() > 2
                            && INDEX.matcher(words.get(0)).matches()
                            && words.get(1).endsWith(":")
                            && words.get(2).startsWith("<")
                    ? words.get(1)
                    : "";
        }
    },

    /** /proc/net/igmp. */
    PROC_IGMP("cat /proc/net/igmp") {
        @Override
        boolean starts(String line) {
            return line.contains("Idx") && line.contains("Device") && line.contains("Reporter");
        }

        @Override
        boolean isContent(String line) {
            return ProcNetIgmpParser.isRow(line);
        }
    },

    /** {@code netstat -g}. */
    NETSTAT_GROUPS("netstat -g") {
        @Override
        boolean starts(String line) {
            return line.contains("IPv6/IPv4 Group Memberships");
        }

        @Override
        boolean isContent(String line) {
            List<String> words = Words.of(line);
            return words.size() == 3
                    && (Words.isDecimal(words.get(1))
                            || words.get(1).equals("RefCnt")
                            || words.get(1).startsWith("---"));
        }
    },

    /** {@code ifconfig}, of net-tools 1 and 2. */
    IFCONFIG("ifconfig") {
        @Override
        boolean starts(String line) {
            return !heading(line).isEmpty();
        }

        @Override
        boolean isContent(String line) {
            String first = Words.of(line).get(0);
            int colon = first.indexOf(':');
            return IFCONFIG_WORDS.contains(colon < 0 ? first : first.substring(0, colon)) || line.contains("MTU:");
        }

        @Override
        String heading(String line) {
            int colon = line.indexOf(": flags=");
            if (colon > 0) {
                return line.substring(0, colon).strip();
            }
            return line.contains("Link encap:") ? Words.of(line).get(0) : "";
        }
    };

    private static final Set<String> FAMILIES = Set.of("link", "inet", "inet6");
    private static final Set<String> IFCONFIG_WORDS = Set.of(
            "inet",
            "inet6",
            "ether",
            "RX",
            "TX",
            "collisions",
            "UP",
            "loop",
            "txqueuelen",
            "Interrupt",
            "device",
            "unspec",
            "infiniband");
    private static final Pattern INDEX = Pattern.compile("\\d{1,6}:");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.@:-]{0,40}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{3,60}");

    private final String command;

    ListingShape(String command) {
        this.command = command;
    }

    /** The command that prints this. */
    String command() {
        return command;
    }

    /** Whether a line opens such a listing. */
    abstract boolean starts(String line);

    /** Whether a line, not blank, belongs to the inside of such a listing. */
    abstract boolean isContent(String line);

    /** The interface a line introduces, or empty. */
    String heading(String line) {
        return "";
    }

    /** Whether a line goes on with a listing that was opened. */
    boolean continues(String line) {
        return isContent(line) || !heading(line).isEmpty();
    }

    /** The shape a line opens. */
    static ListingShape startingWith(String line) {
        for (ListingShape shape : values()) {
            if (shape.starts(line)) {
                return shape;
            }
        }
        return NONE;
    }
}
