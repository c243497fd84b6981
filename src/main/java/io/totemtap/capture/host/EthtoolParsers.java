package io.totemtap.capture.host;

import java.util.List;
import java.util.OptionalLong;

/** Reads {@code ethtool IF} and its options {@code -i}, {@code -k}, {@code -g} and {@code -S}. */
final class EthtoolParsers {

    private EthtoolParsers() {}

    /**
     * "     rx_filtered_packets: 12". vmxnet3 repeats its names for each queue under "  Rx Queue#: 0"; they then get
     * "Rx Queue#0 " before them.
     */
    static void statistics(Lines lines, InterfaceDraft draft) {
        String queue = "";
        while (lines.hasNext()) {
            String line = lines.next();
            int colon = line.lastIndexOf(':');
            if (line.strip().equals("NIC statistics:")) {
                continue;
            }
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            String text = line.substring(colon + 1).strip();
            OptionalLong value = text.startsWith("0x") ? Words.hex(text.substring(2)) : Words.whole(text);
            boolean negative = text.startsWith("-") && Words.isDecimal(text.substring(1));
            if (name.isEmpty() || (value.isEmpty() && !negative)) {
                lines.unread(line);
            } else if (name.endsWith("Queue#")) {
                queue = name + value.orElse(0) + " ";
            } else if (value.isPresent()) {
                // what is negative is a temperature or the like, no counter
                draft.statistic(queue + name, value.getAsLong());
            }
        }
    }

    /** "rx-checksumming: on", "	tx-checksum-ipv4: off [fixed]", "tx-tcp-segmentation: off [requested on]". */
    static void features(Lines lines, InterfaceDraft draft) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("Features for ") || line.startsWith("Offload parameters for ")) {
                continue;
            }
            int colon = line.indexOf(':');
            List<String> words = colon < 0 ? List.of() : Words.of(line.substring(colon + 1));
            boolean on = !words.isEmpty() && words.get(0).equals("on");
            if (words.isEmpty() || (!on && !words.get(0).equals("off"))) {
                lines.unread(line);
            } else {
                draft.feature(line.substring(0, colon).strip(), on);
            }
        }
    }

    /** "Pre-set maximums:", "RX:		4096", "Current hardware settings:", "RX:		256": as settings "RX ring" and "RX ring maximum". */
    static void rings(Lines lines, InterfaceDraft draft) {
        String suffix = "";
        while (lines.hasNext()) {
            String line = lines.next();
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            if (name.startsWith("Ring parameters")) {
                continue;
            }
            if (name.equals("Pre-set maximums") || name.equals("Current hardware settings")) {
                suffix = name.startsWith("Pre") ? " ring maximum" : " ring";
            } else if (name.isEmpty() || Words.whole(value).isEmpty()) {
                // "n/a" is said where a device has no such ring
                if (!value.equals("n/a")) {
                    lines.unread(line);
                }
            } else {
                draft.setting(name + suffix, value);
            }
        }
    }

    /** "driver: bnx2", "	Link detected: yes"; lists that go on over several lines are kept up to their first. */
    static void settings(Lines lines, InterfaceDraft draft) {
        boolean started = false;
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("Settings for ")) {
                started = true;
                continue;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.isEmpty()) {
                if (!started) {
                    lines.unread(line);
                }
                continue;
            }
            started = true;
            String value = line.substring(colon + 1).strip();
            draft.setting(name, value);
            if (name.equals("driver")) {
                draft.driver(value);
            }
        }
    }
}
