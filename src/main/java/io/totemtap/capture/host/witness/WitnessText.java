package io.totemtap.capture.host.witness;

import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A reading as the lines of a transcript's section. Lines that begin with "#" are for people and are not read back.
 *
 * <pre>
 * witness 1 from 1795364076590000000 until 1795364099000000000 sockets control-group reasons yes
 * sees arrived again offered socket-read driver busy dropped
 * lost places 0 drops 0 headers 0 owners 0 missed 0
 * count arrived in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 socket 0 packets 312
 * drop in 10.0.0.1 239.192.1.1 5405 eth0 vlan 0 reason NETFILTER_DROP at nft_do_chain packets 5
 * </pre>
 *
 * Where it could not run, the section says "absent" and why, in one line.
 */
public final class WitnessText {

    /** The section's title, after the mark of a transcript. */
    public static final String TITLE = "totemtap kernel-witness";

    private static final String HEAD = "witness 1 ";
    private static final String ABSENT = "absent ";
    private static final int LONGEST_REASON = 1000;
    private static final String REMARK = "#";

    private WitnessText() {}

    /** Writes a reading, with its ladders as remarks. */
    public static String write(WitnessReading reading) {
        StringBuilder out = new StringBuilder(256);
        WitnessSight sight = reading.sight();
        out.append(HEAD).append("from ").append(reading.fromNanos());
        out.append(" until ").append(reading.untilNanos());
        out.append(" sockets ").append(sight.sockets().word());
        out.append(" reasons ").append(sight.reasons() ? "yes" : "no").append('\n');
        StringJoiner stages = new StringJoiner(" ", "sees ", "\n");
        sight.stages().forEach(stage -> stages.add(stage.word()));
        out.append(stages);
        Lost lost = reading.lost();
        out.append("lost places ").append(lost.places()).append(" drops ").append(lost.drops());
        out.append(" headers ").append(lost.headers()).append(" owners ").append(lost.owners());
        out.append(" missed ").append(lost.missed()).append('\n');
        for (WitnessCount count : reading.counts()) {
            out.append("count ").append(count.stage().word()).append(' ');
            place(count.place(), out);
            out.append(" socket ").append(count.socket());
            out.append(" packets ").append(count.packets()).append('\n');
        }
        for (WitnessDrop drop : reading.drops()) {
            out.append("drop ");
            place(drop.place(), out);
            out.append(" reason ").append(Words.word(drop.reason()));
            out.append(" at ").append(Words.word(drop.location()));
            out.append(" packets ").append(drop.packets()).append('\n');
        }
        remarks(reading, out);
        return out.toString();
    }

    /** Writes why there is none. */
    public static String writeAbsent(String why) {
        return ABSENT + reason(why) + "\n";
    }

    private static String reason(String why) {
        String plain = why.replaceAll("[^\\x20-\\x7e]", "?").strip();
        return plain.substring(0, Math.min(LONGEST_REASON, plain.length()));
    }

    private static void place(WitnessPlace place, StringBuilder out) {
        out.append(place.way().word()).append(' ').append(place.source());
        out.append(' ').append(place.group()).append(' ').append(place.port());
        out.append(' ').append(Words.word(place.interfaceName())).append(" vlan ");
        out.append(place.vlan());
    }

    private static void remarks(WitnessReading reading, StringBuilder out) {
        for (Ladder ladder : reading.ladders()) {
            LadderText.lines(ladder)
                    .forEach(line -> out.append(REMARK).append(' ').append(line).append('\n'));
        }
        out.append(REMARK).append(' ').append(LadderText.BELOW).append('\n');
    }

    /** Reads a section line by line. */
    public static final class Reader {

        /** The most lines of counts, and of drops, that are kept. */
        static final int LIMIT = 20_000;

        private final List<WitnessCount> counts = new ArrayList<>();
        private final List<WitnessDrop> drops = new ArrayList<>();
        private final List<Stage> stages = new ArrayList<>();
        private WitnessSight.Sockets sockets = WitnessSight.Sockets.NOTHING;
        private Lost lost = Lost.NOTHING;
        private long fromNanos;
        private long untilNanos;
        private boolean reasons;
        private boolean begun;
        private String absence = "";

        /** Takes a line; false if it makes no sense, or there are too many. */
        public boolean take(String line) {
            if (line.startsWith(REMARK)) {
                return true;
            }
            if (line.startsWith(ABSENT)) {
                absence = reason(line.substring(ABSENT.length()));
                return !absence.isEmpty();
            }
            String[] words = line.split(" ", -1);
            return switch (words[0]) {
                case "witness" -> head(words);
                case "sees" -> sees(words);
                case "lost" -> lost(words);
                case "count" -> count(words);
                case "drop" -> drop(words);
                default -> false;
            };
        }

        /** What was read; empty if the first line was missing. */
        public Optional<WitnessReading> reading() {
            return begun
                    ? Optional.of(new WitnessReading(
                            fromNanos,
                            untilNanos,
                            new WitnessSight(Set.copyOf(stages), sockets, reasons),
                            lost,
                            counts,
                            drops))
                    : Optional.empty();
        }

        /** Why there is none; empty if the section does not say so. */
        public String absence() {
            return absence;
        }

        private boolean head(String[] words) {
            OptionalLong from = Words.number(value(words, 2, "from"));
            OptionalLong until = Words.number(value(words, 4, "until"));
            Optional<WitnessSight.Sockets> by = WitnessSight.Sockets.ofWord(value(words, 6, "sockets"));
            String given = value(words, 8, "reasons");
            boolean good = words.length == 10 && words[1].equals("1") && !begun && from.isPresent();
            if (!good || until.isEmpty() || by.isEmpty() || !(given.equals("yes") || given.equals("no"))) {
                return false;
            }
            begun = true;
            fromNanos = from.getAsLong();
            untilNanos = until.getAsLong();
            sockets = by.get();
            reasons = given.equals("yes");
            return true;
        }

        private boolean sees(String[] words) {
            boolean known = true;
            for (int i = 1; i < words.length; i++) {
                Optional<Stage> stage = Stage.ofWord(words[i]);
                stage.filter(one -> !stages.contains(one)).ifPresent(stages::add);
                known &= stage.isPresent();
            }
            return known;
        }

        private boolean lost(String[] words) {
            OptionalLong places = Words.number(value(words, 1, "places"));
            OptionalLong dropped = Words.number(value(words, 3, "drops"));
            OptionalLong headers = Words.number(value(words, 5, "headers"));
            OptionalLong owners = Words.number(value(words, 7, "owners"));
            OptionalLong missed = Words.number(value(words, 9, "missed"));
            boolean good = words.length == 11 && places.isPresent() && dropped.isPresent() && headers.isPresent();
            if (!good || owners.isEmpty() || missed.isEmpty()) {
                return false;
            }
            lost = new Lost(
                    places.getAsLong(),
                    dropped.getAsLong(),
                    headers.getAsLong(),
                    owners.getAsLong(),
                    missed.getAsLong());
            return true;
        }

        private boolean count(String[] words) {
            Optional<Stage> stage = words.length == 13 ? Stage.ofWord(words[1]) : Optional.empty();
            Optional<WitnessPlace> place = place(words, 2);
            OptionalLong socket = Words.number(value(words, 9, "socket"));
            OptionalLong packets = Words.number(value(words, 11, "packets"));
            boolean good = stage.isPresent() && place.isPresent() && counts.size() < LIMIT;
            if (!good || socket.isEmpty() || packets.isEmpty()) {
                return false;
            }
            return counts.add(new WitnessCount(place.get(), stage.get(), socket.getAsLong(), packets.getAsLong()));
        }

        private boolean drop(String[] words) {
            Optional<WitnessPlace> place = words.length == 14 ? place(words, 1) : Optional.empty();
            String reason = value(words, 8, "reason");
            String location = value(words, 10, "at");
            OptionalLong packets = Words.number(value(words, 12, "packets"));
            boolean good = place.isPresent() && packets.isPresent() && drops.size() < LIMIT;
            if (!good || reason.isEmpty() || location.isEmpty()) {
                return false;
            }
            return drops.add(
                    new WitnessDrop(place.get(), Words.text(reason), Words.text(location), packets.getAsLong()));
        }

        /** Way, source, group, port, interface, "vlan", number. */
        private static Optional<WitnessPlace> place(String[] words, int at) {
            if (words.length < at + 7) {
                return Optional.empty();
            }
            Optional<Way> way = Way.ofWord(words[at]);
            Optional<IpAddress> source = IpAddress.parse(words[at + 1]);
            Optional<IpAddress> group = IpAddress.parse(words[at + 2]);
            OptionalLong port = below(words[at + 3], 0x10000);
            OptionalLong vlan = below(value(words, at + 5, "vlan"), 0x1000);
            boolean known = way.isPresent() && source.isPresent() && group.isPresent();
            return known && port.isPresent() && vlan.isPresent() && !words[at + 4].isEmpty()
                    ? Optional.of(new WitnessPlace(
                            way.get(),
                            source.get(),
                            group.get(),
                            (int) port.getAsLong(),
                            Words.text(words[at + 4]),
                            (int) vlan.getAsLong()))
                    : Optional.empty();
        }

        private static OptionalLong below(String word, long limit) {
            OptionalLong number = Words.number(word);
            return number.isPresent() && number.getAsLong() < limit ? number : OptionalLong.empty();
        }

        private static String value(String[] words, int at, String label) {
            return at + 1 < words.length && words[at].equals(label) ? words[at + 1] : "";
        }
    }
}
