package io.totemtap.capture.host;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a network driver says of itself, by ioctl SIOCETHTOOL (linux/ethtool.h), as sections of a transcript in the words of the command
 * {@code ethtool}. Only what is asked without privileges, and nothing is changed. What a driver does not answer is left out.
 */
final class Ethtool implements AutoCloseable {

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final long SIOCETHTOOL = 0x8946;
    private static final int NAME = 16;
    private static final int REQUEST = 40;
    private static final int STRING = 32;
    private static final int MOST_STRINGS = 4096;

    private static final int DRIVER = 0x03;
    private static final int LINK = 0x0a;
    private static final int RINGS = 0x10;
    private static final int STRINGS = 0x1b;
    private static final int STATISTICS = 0x1d;
    private static final int COUNT = 0x37;
    private static final int FEATURES = 0x3a;

    private static final int SET_STATISTICS = 1;
    private static final int SET_FEATURES = 4;

    /** What the command calls those it has had names for from of old. */
    private static final Map<String, String> OLD_NAMES = Map.of(
            "rx-checksum", "rx-checksumming",
            "rx-gro", "generic-receive-offload",
            "rx-lro", "large-receive-offload",
            "rx-hashing", "receive-hashing",
            "rx-vlan-hw-parse", "rx-vlan-offload",
            "tx-generic-segmentation", "generic-segmentation-offload");

    private static final boolean LOADED = load();

    private final int descriptor;

    private Ethtool(int descriptor) {
        this.descriptor = descriptor;
    }

    private static boolean load() {
        try {
            Native.register(Ethtool.class, "c");
            return true;
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            return false;
        }
    }

    static native int socket(int domain, int type, int protocol);

    static native int ioctl(int descriptor, NativeLong request, Pointer argument);

    static native int close(int descriptor);

    /** Ready to ask; empty where libc cannot be called or this is no Linux. */
    static Optional<Ethtool> open() {
        if (!LOADED || !System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
        return descriptor < 0 ? Optional.empty() : Optional.of(new Ethtool(descriptor));
    }

    @Override
    public void close() {
        close(descriptor);
    }

    /** Everything about an interface. */
    List<Section> sections(String name) {
        List<Section> sections = new ArrayList<>();
        statistics(name).ifPresent(sections::add);
        features(name).ifPresent(sections::add);
        driver(name).ifPresent(sections::add);
        rings(name).ifPresent(sections::add);
        link(name).ifPresent(sections::add);
        return sections;
    }

    private static Section section(String command, String text) {
        return new Section(command, text, false);
    }

    /** Asks with a structure whose first number is the command; false if the driver does not answer. */
    private boolean ask(String name, Memory structure, int command) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length >= NAME) {
            return false;
        }
        structure.setInt(0, command);
        try (Memory request = new Memory(REQUEST)) {
            request.clear();
            request.write(0, bytes, 0, bytes.length);
            request.setPointer(NAME, structure);
            return ioctl(descriptor, new NativeLong(SIOCETHTOOL), request) >= 0;
        }
    }

    private static Memory cleared(long size) {
        Memory memory = new Memory(size);
        memory.clear();
        return memory;
    }

    /** {@code ethtool -i}. */
    Optional<Section> driver(String name) {
        try (Memory info = cleared(196)) {
            if (!ask(name, info, DRIVER)) {
                return Optional.empty();
            }
            return Optional.of(section(
                    "ethtool -i " + name,
                    "driver: " + text(info, 4) + "\nversion: " + text(info, 36) + "\nfirmware-version: "
                            + text(info, 68) + "\nbus-info: " + text(info, 100) + "\n"));
        }
    }

    private static String text(Memory memory, long offset) {
        byte[] bytes = memory.getByteArray(offset, STRING);
        StringBuilder text = new StringBuilder();
        for (byte one : bytes) {
            if (one == 0) {
                break;
            }
            text.append(one >= ' ' && one < 0x7f ? (char) one : '?');
        }
        return text.toString();
    }

    /** The names of a set; empty if the driver has none, or more than can be meant. */
    private List<String> names(String name, int set) {
        int count;
        try (Memory counted = cleared(20)) {
            counted.setLong(8, 1L << set);
            boolean known = ask(name, counted, COUNT) && (counted.getLong(8) >>> set & 1) == 1;
            count = known ? counted.getInt(16) : 0;
        }
        if (count <= 0 || count > MOST_STRINGS) {
            return List.of();
        }
        try (Memory strings = cleared(12L + (long) STRING * count)) {
            strings.setInt(4, set);
            strings.setInt(8, count);
            if (!ask(name, strings, STRINGS)) {
                return List.of();
            }
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Math.min(count, strings.getInt(8)); i++) {
                names.add(text(strings, 12L + (long) STRING * i));
            }
            return names;
        }
    }

    /** {@code ethtool -S}; empty if the driver has no counters of its own. */
    Optional<Section> statistics(String name) {
        List<String> names = names(name, SET_STATISTICS);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        try (Memory counters = cleared(8 + 8L * names.size())) {
            counters.setInt(4, names.size());
            if (!ask(name, counters, STATISTICS)) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder("NIC statistics:\n");
            for (int i = 0; i < names.size(); i++) {
                text.append("     ")
                        .append(names.get(i))
                        .append(": ")
                        .append(counters.getLong(8 + 8L * i))
                        .append('\n');
            }
            return Optional.of(section("ethtool -S " + name, text.toString()));
        }
    }

    /** {@code ethtool -k}. */
    Optional<Section> features(String name) {
        List<String> names = names(name, SET_FEATURES);
        int blocks = (names.size() + 31) / 32;
        if (blocks == 0) {
            return Optional.empty();
        }
        try (Memory features = cleared(8 + 16L * blocks)) {
            features.setInt(4, blocks);
            if (!ask(name, features, FEATURES)) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder("Features for " + name + ":\n");
            for (int i = 0; i < names.size(); i++) {
                if (!names.get(i).isEmpty()) {
                    long block = 8 + 16L * (i / 32);
                    int bit = 1 << i % 32;
                    boolean on = (features.getInt(block + 8) & bit) != 0;
                    boolean fixed = (features.getInt(block) & bit) == 0 || (features.getInt(block + 12) & bit) != 0;
                    text.append(OLD_NAMES.getOrDefault(names.get(i), names.get(i)))
                            .append(on ? ": on" : ": off")
                            .append(fixed ? " [fixed]\n" : "\n");
                }
            }
            return Optional.of(section("ethtool -k " + name, text.toString()));
        }
    }

    /** {@code ethtool -g}; empty if the device has no rings. */
    Optional<Section> rings(String name) {
        try (Memory rings = cleared(36)) {
            if (!ask(name, rings, RINGS)) {
                return Optional.empty();
            }
            String text = "Ring parameters for " + name + ":\nPre-set maximums:\nRX:\t\t" + rings.getInt(4)
                    + "\nTX:\t\t"
                    + rings.getInt(16) + "\nCurrent hardware settings:\nRX:\t\t" + rings.getInt(20) + "\nTX:\t\t"
                    + rings.getInt(32) + "\n";
            return Optional.of(section("ethtool -g " + name, text));
        }
    }

    /** {@code ethtool}: the link; speed and duplex as the kernel shows them in /sys. */
    Optional<Section> link(String name) {
        try (Memory link = cleared(8)) {
            if (!ask(name, link, LINK)) {
                return Optional.empty();
            }
            String speed = HostSnapshot.attribute(name, "speed");
            String duplex = HostSnapshot.attribute(name, "duplex");
            return Optional.of(section(
                    "ethtool " + name,
                    "Settings for " + name + ":\n"
                            + (speed.matches("[0-9]{1,9}") ? "\tSpeed: " + speed + "Mb/s\n" : "")
                            + (duplex.isEmpty()
                                    ? ""
                                    : "\tDuplex: " + duplex.substring(0, 1).toUpperCase(Locale.ROOT)
                                            + duplex.substring(1) + "\n")
                            + "\tLink detected: " + (link.getInt(4) != 0 ? "yes" : "no") + "\n"));
        }
    }
}
