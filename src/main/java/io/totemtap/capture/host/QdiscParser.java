package io.totemtap.capture.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads {@code tc -s qdisc show} (iproute2, tc/tc_qdisc.c and tc/tc_util.c): what the root queue of each interface dropped on the way out.
 * A queue with queues in it counts their drops as well, so only the root is read. Packets dropped there never came to a capture.
 */
final class QdiscParser {

    private QdiscParser() {}

    /**
     * What one root queue counted.
     *
     * @param device its interface
     * @param handle its number, which another queue in its place has not; 0 for the queues of the kernel's own making
     * @param dropped packets it dropped since it is there
     */
    record Root(String device, long handle, long dropped) {}

    /** The root queues; {@code asked} is the interface of the command, which is not printed then, or empty. */
    static List<Root> parse(Lines lines, String asked) {
        List<Root> roots = new ArrayList<>();
        Optional<Root> open = Optional.empty();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            if (words.get(0).equals("qdisc")) {
                open = root(words, asked);
            } else if (words.get(0).equals("Sent")) {
                OptionalLong dropped = dropped(line);
                open.filter(one -> dropped.isPresent())
                        .map(one -> new Root(one.device(), one.handle(), dropped.orElse(0)))
                        .ifPresent(roots::add);
                open = Optional.empty();
            } else if (!Character.isWhitespace(line.charAt(0))) {
                lines.unread(line);
            }
        }
        return roots;
    }

    /** "qdisc tbf 801d: dev net0 root refcnt 3 rate 160Kbit", "qdisc fq_codel 0: parent :2", "qdisc pfifo_fast 0: root bands 3". */
    private static Optional<Root> root(List<String> words, String asked) {
        int dev = words.indexOf("dev");
        String device = dev > 0 && dev + 1 < words.size() ? words.get(dev + 1) : asked;
        boolean isRoot = words.size() > 3 && words.indexOf("root") > 2 && words.indexOf("root") <= 5;
        if (!isRoot || device.isEmpty() || !words.get(2).endsWith(":")) {
            return Optional.empty();
        }
        OptionalLong handle = Words.hex(words.get(2).substring(0, words.get(2).length() - 1));
        return handle.isPresent() ? Optional.of(new Root(device, handle.getAsLong(), 0)) : Optional.empty();
    }

    /** " Sent 111349 bytes 210 pkt (dropped 502, overlimits 763 requeues 0)"; before 2006 "pkts (dropped 0, overlimits 0)". */
    private static OptionalLong dropped(String line) {
        int at = line.indexOf("(dropped ");
        int end = line.indexOf(',', Math.max(at, 0));
        return at < 0 || end < 0
                ? OptionalLong.empty()
                : Words.whole(line.substring(at + "(dropped ".length(), end).strip());
    }
}
