package io.totemtap.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.totemtap.capture.host.CounterMeaning;
import io.totemtap.capture.host.CounterRise;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.witness.Ladder;
import io.totemtap.capture.host.witness.LadderText;
import io.totemtap.capture.host.witness.WitnessReading;
import io.totemtap.diagnose.Facts;
import io.totemtap.diagnose.Words;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of the cluster's packets inside one host, from the driver to the daemon: the last reading of the kernel's own witness
 * there, and what interface and driver counted meanwhile, which is below the witness's sight.
 *
 * @param reading what the witness counted
 * @param ladders those of the cluster's groups, at most {@value #MOST}
 * @param drivers what the host's interface counted
 */
public record KernelCounts(WitnessReading reading, List<Ladder> ladders, List<Driver> drivers) {

    /** The most ladders in a report. */
    static final int MOST = 200;

    /**
     * What an interface and its driver counted while the witness did; absent is not known.
     *
     * @param name the interface's
     * @param received frames that reached the stack
     * @param dropped frames the interface counted as dropped
     * @param withoutBuffer frames the driver had no room for
     * @param droppedByXdp frames an XDP program in the driver dropped
     */
    public record Driver(
            String name,
            OptionalLong received,
            OptionalLong dropped,
            OptionalLong withoutBuffer,
            OptionalLong droppedByXdp) {}

    /** Copies the lists. */
    public KernelCounts {
        ladders = List.copyOf(ladders);
        drivers = List.copyOf(drivers);
    }

    /** What was counted on a host, if a witness ran there. */
    public static Optional<KernelCounts> of(Facts facts, IpAddress host) {
        List<HostState> witnessed = facts.states(host).stream()
                .filter(state -> state.witness().isPresent())
                .toList();
        if (witnessed.isEmpty()) {
            return Optional.empty();
        }
        HostState last = witnessed.get(witnessed.size() - 1);
        WitnessReading reading = last.witness().orElseThrow();
        List<HostState> run = witnessed.stream()
                .filter(state -> state.witness().orElseThrow().fromNanos() == reading.fromNanos())
                .toList();
        List<Ladder> ladders = reading.ladders().stream()
                .filter(ladder -> isOfCluster(facts, ladder.key()))
                .limit(MOST)
                .toList();
        List<Driver> drivers = last.interfaceWith(host)
                .filter(device -> run.size() > 1)
                .map(device -> List.of(driver(device, HostDelta.between(run.get(0), last))))
                .orElse(List.of());
        return Optional.of(new KernelCounts(reading, ladders, drivers));
    }

    private static boolean isOfCluster(Facts facts, Ladder.Key key) {
        return facts.picture().groups().stream()
                .anyMatch(group ->
                        group.address().equals(key.group()) && (key.port() == 0 || key.port() == group.port()));
    }

    private static Driver driver(HostInterface device, HostDelta delta) {
        String name = device.name();
        return new Driver(
                name,
                amount(delta.interfaceCounter(name, "rx_packets")),
                amount(delta.receiveDrops(name)),
                amount(delta.driverCounter(name, CounterMeaning.OUT_OF_BUFFERS)),
                amount(delta.driverCounter(name, CounterMeaning.XDP_DROPPED)));
    }

    private static OptionalLong amount(Optional<CounterRise> rise) {
        return rise.map(CounterRise::amount).orElse(OptionalLong.empty());
    }

    /** One line for the driver and one for each ladder. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Driver driver : drivers) {
            lines.add("driver: " + driver.name() + " received " + words(driver.received()) + " frames, dropped "
                    + words(driver.dropped()) + ", without a buffer " + words(driver.withoutBuffer()) + ", by XDP "
                    + words(driver.droppedByXdp()));
        }
        for (Ladder ladder : ladders) {
            List<String> parts =
                    LadderText.lines(ladder).stream().map(String::strip).toList();
            lines.add(parts.get(0) + ": " + String.join(", ", parts.subList(1, parts.size())));
        }
        return lines;
    }

    private static String words(OptionalLong number) {
        return number.isPresent() ? Words.count(number.getAsLong()) : "not known";
    }

    ObjectNode json() {
        ObjectNode root = WitnessJson.of(reading, ladders);
        ArrayNode all = root.putArray("drivers");
        for (Driver driver : drivers) {
            ObjectNode one = all.addObject();
            one.put("interface", driver.name());
            WitnessJson.maybe(one, "received", driver.received());
            WitnessJson.maybe(one, "dropped", driver.dropped());
            WitnessJson.maybe(one, "withoutBuffer", driver.withoutBuffer());
            WitnessJson.maybe(one, "droppedByXdp", driver.droppedByXdp());
        }
        return root;
    }
}
