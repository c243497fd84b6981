package io.totemtap.capture.host.witness;

import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** Turns the kernel program's maps into a reading: numbers into names. */
final class ReadingBuilder {

    private static final int GROUP_AT = 16;
    private static final int INTERFACE_AT = 32;
    private static final int SOCKET_AT = 36;
    private static final int PORT_AT = 40;
    private static final int VLAN_AT = 42;
    private static final int WAY_AT = 45;
    private static final int STAGE_AT = 46;
    private static final int LOCATION_AT = 48;
    private static final int REASON_AT = 56;
    private static final long UNSIGNED = 0xffff_ffffL;

    private static final Comparator<WitnessPlace> ORDER = Comparator.comparing(WitnessPlace::way)
            .thenComparing(WitnessPlace::source)
            .thenComparing(WitnessPlace::group)
            .thenComparing(WitnessPlace::port)
            .thenComparing(WitnessPlace::interfaceName)
            .thenComparing(WitnessPlace::vlan);

    private final KernelTypes types;
    private final IntFunction<String> interfaceNames;
    private final WitnessSight sight;
    private final Map<Long, String> locations = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final long fromNanos = now();

    ReadingBuilder(KernelTypes types, IntFunction<String> interfaceNames, WitnessSight sight) {
        this.types = types;
        this.interfaceNames = interfaceNames;
        this.sight = sight;
    }

    WitnessSight sight() {
        return sight;
    }

    WitnessReading read(LoadedWitness program) {
        List<WitnessCount> counts = new ArrayList<>();
        List<RawDrop> raw = new ArrayList<>();
        Set<Long> unnamed = new TreeSet<>();
        program.places((key, packets) -> count(key, packets).ifPresent(counts::add));
        program.drops((key, packets) -> {
            long location = key.getLong(LOCATION_AT);
            place(key)
                    .ifPresent(
                            place -> raw.add(new RawDrop(place, key.getInt(REASON_AT) & UNSIGNED, location, packets)));
            if (!locations.containsKey(location)) {
                unnamed.add(location);
            }
        });
        name(unnamed);
        counts.sort(Comparator.comparing(WitnessCount::place, ORDER)
                .thenComparing(WitnessCount::stage)
                .thenComparing(WitnessCount::socket));
        return new WitnessReading(fromNanos, now(), sight, program.lost(), counts, drops(raw));
    }

    /** Several places of one function are one location. */
    private List<WitnessDrop> drops(List<RawDrop> raw) {
        Map<WitnessDrop, Long> sums = new HashMap<>();
        for (RawDrop drop : raw) {
            WitnessDrop key = new WitnessDrop(
                    drop.place(),
                    sight.reasons() ? types.reason(drop.reason()) : "",
                    locations.getOrDefault(drop.location(), ""),
                    0);
            sums.merge(key, drop.packets(), Long::sum);
        }
        List<WitnessDrop> drops = new ArrayList<>();
        sums.forEach((key, packets) -> drops.add(new WitnessDrop(key.place(), key.reason(), key.location(), packets)));
        drops.sort(Comparator.comparing(WitnessDrop::place, ORDER)
                .thenComparing(WitnessDrop::reason)
                .thenComparing(WitnessDrop::location));
        return drops;
    }

    private Optional<WitnessCount> count(ByteBuffer key, long packets) {
        Optional<WitnessPlace> place = place(key);
        Optional<Stage> stage = Stage.ofNumber(key.get(STAGE_AT));
        return place.isPresent() && stage.isPresent()
                ? Optional.of(new WitnessCount(place.get(), stage.get(), key.getInt(SOCKET_AT) & UNSIGNED, packets))
                : Optional.empty();
    }

    private Optional<WitnessPlace> place(ByteBuffer key) {
        return way(key).map(way -> new WitnessPlace(
                way,
                address(key, 0),
                address(key, GROUP_AT),
                key.getShort(PORT_AT) & 0xffff,
                names.computeIfAbsent(key.getInt(INTERFACE_AT), this::interfaceName),
                key.getShort(VLAN_AT) & 0xffff));
    }

    /** A socket's reading has no way of its own: what it reads came in. */
    private static Optional<Way> way(ByteBuffer key) {
        boolean reading = Stage.ofNumber(key.get(STAGE_AT))
                .filter(stage -> stage == Stage.SOCKET_READ)
                .isPresent();
        return reading ? Optional.of(Way.IN) : Way.ofNumber(key.get(WAY_AT));
    }

    private static IpAddress address(ByteBuffer key, int at) {
        ByteBuffer network = key.duplicate().order(ByteOrder.BIG_ENDIAN);
        return IpAddress.of(network.getLong(at), network.getLong(at + Long.BYTES));
    }

    private String interfaceName(int index) {
        String name = index == 0 ? "" : interfaceNames.apply(index);
        return index != 0 && name.isEmpty() ? "#" + index : name;
    }

    private void name(Set<Long> unnamed) {
        if (unnamed.isEmpty()) {
            return;
        }
        unnamed.forEach(location -> locations.put(location, ""));
        try (BufferedReader text =
                Files.newBufferedReader(Path.of("/" + KernelSymbols.PATH), StandardCharsets.ISO_8859_1)) {
            locations.putAll(KernelSymbols.find(text, unnamed));
        } catch (IOException e) {
            // the locations stay without names, the reasons speak
        }
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * EpochNanos.SECOND + now.getNano();
    }

    private record RawDrop(WitnessPlace place, long reason, long location, long packets) {}
}
