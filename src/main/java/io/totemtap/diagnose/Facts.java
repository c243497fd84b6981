package io.totemtap.diagnose;

import io.totemtap.capture.config.ClusterConfiguration;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Correlation;
import io.totemtap.correlate.Correlation.Placed;
import io.totemtap.correlate.Delivery;
import io.totemtap.correlate.HostLog;
import io.totemtap.correlate.Participant;
import io.totemtap.correlate.Vantage;
import io.totemtap.decode.totem.TotemKey;
import io.totemtap.net.Endpoint;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.track.flow.FlowKey.Kind;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Ring;
import io.totemtap.track.totem.Ring.Missed;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The only thing a rule sees: the picture, what hosts say about themselves, configurations, keys. */
public final class Facts {

    /** A message that is asked for longer than this was not overtaken, it was lost, and its repeats as well. */
    public static final long IN_VAIN = EpochNanos.SECOND / 2;

    /** Somebody who misses messages now and then asks at several moments. */
    private static final long FEWEST_OCCASIONS = 3;

    private final Correlation picture;
    private final Map<IpAddress, List<HostState>> states;
    private final List<ClusterConfiguration> configurations;
    private final List<TotemKey> keys;
    private final List<HostLog> logs;
    private final ZoneId zone;
    private final Map<IpAddress, List<Endpoint>> groups;
    private final Map<Direction, PairFacts> pairs = new TreeMap<>();

    /**
     * Puts the facts together.
     *
     * @param picture what the captures show
     * @param states what hosts say about themselves, each host's moments in the order of time
     * @param configurations cluster configurations that were given
     * @param keys keys that were tried
     * @param zone which clock statements tell times by
     */
    public Facts(
            Correlation picture,
            Map<IpAddress, List<HostState>> states,
            List<ClusterConfiguration> configurations,
            List<TotemKey> keys,
            ZoneId zone) {
        this(picture, states, configurations, keys, List.of(), zone);
    }

    /**
     * Puts the facts together.
     *
     * @param logs what logs of hosts say
     */
    public Facts(
            Correlation picture,
            Map<IpAddress, List<HostState>> states,
            List<ClusterConfiguration> configurations,
            List<TotemKey> keys,
            List<HostLog> logs,
            ZoneId zone) {
        this.logs = List.copyOf(logs);
        this.picture = picture;
        this.states = new TreeMap<>(states);
        this.configurations = List.copyOf(configurations);
        this.keys = List.copyOf(keys);
        this.zone = zone;
        groups = groups(picture);
        pair(picture);
    }

    private void pair(Correlation picture) {
        Map<Direction, List<Delivery>> deliveries = new HashMap<>();
        for (Delivery path : picture.paths()) {
            Direction direction = new Direction(path.from(), path.to());
            deliveries.computeIfAbsent(direction, none -> new ArrayList<>()).add(path);
        }
        Map<Direction, Placed<Hearing>> hearings = new HashMap<>();
        for (Placed<Hearing> told : picture.hearings()) {
            hearings.putIfAbsent(new Direction(told.value().from(), told.value().to()), told);
        }
        Sequels sequels = new Sequels(picture);
        for (Participant from : picture.hosts()) {
            for (Participant to : picture.hosts()) {
                if (from.isTotem() && !from.address().equals(to.address())) {
                    Direction direction = new Direction(from.address(), to.address());
                    List<Delivery> ways = deliveries.getOrDefault(direction, List.of());
                    Optional<Placed<Hearing>> hearing = Optional.ofNullable(hearings.get(direction));
                    pairs.put(direction, new PairFacts(picture, direction, ways, hearing, sequels));
                }
            }
        }
    }

    /** What the captures show. */
    public Correlation picture() {
        return picture;
    }

    /** Cluster configurations that were given. */
    public List<ClusterConfiguration> configurations() {
        return configurations;
    }

    /** Keys that were tried. */
    public List<TotemKey> keys() {
        return keys;
    }

    /** What logs of hosts say. */
    public List<HostLog> logs() {
        return logs;
    }

    /** Every direction from a node that sends totem to another host that takes part. */
    public List<PairFacts> pairs() {
        return List.copyOf(pairs.values());
    }

    /** One direction, if its sender sends totem. */
    public Optional<PairFacts> pair(Direction direction) {
        return Optional.ofNullable(pairs.get(direction));
    }

    /** The time of day in the reader's zone, "10:22:57.120". */
    public String clock(long nanos) {
        return EpochNanos.toClock(nanos, zone);
    }

    /** What a host is called. */
    public String name(IpAddress host) {
        return picture.host(host).isPresent() || states(host).isEmpty()
                ? picture.name(host)
                : states(host).get(0).moment().host();
    }

    /** What a host said about itself, in the order of time; empty if nothing. */
    public List<HostState> states(IpAddress host) {
        return states.getOrDefault(host, List.of());
    }

    /** Hosts that take part, or on which was captured, and that said something about themselves. */
    public List<IpAddress> hostsWithStates() {
        return states.keySet().stream()
                .filter(host -> picture.host(host).isPresent())
                .toList();
    }

    /** The same, and hosts that have no part in the cluster themselves, such as hypervisors: their bridges may be on the way. */
    public List<IpAddress> hostsThatMayBridge() {
        return List.copyOf(states.keySet());
    }

    /** Whether a host is known to be a virtual machine or container, behind a bridge or virtual switch of its hypervisor. */
    public boolean isGuest(IpAddress host) {
        return new Guests(this).contains(host);
    }

    /** What changed on a host from each moment to the next. */
    public List<HostDelta> deltas(IpAddress host) {
        List<HostState> moments = states(host);
        List<HostDelta> result = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            result.add(HostDelta.between(moments.get(i - 1), moments.get(i)));
        }
        return result;
    }

    /** The totem node on a host, if it sent or was sent anything. */
    public Optional<Node> node(IpAddress host) {
        return picture.node(host).map(Placed::value);
    }

    /** Captures taken on a host. */
    public List<Vantage> capturesOn(IpAddress host) {
        return picture.captures().stream().filter(capture -> capture.isOn(host)).toList();
    }

    /** Groups and ports a node multicasts to, over all captures. */
    public List<Endpoint> groupsOf(IpAddress host) {
        return groups.getOrDefault(host, List.of());
    }

    /** Asked of every pair of hosts, of which there may be a million: worked out once. */
    private static Map<IpAddress, List<Endpoint>> groups(Correlation picture) {
        Map<IpAddress, Set<Endpoint>> sent = new HashMap<>();
        for (Vantage capture : picture.captures()) {
            for (Node node : capture.observation().nodes()) {
                sent.computeIfAbsent(node.host(), none -> new HashSet<>()).add(new Endpoint(node.group(), node.port()));
            }
        }
        Map<IpAddress, List<Endpoint>> groups = new HashMap<>();
        sent.forEach((host, endpoints) -> groups.put(
                host, picture.groups().stream().filter(endpoints::contains).toList()));
        return groups;
    }

    /** Whether any capture has a token, or another totem packet sent to one host alone. */
    public boolean sawUnicast() {
        return picture.captures().stream()
                .flatMap(capture -> capture.observation().flows().stream())
                .anyMatch(flow -> flow.key().kind() == Kind.UNICAST && flow.isTotem());
    }

    /** Whether two nodes multicast to a common group and port. */
    public boolean shareGroup(IpAddress one, IpAddress other) {
        List<Endpoint> groups = groupsOf(other);
        return groupsOf(one).stream().anyMatch(groups::contains);
    }

    /**
     * Messages that were lost on their way to some member, where one capture cannot tell to which member, or whose they are. What never
     * came to a capture may have been overtaken by its token at any moment; only that it is asked for in vain means something.
     */
    public List<Placed<Missed>> missed() {
        List<Placed<Missed>> found = new ArrayList<>();
        for (int i = 0; i < picture.captures().size(); i++) {
            for (Ring ring : picture.captures().get(i).observation().rings()) {
                for (Missed missed : ring.missed()) {
                    if (missed.longestNanos() >= IN_VAIN
                            || (missed.occasions() >= FEWEST_OCCASIONS
                                    && missed.originator().isPresent())) {
                        found.add(new Placed<>(i, missed));
                    }
                }
            }
        }
        return found;
    }

    /** Whether messages of a ring never came to a capture on one of its members that has no token to tell whether all members have them. */
    public boolean hasHoles() {
        return picture.captures().stream()
                .filter(capture -> capture.observation().rings().stream().allMatch(ring -> ring.tokens() == 0))
                .anyMatch(capture -> capture.observation().rings().stream().anyMatch(ring -> hasHoles(capture, ring)));
    }

    private static boolean hasHoles(Vantage capture, Ring ring) {
        boolean concerned = ring.members().size() > 1
                && capture.host().map(ring.members()::contains).orElse(true);
        return concerned
                && ring.missing().stream().mapToLong(Ring.Missing::count).sum() >= FEWEST_OCCASIONS;
    }

    /** Whether messages were missed clearly before a moment of the reference clock, though nobody can tell by whom, or whose. */
    public boolean isMissedBefore(Placed<Missed> placed, long nanos) {
        long first = picture.clocks()
                .toReference(placed.capture(), placed.value().requests().firstNanos());
        return nanos - first > PairFacts.BEFORE;
    }

    /** Until when hearing is known, by the reference clock, where a part of it is not known to the end; see {@link PairFacts#heardLast}. */
    public OptionalLong heardUntil() {
        return pairs.values().stream()
                .filter(pair -> !pair.hasArrived())
                .flatMap(pair -> pair.heardLast().stream())
                .mapToLong(told -> picture.clocks()
                        .toReference(told.capture(), told.value().lastNanos()))
                .min();
    }
}
