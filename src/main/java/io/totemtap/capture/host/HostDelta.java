package io.totemtap.capture.host;

import io.totemtap.capture.host.CounterRise.Kind;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What changed on one host between two moments. What the platform does not count is absent, never zero. A counter that
 * fell is told as {@link CounterRise.Kind#RESTARTED}, unless it plausibly passed the end of 32 bits; after a reboot all
 * are.
 *
 * @param before the earlier state
 * @param after the later state of the same host
 */
public record HostDelta(HostState before, HostState after) {

    static final String QDISC_DROPPED = "qdisc_dropped";
    static final String QDISC_HANDLE = "qdisc_handle";

    /** Counters that rise with every packet, and so tell a reboot by falling. */
    private static final List<String> STEADY = List.of("Ip.InReceives", "Ip.OutRequests", "IpExt.InOctets");

    private static final long CLOCK_ERROR_SECONDS = 30;

    /** Two states of one host; where both carry a time, the earlier one becomes the first. */
    public static HostDelta between(HostState one, HostState other) {
        long first = one.moment().timeNanos();
        long second = other.moment().timeNanos();
        boolean swapped = first != EpochNanos.NEVER && second != EpochNanos.NEVER && second < first;
        return swapped ? new HostDelta(other, one) : new HostDelta(one, other);
    }

    /** How much time lies between, in nanoseconds; absent if either moment is not known. */
    public OptionalLong nanos() {
        long first = before.moment().timeNanos();
        long second = after.moment().timeNanos();
        return first == EpochNanos.NEVER || second == EpochNanos.NEVER
                ? OptionalLong.empty()
                : OptionalLong.of(second - first);
    }

    /**
     * Whether the host ran through from one moment to the other: by its boot id, else its uptime, else by counters that
     * rise with every packet. {@link Answer#UNKNOWN} where nothing speaks against it but nothing proves it either.
     */
    public Answer sameBoot() {
        String first = bootId(before);
        String second = bootId(after);
        if (!first.isEmpty() && !second.isEmpty()) {
            return Answer.of(first.equals(second));
        }
        OptionalLong earlier = before.moment().uptimeSeconds();
        OptionalLong later = after.moment().uptimeSeconds();
        if (earlier.isPresent() && later.isPresent() && nanos().isPresent()) {
            long grown = later.getAsLong() - earlier.getAsLong();
            long passed = nanos().getAsLong() / EpochNanos.SECOND;
            return Answer.of(Math.abs(grown - passed) <= CLOCK_ERROR_SECONDS);
        }
        for (String name : STEADY) {
            OptionalLong from = before.kernel().counter(name);
            OptionalLong to = after.kernel().counter(name);
            if (from.isPresent() && to.isPresent() && fell(from.getAsLong(), to.getAsLong())) {
                return Answer.NO;
            }
        }
        return Answer.UNKNOWN;
    }

    private static String bootId(HostState state) {
        return state.kernel().settings().getOrDefault("kernel.random.boot_id", "");
    }

    private static boolean fell(long from, long to) {
        return to < from && !CounterRise.wraps(from, to);
    }

    /**
     * How a protocol counter rose.
     *
     * @param name such as "IpExt.InMcastPkts" or "softnet.cpu0.dropped"
     * @return absent if either moment lacks it
     */
    public Optional<CounterRise> counter(String name) {
        return rise(name, before.kernel().counters(), after.kernel().counters(), rebooted());
    }

    /** How a column of softnet_stat rose over all processors: "processed", "dropped" or "time_squeeze". */
    public Optional<CounterRise> softnet(String column) {
        List<CounterRise> rises = new ArrayList<>();
        for (String name : new TreeSet<>(after.kernel().counters().keySet())) {
            if (name.startsWith("softnet.") && name.endsWith("." + column)) {
                counter(name).ifPresent(rises::add);
            }
        }
        return CounterRise.sum("softnet." + column, rises);
    }

    /**
     * How an interface's counter rose, from the best source that both moments have.
     *
     * @param name as in {@link CounterSource}
     */
    public Optional<CounterRise> interfaceCounter(String interfaceName, String name) {
        Optional<HostInterface> first = before.interfaceNamed(interfaceName);
        Optional<HostInterface> second = after.interfaceNamed(interfaceName);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        for (CounterSource source : CounterSource.values()) {
            Map<String, Long> from = first.get().counters().of(source);
            Map<String, Long> to = second.get().counters().of(source);
            if (from.containsKey(name) && to.containsKey(name)) {
                return rise(name, from, to, rebooted() || trafficFell(from, to));
            }
        }
        return Optional.empty();
    }

    /** How the frames rose that an interface dropped on arrival: "rx_dropped", or as /proc/net/dev has it "rx_drop". */
    public Optional<CounterRise> receiveDrops(String interfaceName) {
        return interfaceCounter(interfaceName, "rx_dropped").or(() -> interfaceCounter(interfaceName, "rx_drop"));
    }

    /** How many packets the interface's queue dropped on their way out; a queue that replaced another one began at 0. */
    public Optional<CounterRise> queueDrops(String interfaceName) {
        Map<String, Long> from = queue(before, interfaceName);
        Map<String, Long> to = queue(after, interfaceName);
        boolean another = !from.getOrDefault(QDISC_HANDLE, 0L).equals(to.getOrDefault(QDISC_HANDLE, 0L));
        Optional<CounterRise> rise = rise(QDISC_DROPPED, from, to, rebooted());
        return another ? rise.map(one -> new CounterRise(QDISC_DROPPED, 0, one.to(), Kind.APPEARED)) : rise;
    }

    private static Map<String, Long> queue(HostState state, String interfaceName) {
        return state.interfaceNamed(interfaceName)
                .map(one -> one.counters().of(CounterSource.TC_QDISC))
                .orElse(Map.of());
    }

    /** How one of a driver's own counters rose ({@code ethtool -S}). */
    public Optional<CounterRise> driverCounter(String interfaceName, String name) {
        Map<String, Long> from = statistics(before, interfaceName);
        Map<String, Long> to = statistics(after, interfaceName);
        return rise(name, from, to, rebooted() || trafficFell(from, to));
    }

    /** How the driver's counters of one meaning rose, added up; absent if the driver has none or is not known. */
    public Optional<CounterRise> driverCounter(String interfaceName, CounterMeaning meaning) {
        Optional<HostInterface> second = after.interfaceNamed(interfaceName);
        if (second.isEmpty()) {
            return Optional.empty();
        }
        EthtoolCounters counters = second.get().driver().counters();
        List<CounterRise> rises = new ArrayList<>();
        for (String name : counters.names(meaning)) {
            driverCounter(interfaceName, name).ifPresent(rises::add);
        }
        return CounterRise.sum(String.join(" + ", counters.names(meaning)), rises);
    }

    /** How a counter of the single ring protocol rose, such as "mcast_retx"; the daemon counts anew when it starts. */
    public Optional<CounterRise> totemCounter(String name) {
        OptionalLong from = before.totem().counter(name);
        OptionalLong to = after.totem().counter(name);
        OptionalLong tokensBefore = before.totem().counter("orf_token_rx");
        OptionalLong tokensAfter = after.totem().counter("orf_token_rx");
        boolean anew = tokensBefore.isPresent()
                && tokensAfter.isPresent()
                && tokensAfter.getAsLong() < tokensBefore.getAsLong();
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(CounterRise.between(name, from.getAsLong(), to.getAsLong(), rebooted() || anew));
    }

    /**
     * How many packets were dropped at sockets that may receive what is sent to a group and port. A socket counts as
     * the same if its number is, or where there is none, its process; one that was not there before counts from 0.
     * Absent if the kernel does not count them.
     */
    public Optional<CounterRise> socketDrops(IpAddress group, int port) {
        List<CounterRise> rises = new ArrayList<>();
        for (UdpSocket socket : after.socketsFor(group, port)) {
            if (socket.drops().isEmpty()) {
                continue;
            }
            long to = socket.drops().getAsLong();
            Optional<UdpSocket> earlier = before.socketsFor(group, port).stream()
                    .filter(other -> isSame(socket, other) && other.drops().isPresent())
                    .findFirst();
            String name = "drops of " + socket.local();
            if (earlier.isPresent()) {
                long from = earlier.get().drops().orElse(0);
                rises.add(CounterRise.between(name, from, to, rebooted()));
            } else if (before.kernel().socketsListed()) {
                rises.add(new CounterRise(name, 0, to, CounterRise.Kind.APPEARED));
            }
        }
        return CounterRise.sum("drops of " + group + ":" + port, rises);
    }

    private static boolean isSame(UdpSocket one, UdpSocket other) {
        boolean numbered = one.inode().isPresent() && other.inode().isPresent();
        boolean sameOwner =
                numbered ? one.inode().equals(other.inode()) : one.pid().equals(other.pid());
        return sameOwner && one.local().equals(other.local());
    }

    /**
     * How often rules matched. A rule is the same if chain, text and place among equal ones are; one that was not there
     * before counts from 0, if filters were listed before.
     *
     * @param wanted which rules matter, of the later state
     */
    public List<RuleRise> ruleRises(Predicate<FirewallRule> wanted) {
        Map<String, OptionalLong> earlier = new HashMap<>();
        numbered(before, rule -> true).forEach((key, rule) -> earlier.put(key, rule.packets()));
        List<RuleRise> rises = new ArrayList<>();
        numbered(after, wanted).forEach((key, rule) -> {
            OptionalLong from = earlier.getOrDefault(key, OptionalLong.empty());
            OptionalLong to = rule.packets();
            if (to.isPresent() && from.isPresent()) {
                rises.add(new RuleRise(
                        rule, CounterRise.between(rule.match(), from.getAsLong(), to.getAsLong(), rebooted())));
            } else if (to.isPresent() && before.kernel().firewall().listed() && !earlier.containsKey(key)) {
                rises.add(new RuleRise(
                        rule, new CounterRise(rule.match(), 0, to.getAsLong(), CounterRise.Kind.APPEARED)));
            }
        });
        return rises;
    }

    /** How often rules matched that drop, or may drop, packets of a shape that this host receives. */
    public List<RuleRise> dropsOfReceived(PacketShape packet) {
        List<FirewallRule> rules = after.kernel().firewall().droppingReceived(packet);
        return ruleRises(rules::contains);
    }

    /** How often rules matched that drop, or may drop, packets of a shape that this host sends. */
    public List<RuleRise> dropsOfSent(PacketShape packet) {
        List<FirewallRule> rules = after.kernel().firewall().droppingSent(packet);
        return ruleRises(rules::contains);
    }

    /** Rules by chain, text, verdict and how many like them came before, in the order of the listing. */
    private static Map<String, FirewallRule> numbered(HostState state, Predicate<FirewallRule> wanted) {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, FirewallRule> rules = new LinkedHashMap<>();
        for (FirewallRule rule : state.kernel().firewall().rules()) {
            String key = rule.chain() + "|" + rule.match() + "|" + rule.verdict() + "|" + rule.target();
            int place = seen.merge(key, 1, Integer::sum);
            if (wanted.test(rule)) {
                rules.put(key + "|" + place, rule);
            }
        }
        return rules;
    }

    private boolean rebooted() {
        return sameBoot() == Answer.NO;
    }

    private static boolean trafficFell(Map<String, Long> from, Map<String, Long> to) {
        return from.entrySet().stream()
                .filter(entry -> isTraffic(entry.getKey()))
                .anyMatch(entry -> fell(entry.getValue(), to.getOrDefault(entry.getKey(), Long.MAX_VALUE)));
    }

    private static boolean isTraffic(String name) {
        return name.endsWith("packets") || name.endsWith("bytes") || name.endsWith("octets");
    }

    private static Map<String, Long> statistics(HostState state, String interfaceName) {
        return state.interfaceNamed(interfaceName)
                .map(one -> one.driver().statistics())
                .orElse(Map.of());
    }

    private static Optional<CounterRise> rise(
            String name, Map<String, Long> before, Map<String, Long> after, boolean restarted) {
        Long from = before.get(name);
        Long to = after.get(name);
        return from == null || to == null
                ? Optional.empty()
                : Optional.of(CounterRise.between(name, from, to, restarted));
    }
}
