package io.totemtap.capture.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads /proc/net/dev (net/core/net-procfs.c, net/core/dev.c before). Old kernels print no blank after the colon. */
final class ProcNetDevParser {

    /** The columns, with the names of {@link CounterSource#PROC_NET_DEV}. */
    private static final List<String> COLUMNS = List.of(
            "rx_bytes",
            "rx_packets",
            "rx_errors",
            "rx_drop",
            "rx_fifo_errors",
            "rx_frame",
            "rx_compressed",
            "multicast",
            "tx_bytes",
            "tx_packets",
            "tx_errors",
            "tx_dropped",
            "tx_fifo_errors",
            "collisions",
            "tx_carrier",
            "tx_compressed");

    private ProcNetDevParser() {}

    /** The counters of each interface. */
    static Map<String, Map<String, Long>> parse(Lines lines) {
        Map<String, Map<String, Long>> interfaces = new LinkedHashMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.contains("|")) {
                continue;
            }
            int colon = line.lastIndexOf(':');
            List<String> values = colon > 0 ? Words.of(line.substring(colon + 1)) : List.of();
            if (values.size() != COLUMNS.size() || !values.stream().allMatch(Words::isDecimal)) {
                lines.unread(line);
                continue;
            }
            Map<String, Long> counters = new LinkedHashMap<>();
            for (int i = 0; i < COLUMNS.size(); i++) {
                OptionalLong value = Words.whole(values.get(i));
                counters.put(COLUMNS.get(i), value.orElse(0));
            }
            interfaces.put(line.substring(0, colon).strip(), counters);
        }
        return interfaces;
    }
}
