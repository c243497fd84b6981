package io.totemtap.capture.host.witness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** A ladder as lines of text: what came in, what was dropped where and why, what went out. */
public final class LadderText {

    /** What no ladder shows, to be said beside every one. */
    public static final String BELOW =
            "Losses in the network card, its driver, and by XDP in the driver are below the stack and not in these"
                    + " numbers; see ethtool -S.";

    private LadderText() {}

    /** The lines, the first naming whose packets, the others indented by two blanks. */
    public static List<String> lines(Ladder ladder) {
        Ladder.Key key = ladder.key();
        List<String> lines = new ArrayList<>();
        lines.add(key.way().word() + ": " + key.source() + " to " + key.group()
                + (key.port() == 0 ? ", later fragments" : " port " + key.port()));
        if (ladder.isOutward()) {
            sent(ladder, lines);
            drops(ladder, lines);
            lines.add("  handed to devices: " + ladder.handovers() + names(ladder.handed()));
            ladder.unsent().ifPresent(rest -> lines.add("  not accounted for: " + rest));
        } else {
            lines.add("  arrived in the stack: " + ladder.arrivals() + names(ladder.arrived()));
            drops(ladder, lines);
            sockets(ladder, lines);
        }
        return List.copyOf(lines);
    }

    private static void sent(Ladder ladder, List<String> lines) {
        if (ladder.key().way() == Way.OUT && ladder.key().port() != 0) {
            OptionalLong sent = ladder.sendings();
            lines.add("  sent by programs: "
                    + (sent.isPresent() ? Long.toString(sent.getAsLong()) : "not seen in this kernel"));
        }
    }

    private static void drops(Ladder ladder, List<String> lines) {
        for (Rung rung : Rung.values()) {
            for (WitnessDrop drop : ladder.drops()) {
                if (drop.rung() == rung) {
                    lines.add("  dropped at " + rung.words() + ": " + drop.packets() + why(drop));
                }
            }
        }
        if (ladder.drops().isEmpty()) {
            lines.add("  dropped: 0");
        }
    }

    private static String why(WitnessDrop drop) {
        StringJoiner why = new StringJoiner(" ", " (", ")").setEmptyValue("");
        if (!drop.reason().isEmpty()) {
            why.add(drop.reason());
        }
        if (!drop.location().isEmpty()) {
            why.add("in " + drop.location());
        }
        if (!drop.place().interfaceName().isEmpty()) {
            why.add("on " + drop.place().interfaceName());
        }
        return why.toString();
    }

    private static void sockets(Ladder ladder, List<String> lines) {
        if (ladder.key().port() == 0) {
            return;
        }
        OptionalLong deliveries = ladder.deliveries();
        if (deliveries.isEmpty()) {
            lines.add("  put into sockets: not seen in this kernel");
            return;
        }
        lines.add("  put into sockets: " + deliveries.getAsLong() + inodes(ladder.offered()));
        ladder.readings().ifPresent(read -> lines.add("  read by programs: " + read));
        if (ladder.readings().isEmpty()) {
            ladder.taken()
                    .forEach((inode, read) ->
                            lines.add("  read by programs from socket " + inode + ", of all senders: " + read));
        }
        ladder.unaccounted().ifPresent(rest -> lines.add("  not accounted for: " + rest));
    }

    private static String names(Map<String, Long> counts) {
        StringJoiner names = new StringJoiner(", ", " (", ")").setEmptyValue("");
        counts.forEach((name, packets) -> names.add((name.isEmpty() ? "?" : name) + " " + packets));
        return names.toString();
    }

    private static String inodes(Map<Long, Long> counts) {
        StringJoiner names = new StringJoiner(", ", " (", ")").setEmptyValue("");
        counts.forEach((inode, packets) -> names.add("socket " + inode + ": " + packets + " offered"));
        return names.toString();
    }
}
