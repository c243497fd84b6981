package io.totemtap.capture.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads what cluster daemons print: corosync-cmapctl, -cfgtool and -quorumtool, cman_tool. */
final class TotemParsers {

    private TotemParsers() {}

    /** "stats.srp.mcast_tx (u64) = 31" (tools/corosync-cmapctl.c); corosync-objctl prints "key=value". */
    static Map<String, String> cmap(Lines lines) {
        Map<String, String> values = new LinkedHashMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            int equals = line.indexOf('=');
            List<String> key = equals < 0 ? List.of() : Words.of(line.substring(0, equals));
            boolean typed = key.size() == 2 && key.get(1).startsWith("(");
            if (key.isEmpty() || (key.size() != 1 && !typed)) {
                lines.unread(line);
            } else {
                values.put(key.get(0), line.substring(equals + 1).strip());
            }
        }
        return values;
    }

    /**
     * "RING ID 0", "id = 10.0.0.1", "status = ring 0 active with no faults" (corosync 1 and 2); "LINK ID 0", "addr =
     * …", "status:", "nodeid: 2: connected" (corosync 3) (tools/corosync-cfgtool.c).
     */
    static List<RingStatus> cfgtool(Lines lines, Map<String, String> local) {
        List<RingStatus> rings = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            String first = words.get(0);
            if (line.startsWith("Printing ") || first.equals("status:")) {
                continue;
            }
            if (line.startsWith("Local node ID ")) {
                local.put("Local node ID", words.get(words.size() > 3 ? 3 : 2).replace(",", ""));
                local.put("transport", Words.after(words, "transport"));
            } else if (words.size() > 2 && words.get(1).equals("ID") && Words.isDecimal(words.get(2))) {
                rings.add(new RingStatus(Words.small(words.get(2)).orElse(0), "", "", Map.of()));
            } else if (rings.isEmpty() || !ringLine(rings, words, line)) {
                lines.unread(line);
            }
        }
        return rings;
    }

    private static boolean ringLine(List<RingStatus> rings, List<String> words, String line) {
        int last = rings.size() - 1;
        RingStatus ring = rings.get(last);
        String value = line.substring(line.indexOf('=') + 1).strip();
        switch (words.get(0)) {
            case "id", "addr" -> rings.set(last, new RingStatus(ring.number(), value, ring.status(), ring.nodes()));
            case "status" -> rings.set(last, new RingStatus(ring.number(), ring.address(), value, ring.nodes()));
            case "nodeid:", "nodeid" -> {
                Map<Long, String> nodes = new LinkedHashMap<>(ring.nodes());
                OptionalLong id = Words.whole(words.size() > 1 ? words.get(1).replace(":", "") : "");
                if (id.isEmpty()) {
                    return false;
                }
                nodes.put(id.getAsLong(), words.get(words.size() - 1));
                rings.set(last, new RingStatus(ring.number(), ring.address(), ring.status(), nodes));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** "Quorate:          Yes" and a table of members (tools/corosync-quorumtool.c). */
    static List<ClusterMember> quorumtool(Lines lines, Map<String, String> values) {
        List<ClusterMember> members = new ArrayList<>();
        boolean table = false;
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            if (line.startsWith("---") || line.endsWith(" information")) {
                continue;
            }
            int colon = line.indexOf(':');
            if (words.get(0).equals("Nodeid")) {
                table = true;
            } else if (!(table && member(words, members)) && !heading(line, colon, values)) {
                lines.unread(line);
            }
        }
        return members;
    }

    private static boolean heading(String line, int colon, Map<String, String> values) {
        if (colon <= 0 || !Character.isLetter(line.charAt(0))) {
            return false;
        }
        values.put(line.substring(0, colon), line.substring(colon + 1).strip());
        return true;
    }

    /**
     * "         1          1 n1 (local)"; with a quorum device "1  1  A,V,NMW n1 (local)"; the device itself has id 0.
     */
    private static boolean member(List<String> words, List<ClusterMember> members) {
        OptionalLong id = Words.whole(words.get(0));
        if (id.isEmpty()) {
            // a node id printed in hexadecimal
            id = words.get(0).startsWith("0x") ? Words.hex(words.get(0).substring(2)) : id;
        }
        if (id.isEmpty() || words.size() < 2 || !Words.isDecimal(words.get(1))) {
            return false;
        }
        if (id.getAsLong() != 0) {
            int last = words.size() - 1;
            String name = words.get(words.get(last).equals("(local)") ? last - 1 : last);
            members.add(new ClusterMember(id.getAsLong(), name, List.of(), true));
        }
        return true;
    }

    /** "Multicast addresses: 239.192.221.146 " (cman_tool/main.c). */
    static Map<String, String> cmanStatus(Lines lines) {
        Map<String, String> values = new LinkedHashMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            int colon = line.indexOf(':');
            if (colon <= 0 || !Character.isLetter(line.charAt(0)) || Complaint.isOne(line)) {
                lines.unread(line);
            } else {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /**
     * "   1   M    468   2011-06-16 10:22:57  my-host-1", with {@code -a} also "       Addresses: 10.0.0.1 "
     * (cman_tool/main.c).
     */
    static List<ClusterMember> cmanNodes(Lines lines) {
        List<ClusterMember> members = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            OptionalLong id = Words.whole(words.get(0));
            if (words.get(0).equals("Node") || line.startsWith("NOTE:")) {
                continue;
            }
            if (words.get(0).equals("Addresses:") && !members.isEmpty()) {
                int last = members.size() - 1;
                ClusterMember member = members.get(last);
                List<String> addresses = words.subList(1, words.size());
                members.set(last, new ClusterMember(member.id(), member.name(), addresses, member.present()));
            } else if (id.isPresent() && words.size() >= 4 && words.get(1).length() == 1) {
                String name = words.get(words.size() - 1);
                members.add(new ClusterMember(
                        id.getAsLong(), name, List.of(), words.get(1).equals("M")));
            } else {
                lines.unread(line);
            }
        }
        return members;
    }
}
