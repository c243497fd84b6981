package io.totemtap.capture.host;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code tc -s qdisc show} (iproute2, tc/tc_qdisc.c): what the queue before an interface counts. Only the outermost one of what is sent
 * is kept; it counts what those inside it drop as well.
 */
final class QdiscParser {

    /** Queues of what arrives. */
    private static final Set<String> ARRIVING = Set.of("ingress", "clsact");

    /** "Sent 120 bytes 2 pkt (dropped 1, overlimits 3 requeues 0)"; before 2005 "2 pkts (dropped 1, overlimits 3)". */
    private static final Pattern SENT = Pattern.compile(
            "Sent \\d{1,20} bytes (\\d{1,20}) pkts? \\(dropped (\\d{1,20}), overlimits (\\d{1,20})\\b.*");

    private QdiscParser() {}

    /**
     * Reads a section.
     *
     * @param named the interface that the command names; empty if the listing is of all and names them
     */
    static void parse(Lines lines, String named, HostStateBuilder state) {
        boolean started = false;
        String device = "";
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> words = Words.of(line);
            Matcher sent = SENT.matcher(line.strip());
            if (words.size() > 2 && words.get(0).equals("qdisc")) {
                String shown = Words.after(words, "dev");
                started = true;
                device = isOutermost(words) ? (shown.isEmpty() ? named : shown) : "";
            } else if (!started || !line.startsWith(" ")) {
                lines.unread(line);
            } else if (sent.matches() && !device.isEmpty()) {
                InterfaceDraft draft = state.interfaceNamed(device);
                keep(draft, "qdisc_packets", sent.group(1));
                keep(draft, "qdisc_dropped", sent.group(2));
                keep(draft, "qdisc_overlimits", sent.group(3));
            }
        }
    }

    /** Kernels before 2.6.26 print neither "root" nor "parent" for the queue that an interface has by itself. */
    private static boolean isOutermost(List<String> words) {
        return !words.contains("parent") && !ARRIVING.contains(words.get(1));
    }

    private static void keep(InterfaceDraft draft, String name, String value) {
        OptionalLong number = Words.whole(value);
        if (number.isPresent()) {
            draft.counter(CounterSource.QDISC, name, number.getAsLong());
        }
    }
}
