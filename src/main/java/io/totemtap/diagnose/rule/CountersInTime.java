package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.CounterMeaning;
import io.totemtap.capture.host.CounterRise;
import io.totemtap.capture.host.HostDelta;
import io.totemtap.capture.host.HostInterface;
import io.totemtap.capture.host.HostState;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Facts;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a host counted from the last look before something was lost to the first look after it. One frame may be counted in several places
 * that mean the same; of these the largest is taken, so that nothing is counted twice.
 *
 * @param host whose address the interface has
 * @param deltas the stretches between two looks that share time with the loss
 */
record CountersInTime(IpAddress host, List<HostDelta> deltas) {

    /** They tell that room was short; the frame may have waited in the card and come in after all. */
    private static final Pattern NOT_LOST_YET = Pattern.compile("rx_no_buffer_count|mbuf_lwm_thresh_hit|rxbds_empty");

    /** What has frames of others as well, such as the interfaces of guests. */
    private static final String BRIDGE = "bridge";

    /** What was counted while something was lost; a look without a time is taken to belong there. */
    static CountersInTime of(Facts facts, IpAddress host, Period time) {
        List<HostDelta> deltas = facts.deltas(host).stream()
                .filter(delta -> {
                    long from = reference(facts, host, delta.before(), Long.MIN_VALUE);
                    long to = reference(facts, host, delta.after(), Long.MAX_VALUE);
                    return from <= time.toNanos() && to >= time.fromNanos();
                })
                .toList();
        return new CountersInTime(host, deltas);
    }

    /** When a host was looked at by the reference clock, if there is a capture that shows how its own clock stands. */
    static long reference(Facts facts, IpAddress host, HostState state, long unknown) {
        long nanos = state.moment().timeNanos();
        if (nanos == EpochNanos.NEVER) {
            return unknown;
        }
        for (int i = 0; i < facts.picture().captures().size(); i++) {
            if (facts.picture().captures().get(i).isOn(host)) {
                return facts.picture().clocks().toReference(i, nanos);
            }
        }
        return nanos;
    }

    /** How a counter of the kernel rose; absent if it has none. */
    OptionalLong kernel(String name) {
        return sum(delta -> delta.counter(name));
    }

    /** How many packets were dropped because a processor had too many waiting, over all processors. */
    OptionalLong backlog() {
        return sum(delta -> delta.softnet("dropped"));
    }

    /** The largest rise of some counters of the interface with the host's address, or of a card below it. */
    OptionalLong ofInterface(Collection<String> names) {
        OptionalLong most = OptionalLong.empty();
        for (String device : devices()) {
            for (String name : names) {
                most = larger(most, sum(delta -> delta.interfaceCounter(device, name)));
            }
        }
        return most;
    }

    /** The largest number of packets that a queue of these interfaces dropped before they came to a capture. */
    OptionalLong queueDrops() {
        OptionalLong most = OptionalLong.empty();
        for (String device : devices()) {
            most = larger(most, sum(delta -> delta.queueDrops(device)));
        }
        return most;
    }

    /** The largest rise of the driver's counters with some meaning; those of several queues are added up. */
    OptionalLong ofDriver(CounterMeaning meaning) {
        OptionalLong most = OptionalLong.empty();
        for (String device : devices()) {
            Map<String, Long> byKind = new HashMap<>();
            for (String name : names(device, meaning)) {
                if (!NOT_LOST_YET.matcher(name).find()) {
                    sum(delta -> delta.driverCounter(device, name))
                            .ifPresent(rise -> byKind.merge(name.replaceAll("\\d+", "#"), rise, Long::sum));
                }
            }
            for (long rise : byKind.values()) {
                most = larger(most, OptionalLong.of(rise));
            }
        }
        return most;
    }

    /** The larger of two numbers of which either may be unknown. */
    static OptionalLong larger(OptionalLong one, OptionalLong other) {
        return one.isEmpty() || (other.isPresent() && other.getAsLong() > one.getAsLong()) ? other : one;
    }

    private List<String> names(String device, CounterMeaning meaning) {
        return deltas.get(deltas.size() - 1)
                .after()
                .interfaceNamed(device)
                .map(one -> one.driver().counters().names(meaning))
                .orElse(List.of());
    }

    /** The interface with the address, and the cards that it stands on: below a VLAN, in a bond. */
    List<String> devices() {
        if (deltas.isEmpty()) {
            return List.of();
        }
        HostState state = deltas.get(deltas.size() - 1).after();
        Map<String, HostInterface> found = new LinkedHashMap<>();
        List<HostInterface> open = new ArrayList<>();
        state.interfaceWith(host).ifPresent(open::add);
        while (!open.isEmpty()) {
            HostInterface one = open.remove(0);
            if (found.putIfAbsent(one.name(), one) == null && !one.kind().equals(BRIDGE)) {
                state.interfaceNamed(one.lower()).ifPresent(open::add);
                state.interfaces().stream()
                        .filter(other -> other.master().equals(one.name()))
                        .forEach(open::add);
            }
        }
        return List.copyOf(found.keySet());
    }

    private OptionalLong sum(Function<HostDelta, Optional<CounterRise>> counter) {
        OptionalLong sum = OptionalLong.empty();
        for (HostDelta delta : deltas) {
            OptionalLong rise = counter.apply(delta).map(CounterRise::amount).orElse(OptionalLong.empty());
            if (rise.isPresent()) {
                sum = OptionalLong.of(sum.orElse(0) + rise.getAsLong());
            }
        }
        return sum;
    }
}
