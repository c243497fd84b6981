package io.totemtap.capture.config;

import io.totemtap.net.ClusterId;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * corosync.conf (corosync.conf(5), all versions) and openais.conf, which has the same form.
 *
 * @param totem the values of {@code totem {}}, as written
 * @param interfaces the {@code interface {}} sections of totem, as written, in the order of the file
 * @param nodes the {@code nodelist {}}
 * @param quorum the values of {@code quorum {}}: provider, two_node, expected_votes, wait_for_all
 * @param problems what made no sense
 */
public record CorosyncConf(
        Map<String, String> totem,
        List<Map<String, String>> interfaces,
        List<ConfiguredNode> nodes,
        Map<String, String> quorum,
        List<ConfigurationProblem> problems)
        implements ClusterConfiguration {

    /** The port corosync uses where none is written. */
    public static final int DEFAULT_PORT = 5405;

    private static final int RINGS = 8;

    /** Copies the collections. */
    public CorosyncConf {
        totem = Collections.unmodifiableMap(new TreeMap<>(totem));
        interfaces = interfaces.stream()
                .map(section -> Collections.unmodifiableMap(new TreeMap<>(section)))
                .toList();
        nodes = List.copyOf(nodes);
        quorum = Collections.unmodifiableMap(new TreeMap<>(quorum));
        problems = List.copyOf(problems);
    }

    /** {@code cluster_name}, empty in corosync 1. */
    @Override
    public String name() {
        return totem.getOrDefault("cluster_name", "");
    }

    @Override
    public Transport transport() {
        return switch (totem.getOrDefault("transport", "")) {
            case "" -> broadcasts() ? Transport.UDP_BROADCAST : Transport.UNSTATED;
            case "udp" -> broadcasts() ? Transport.UDP_BROADCAST : Transport.UDP_MULTICAST;
            case "udpu" -> Transport.UDPU;
            case "knet" -> Transport.KNET;
            case "iba" -> Transport.INFINIBAND;
            default -> Transport.UNKNOWN;
        };
    }

    private boolean broadcasts() {
        return interfaces.stream().anyMatch(section -> "yes".equals(section.get("broadcast")));
    }

    @Override
    public List<ConfiguredRing> rings() {
        Map<Integer, Map<String, String>> byNumber = new TreeMap<>();
        for (Map<String, String> section : interfaces) {
            String number = section.getOrDefault("linknumber", section.getOrDefault("ringnumber", "0"));
            byNumber.putIfAbsent(Numbers.between(number, 0, RINGS - 1).orElse(0), section);
        }
        byNumber.putIfAbsent(0, Map.of());
        List<ConfiguredRing> rings = new ArrayList<>();
        byNumber.forEach((number, section) -> rings.add(ring(number, section)));
        return rings;
    }

    /**
     * Where no port is written, broadcast rings are two ports apart and multicast rings share one (totemconfig.c of
     * corosync 2).
     */
    private ConfiguredRing ring(int number, Map<String, String> section) {
        boolean broadcast = "yes".equals(section.get("broadcast"));
        int defaultPort = broadcast ? DEFAULT_PORT + 2 * number : DEFAULT_PORT;
        Optional<IpAddress> written =
                IpAddress.parse(section.getOrDefault("mcastaddr", "")).filter(IpAddress::isMulticast);
        return new ConfiguredRing(
                number,
                written.isPresent() ? written : fromName(number),
                written.isEmpty(),
                Numbers.between(section.getOrDefault("mcastport", ""), 1, 65535).orElse(defaultPort),
                IpAddress.parse(section.getOrDefault("bindnetaddr", "")),
                Numbers.between(section.getOrDefault("ttl", ""), 0, 255).orElse(1),
                broadcast);
    }

    private Optional<IpAddress> fromName(int ring) {
        if (name().isEmpty()) {
            return Optional.empty();
        }
        ClusterId id = ClusterId.of(name());
        boolean six = "ipv6".equals(totem.get("ip_version"));
        return Optional.of(six ? id.ipv6Group(ring) : id.ipv4Group(ring));
    }

    /** {@code crypto_cipher} and {@code crypto_hash} decide where they are written, else {@code secauth}. */
    @Override
    public Secrecy secrecy() {
        String cipher = totem.getOrDefault("crypto_cipher", "");
        String hash = totem.getOrDefault("crypto_hash", "");
        String secauth = totem.getOrDefault("secauth", "");
        if (isSet(cipher) || isSet(hash)) {
            return Secrecy.ON;
        }
        if (cipher.isEmpty() && hash.isEmpty()) {
            return switch (secauth) {
                case "on" -> Secrecy.ON;
                case "off" -> Secrecy.OFF;
                default -> Secrecy.UNSTATED;
            };
        }
        return secauth.equals("off") || cipher.equals(hash) ? Secrecy.OFF : Secrecy.UNSTATED;
    }

    private static boolean isSet(String algorithm) {
        return !algorithm.isEmpty() && !algorithm.equals("none");
    }

    @Override
    public Optional<String> keyFile() {
        return Optional.ofNullable(totem.get("keyfile"));
    }

    @Override
    public TotemTimers timers() {
        return new TotemTimers(
                milliseconds("token"), milliseconds("consensus"), milliseconds("join"), milliseconds("merge"));
    }

    private OptionalLong milliseconds(String key) {
        return Numbers.whole(totem.getOrDefault(key, ""));
    }

    @Override
    public boolean twoNode() {
        return "1".equals(quorum.get("two_node"));
    }

    @Override
    public OptionalInt netMtu() {
        return Numbers.between(totem.getOrDefault("netmtu", ""), 1, 65536);
    }
}
