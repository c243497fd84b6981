package io.totemtap.correlate;

import io.totemtap.correlate.Station.Spot;
import io.totemtap.net.Endpoint;
import io.totemtap.net.IpAddress;
import io.totemtap.track.Observation;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.flow.FlowKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All paths of a picture, made from who takes part, and the counters the join feeds. */
final class DeliveryBook {

    private static final List<Period> ALWAYS = List.of(new Period(Long.MIN_VALUE, Long.MAX_VALUE));

    /** Sixteen nodes make 240 paths of one group; more than this many are a sign of something that is no cluster. */
    private static final int MOST_DELIVERIES = 4096;

    private final List<Vantage> captures;
    private final ClockAlignment clocks;
    private final Map<FlowKey, List<DeliveryCounter>> counters = new HashMap<>();
    private final List<DeliveryCounter> multicast = new ArrayList<>();
    private final List<DeliveryCounter> unicast = new ArrayList<>();
    private final List<DeliveryCounter> control = new ArrayList<>();
    private boolean isExact = true;

    DeliveryBook(List<Vantage> captures, ClockAlignment clocks, List<Participant> hosts, List<Endpoint> groups) {
        this.captures = captures;
        this.clocks = clocks;
        Map<FlowKey, Boolean> flows = new LinkedHashMap<>();
        for (Vantage capture : captures) {
            for (Flow flow : capture.observation().flows()) {
                flows.put(flow.key(), true);
            }
        }
        for (FlowKey flow : flows.keySet()) {
            switch (flow.kind()) {
                case GROUP -> multicast(flow, hosts, groups);
                case UNICAST -> single(flow, unicast);
                case ARP, ICMP -> control(flow, hosts);
                case MEMBERSHIP -> {
                    // a switch queries each port in its own time: no two captures have the same query
                }
            }
        }
    }

    private void multicast(FlowKey flow, List<Participant> hosts, List<Endpoint> groups) {
        Endpoint group = new Endpoint(flow.destination(), flow.port());
        if (!groups.contains(group)) {
            return;
        }
        for (Participant host : hosts) {
            if (!host.address().equals(flow.source()) && multicast.size() < MOST_DELIVERIES) {
                List<Period> wanted = MembershipPeriods.of(host.address(), flow.destination(), captures, clocks);
                add(flow, counter(group, flow.source(), host.address(), wanted), multicast);
            }
        }
    }

    private void single(FlowKey flow, List<DeliveryCounter> list) {
        Endpoint to = new Endpoint(flow.destination(), flow.port());
        if (list.size() < MOST_DELIVERIES) {
            add(flow, counter(to, flow.source(), flow.destination(), ALWAYS), list);
        }
    }

    private void control(FlowKey flow, List<Participant> hosts) {
        boolean between = hosts.stream().anyMatch(host -> host.address().equals(flow.source()))
                && hosts.stream().anyMatch(host -> host.address().equals(flow.destination()));
        if (between && !flow.source().equals(flow.destination())) {
            single(flow, control);
        }
    }

    private void add(FlowKey flow, DeliveryCounter counter, List<DeliveryCounter> list) {
        list.add(counter);
        counters.computeIfAbsent(flow, none -> new ArrayList<>()).add(counter);
    }

    private DeliveryCounter counter(Endpoint group, IpAddress from, IpAddress to, List<Period> wanted) {
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < captures.size(); i++) {
            Vantage capture = captures.get(i);
            Period time = new Period(
                    clocks.toReference(i, capture.observation().firstNanos()),
                    clocks.toReference(i, lastNanos(capture.observation())));
            stations.add(new Station(i, spot(capture, from, to), time));
        }
        stations.sort(Comparator.comparing(Station::spot));
        return new DeliveryCounter(group, from, to, wanted, stations, clocks);
    }

    /** Where the log of sightings ends before the capture does, what comes after it is not lost. */
    private static long lastNanos(Observation observation) {
        return observation.sightings().failure().isPresent()
                ? Math.min(observation.lastNanos(), observation.sightings().lastNanos())
                : observation.lastNanos();
    }

    private static Spot spot(Vantage capture, IpAddress from, IpAddress to) {
        if (capture.isOn(from)) {
            return Spot.SENDER;
        } else if (capture.faces(from)) {
            return Spot.SENDER_PORT;
        } else if (capture.faces(to)) {
            return Spot.RECEIVER_PORT;
        }
        return capture.isOn(to) ? Spot.RECEIVER : Spot.ELSEWHERE;
    }

    /** A packet of the join. */
    void add(FlowKey flow, Occurrence packet) {
        for (DeliveryCounter counter : counters.getOrDefault(flow, List.of())) {
            counter.add(packet);
        }
    }

    /** The flows of the only capture. */
    void alone(Observation observation) {
        for (Flow flow : observation.flows()) {
            counters.getOrDefault(flow.key(), List.of()).forEach(counter -> counter.alone(flow.frames()));
        }
    }

    /** Packets were given up before their time: what seems lost may not be, and only the loss of everything counts. */
    void isInexact() {
        isExact = false;
    }

    List<Delivery> paths() {
        return deliveries(multicast);
    }

    List<Delivery> unicast() {
        return deliveries(unicast);
    }

    List<Delivery> control() {
        return deliveries(control);
    }

    private List<Delivery> deliveries(List<DeliveryCounter> list) {
        return list.stream().map(one -> one.toDelivery(isExact)).toList();
    }
}
