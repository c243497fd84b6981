package io.totemtap.capture.host.witness;

import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What became of one sender's packets to one group and port inside this host: driver, stack, traffic control,
 * netfilter, source validation, route, socket, read; or the other way to the driver. Losses in the card, in its driver,
 * and those by XDP in the driver lie below the stack and are not seen.
 *
 * @param key whose packets
 * @param sight what the witness could see
 * @param arrived packets the stack had from drivers, by interface; without those it had again from an upper device
 * @param sent datagrams that programs of this host sent, by the socket's inode; empty also where the kernel does not show it
 * @param offered packets on their way into a socket, by the socket's inode; each socket has its own copies
 * @param read datagrams that programs took, by the socket's inode
 * @param taken datagrams that programs took from these sockets whoever sent them, by the socket's inode; where the kernel does not show
 *     which datagram was taken
 * @param handed packets given to devices to send, by interface, those given back not counted
 * @param drops packets freed as not delivered
 */
public record Ladder(
        Key key,
        WitnessSight sight,
        Map<String, Long> arrived,
        Map<Long, Long> sent,
        Map<Long, Long> offered,
        Map<Long, Long> read,
        Map<Long, Long> taken,
        Map<String, Long> handed,
        List<WitnessDrop> drops) {

    /**
     * Whose packets a ladder counts.
     *
     * @param way their way through the host
     * @param source who sent them
     * @param group to whom
     * @param port the UDP port, 0 for the later fragments of datagrams
     */
    public record Key(Way way, IpAddress source, IpAddress group, int port) {
        static Key of(WitnessPlace place) {
            return new Key(place.way(), place.source(), place.group(), place.port());
        }
    }

    /** Copies the collections. */
    public Ladder {
        arrived = sorted(arrived);
        sent = sorted(sent);
        offered = sorted(offered);
        read = sorted(read);
        taken = sorted(taken);
        handed = sorted(handed);
        drops = List.copyOf(drops);
    }

    private static <K extends Comparable<K>> Map<K, Long> sorted(Map<K, Long> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    static Ladder of(Key key, WitnessReading reading) {
        List<WitnessCount> own = reading.counts().stream()
                .filter(count -> count.place().isOf(key.way(), key.source(), key.group(), key.port()))
                .toList();
        Map<String, Long> first = byInterface(own, Stage.ARRIVED);
        Map<String, Long> handed = byInterface(own, Stage.DRIVER);
        byInterface(own, Stage.BUSY).forEach((name, back) -> handed.merge(name, -back, Long::sum));
        Map<Long, Long> offered = bySocket(own, Stage.OFFERED);
        return new Ladder(
                key,
                reading.sight(),
                first.isEmpty() ? byInterface(own, Stage.AGAIN) : first,
                bySocket(sent(key, own, reading), Stage.SENT),
                offered,
                bySocket(own, Stage.READ),
                bySocket(
                        reading.counts().stream()
                                .filter(count -> offered.containsKey(count.socket()))
                                .toList(),
                        Stage.SOCKET_READ),
                handed,
                reading.drops().stream()
                        .filter(drop -> drop.place().isOf(key.way(), key.source(), key.group(), key.port()))
                        .toList());
    }

    /** Datagrams whose source the route decided are those of the one source that sends to their group and port. */
    private static List<WitnessCount> sent(Key key, List<WitnessCount> own, WitnessReading reading) {
        if (key.way() != Way.OUT || key.source().isUnspecified() || !reading.isOnlySource(key)) {
            return own;
        }
        List<WitnessCount> all = new ArrayList<>(own);
        reading.counts().stream()
                .filter(count -> count.stage() == Stage.SENT
                        && count.place().source().isUnspecified()
                        && count.place().isOf(Way.OUT, count.place().source(), key.group(), key.port()))
                .forEach(all::add);
        return all;
    }

    private static Map<String, Long> byInterface(List<WitnessCount> counts, Stage stage) {
        Map<String, Long> sums = new LinkedHashMap<>();
        counts.stream()
                .filter(count -> count.stage() == stage)
                .forEach(count -> sums.merge(count.place().interfaceName(), count.packets(), Long::sum));
        return sums;
    }

    private static Map<Long, Long> bySocket(List<WitnessCount> counts, Stage stage) {
        Map<Long, Long> sums = new LinkedHashMap<>();
        counts.stream()
                .filter(count -> count.stage() == stage)
                .forEach(count -> sums.merge(count.socket(), count.packets(), Long::sum));
        return sums;
    }

    /** Whether these are packets on their way to a device. */
    public boolean isOutward() {
        return key.way() == Way.OUT || key.way() == Way.FORWARDED;
    }

    /** Packets the stack had. */
    public long arrivals() {
        return arrived.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Packets given to the device that had the most; a device that stands on another has the same packets. */
    public long handovers() {
        return handed.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /**
     * Datagrams that programs of this host sent; absent where the kernel does not show it, which is also so for a socket that is
     * connected to the group where programs are at control groups only.
     */
    public OptionalLong sendings() {
        long all = sent.values().stream().mapToLong(Long::longValue).sum();
        boolean isConnected =
                all == 0 && sight.sockets() != WitnessSight.Sockets.FUNCTION && (handovers() > 0 || !drops.isEmpty());
        return sight.sees(Stage.SENT) && !isConnected ? OptionalLong.of(all) : OptionalLong.empty();
    }

    /** Whether every datagram that programs sent was handed to a device, and nothing was dropped: the sending host is cleared. */
    public boolean isAllHandedOver() {
        return handovers() > 0 && dropped() == 0 && unsent().orElse(-1) == 0;
    }

    /**
     * Datagrams that were sent, were not dropped, and reached no device either: still in a queue, without a route, or lost in a manner
     * that the kernel does not report. Absent where sending is not seen, and for later fragments. Below 0 where some were dropped twice.
     */
    public OptionalLong unsent() {
        OptionalLong sendings = sendings();
        return key.way() != Way.OUT || key.port() == 0 || sendings.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(sendings.getAsLong() - dropped() - handovers());
    }

    /** Packets dropped at one part of the stack. */
    public long dropped(Rung rung) {
        return sum(drop -> drop.rung() == rung);
    }

    /** Packets dropped anywhere; copies for packet captures, which are no loss, not counted. */
    public long dropped() {
        return sum(drop -> drop.rung() != Rung.TAP);
    }

    /**
     * Packets that were put into sockets' queues: those offered without those the sockets refused. Absent where the
     * kernel does not show a socket's packets. With several sockets each packet counts for each.
     */
    public OptionalLong deliveries() {
        if (!sight.sees(Stage.OFFERED)) {
            return OptionalLong.empty();
        }
        long all = offered.values().stream().mapToLong(Long::longValue).sum();
        return OptionalLong.of(Math.max(0, all - sum(drop -> isAfterOffer(drop.rung()))));
    }

    /** Datagrams that programs took from sockets; absent where the kernel does not show which. */
    public OptionalLong readings() {
        return sight.sees(Stage.READ)
                ? OptionalLong.of(
                        read.values().stream().mapToLong(Long::longValue).sum())
                : OptionalLong.empty();
    }

    /**
     * Packets of this host's own way in that arrived, were not dropped, and reached no socket either: still under way,
     * forwarded, or lost in a manner that the kernel does not report. Absent where sockets are not seen, and for later
     * fragments, which reach none. Below 0 where a packet was counted at a socket and its arrival was not.
     */
    public OptionalLong unaccounted() {
        boolean ends = key.way() == Way.IN || key.way() == Way.LOOPED;
        if (!ends || key.port() == 0 || !sight.sees(Stage.OFFERED)) {
            return OptionalLong.empty();
        }
        long reached =
                offered.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return OptionalLong.of(
                arrivals() - sum(drop -> drop.rung() != Rung.TAP && !isAfterOffer(drop.rung())) - reached);
    }

    /** Whether every packet that arrived was put into a socket's queue, and nothing was dropped: the host is cleared. */
    public boolean isClear() {
        return arrivals() > 0 && dropped() == 0 && unaccounted().orElse(-1) == 0;
    }

    private boolean isAfterOffer(Rung rung) {
        return rung == Rung.SOCKET
                || (rung == Rung.SOCKET_FILTER && sight.sockets() == WitnessSight.Sockets.CONTROL_GROUP);
    }

    private long sum(Predicate<WitnessDrop> which) {
        return drops.stream().filter(which).mapToLong(WitnessDrop::packets).sum();
    }
}
