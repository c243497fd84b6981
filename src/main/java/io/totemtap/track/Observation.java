package io.totemtap.track;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.decode.ProblemCount;
import io.totemtap.decode.ip.FragmentStatistics;
import io.totemtap.track.flow.EthernetPair;
import io.totemtap.track.flow.Flow;
import io.totemtap.track.igmp.IgmpTimers;
import io.totemtap.track.igmp.Membership;
import io.totemtap.track.igmp.Querier;
import io.totemtap.track.totem.Hearing;
import io.totemtap.track.totem.Introduction;
import io.totemtap.track.totem.Node;
import io.totemtap.track.totem.Ring;
import java.util.List;
import java.util.Set;

/**
 * Everything one vantage point knows.
 *
 * @param captured the interface it was captured on
 * @param interfaces ids of the capture's interfaces whose frames these are: one, or two where one was promiscuous in turn
 * @param turns with promiscuity and without, in the order of time; empty where there was one mode only
 * @param frames frames seen
 * @param sliced frames of which the capture has not all
 * @param firstNanos first frame, {@link io.totemtap.net.EpochNanos#NEVER} without any
 * @param lastNanos last frame
 * @param hosts who took part
 * @param flows who sent what to whom; sightings refer to them by number
 * @param pairs frames by pair of Ethernet addresses
 * @param queriers who queried
 * @param memberships who was a member of what
 * @param timers IGMP timers in force at the end
 * @param nodes totem nodes
 * @param rings totem rings
 * @param hearings who hears whom, as totem tells
 * @param introductions what nodes tell of themselves and their cluster
 * @param changes what changed when
 * @param signs on which host it was captured, and how
 * @param fragments what became of fragmented datagrams
 * @param problems what was wrong with packets, by kind
 * @param topologyChanges BPDUs that signal a topology change
 * @param heldPorts times in which a station's switch port let nothing through although its link was up
 * @param quiet times without any frame at all, longer than two seconds; the first hundred
 * @param omitted what was not followed because a limit was reached, in words
 * @param sightings packets that other vantage points may have seen too
 */
public record Observation(
        CaptureInterface captured,
        Set<Integer> interfaces,
        List<Turn> turns,
        long frames,
        long sliced,
        long firstNanos,
        long lastNanos,
        List<Host> hosts,
        List<Flow> flows,
        List<EthernetPair> pairs,
        List<Querier> queriers,
        List<Membership> memberships,
        IgmpTimers timers,
        List<Node> nodes,
        List<Ring> rings,
        List<Hearing> hearings,
        List<Introduction> introductions,
        List<StateChange> changes,
        HostSigns signs,
        FragmentStatistics fragments,
        List<ProblemCount> problems,
        FrameSample topologyChanges,
        List<HeldPort> heldPorts,
        List<Quiet> quiet,
        List<String> omitted,
        SightingLog sightings) {

    /** Copies the lists. */
    public Observation {
        interfaces = Set.copyOf(interfaces);
        turns = List.copyOf(turns);
        hosts = List.copyOf(hosts);
        flows = List.copyOf(flows);
        pairs = List.copyOf(pairs);
        queriers = List.copyOf(queriers);
        memberships = List.copyOf(memberships);
        nodes = List.copyOf(nodes);
        rings = List.copyOf(rings);
        hearings = List.copyOf(hearings);
        introductions = List.copyOf(introductions);
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        heldPorts = List.copyOf(heldPorts);
        quiet = List.copyOf(quiet);
        omitted = List.copyOf(omitted);
    }

    /**
     * A time in which nothing at all was captured, neither from the host nor to it.
     *
     * @param fromNanos the last frame before
     * @param toNanos the first frame after
     * @param lastFrame the last frame before, as in {@link FrameId}
     * @param nextFrame the first frame after
     */
    public record Quiet(long fromNanos, long toNanos, long lastFrame, long nextFrame) {}
}
