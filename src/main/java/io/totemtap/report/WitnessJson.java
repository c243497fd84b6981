package io.totemtap.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.capture.host.witness.Ladder;
import io.totemtap.capture.host.witness.Stage;
import io.totemtap.capture.host.witness.WitnessDrop;
import io.totemtap.capture.host.witness.WitnessReading;
import io.totemtap.net.EpochNanos;
import java.util.List;
import java.util.OptionalLong;

/** What the kernel's own witness counted, as JSON: in the report beside its host, and in a snapshot. Unknown is null. */
public final class WitnessJson {

    private WitnessJson() {}

    /**
     * A reading with some of its ladders.
     *
     * @param ladders those to be written, in this order
     */
    public static ObjectNode of(WitnessReading reading, List<Ladder> ladders) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        time(root, "from", reading.fromNanos());
        time(root, "until", reading.untilNanos());
        root.put("exact", reading.lost().isNothing());
        ArrayNode sees = root.putArray("sees");
        reading.sight().stages().forEach((Stage stage) -> sees.add(stage.word()));
        ArrayNode all = root.putArray("ladders");
        ladders.forEach(ladder -> ladder(all.addObject(), ladder));
        return root;
    }

    private static void time(ObjectNode node, String name, long nanos) {
        node.put(name, EpochNanos.toIso(nanos));
        node.put(name + "Nanos", Long.toString(nanos));
    }

    private static void ladder(ObjectNode node, Ladder ladder) {
        boolean out = ladder.isOutward();
        node.put("way", ladder.key().way().word());
        node.put("source", ladder.key().source().toString());
        node.put("group", ladder.key().group().toString());
        node.put("port", ladder.key().port());
        maybe(node, "sent", out ? ladder.sendings() : OptionalLong.empty());
        maybe(node, "arrived", out ? OptionalLong.empty() : OptionalLong.of(ladder.arrivals()));
        ObjectNode interfaces = node.putObject("interfaces");
        (out ? ladder.handed() : ladder.arrived()).forEach(interfaces::put);
        node.put("dropped", ladder.dropped());
        ArrayNode drops = node.putArray("drops");
        for (WitnessDrop drop : ladder.drops()) {
            ObjectNode one = drops.addObject();
            one.put("part", drop.rung().words());
            text(one, "reason", drop.reason());
            text(one, "location", drop.location());
            text(one, "interface", drop.place().interfaceName());
            one.put("packets", drop.packets());
        }
        maybe(node, "handed", out ? OptionalLong.of(ladder.handovers()) : OptionalLong.empty());
        boolean ends = !out && ladder.key().port() != 0;
        maybe(node, "delivered", ends ? ladder.deliveries() : OptionalLong.empty());
        maybe(node, "read", ends ? ladder.readings() : OptionalLong.empty());
        ArrayNode sockets = node.putArray("sockets");
        ladder.offered().forEach((inode, offered) -> {
            ObjectNode one = sockets.addObject();
            one.put("inode", inode);
            one.put("offered", offered);
            Long read = ladder.taken().get(inode);
            maybe(one, "readOfAllSenders", read == null ? OptionalLong.empty() : OptionalLong.of(read));
        });
        maybe(node, "unaccounted", out ? ladder.unsent() : ladder.unaccounted());
    }

    private static void text(ObjectNode node, String name, String value) {
        if (value.isEmpty()) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }

    static void maybe(ObjectNode node, String name, OptionalLong value) {
        if (value.isPresent()) {
            node.put(name, value.getAsLong());
        } else {
            node.putNull(name);
        }
    }
}
