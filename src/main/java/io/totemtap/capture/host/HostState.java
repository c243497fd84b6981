package io.totemtap.capture.host;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.host.witness.WitnessReading;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import io.totemtap.net.MacAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * What one host said about itself at one moment. Everything may be missing; questions with {@link Answer} tell a no
 * from "nobody looked". One record holds all of it, in seven parts, because a diagnosis needs any combination of them.
 *
 * @param moment whose state it is, and when it was taken
 * @param interfaces network interfaces
 * @param memberships joined groups and multicast Ethernet addresses
 * @param kernel protocol counters, settings, sockets, packet filters
 * @param paths routes, bonds, bridges
 * @param totem what the cluster daemon says
 * @param text how reading went, and what was not understood
 */
public record HostState(
        HostMoment moment,
        List<HostInterface> interfaces,
        Memberships memberships,
        KernelFacts kernel,
        PathFacts paths,
        TotemFacts totem,
        Text text) {

    /** Copies the list. */
    public HostState {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * The text a state was read from.
     *
     * @param readings how each section went
     * @param unknown sections for which there is no parser, to be shown as they are
     */
    public record Text(List<SectionReading> readings, List<Section> unknown) {

        /** Copies the lists. */
        public Text {
            readings = List.copyOf(readings);
            unknown = List.copyOf(unknown);
        }

        /** Lines of understood sections that could not be read. */
        public int unread() {
            return readings.stream().mapToInt(SectionReading::unread).sum();
        }
    }

    /** Reads a transcript. */
    public static HostState of(Transcript transcript, String host) {
        return HostStateReader.read(transcript, host, "");
    }

    /**
     * Reads a file: a transcript, or a mail with listings of commands in it.
     *
     * @param path the file; gzip is recognised
     * @param host what the host is called; chooses among the hosts that shell prompts in a mail name
     * @param phase what the moment is called, where the file does not say
     * @return the host's states, one a moment, in the order of the file
     * @throws CaptureException if the file cannot be opened, or holds listings of several hosts and none is called
     * {@code host}
     */
    public static List<HostState> read(Path path, String host, String phase) {
        return chosen(Transcript.read(path), path.toString(), host).stream()
                .map(transcript -> HostStateReader.read(transcript, host, phase))
                .toList();
    }

    private static List<Transcript> chosen(List<Transcript> transcripts, String origin, String host) {
        TreeSet<String> prompts = new TreeSet<>();
        transcripts.forEach(transcript -> prompts.add(transcript.prompt()));
        if (prompts.size() > 1) {
            List<Transcript> own = transcripts.stream()
                    .filter(transcript -> isSameHost(transcript.prompt(), host))
                    .toList();
            if (own.isEmpty()) {
                throw new CaptureException(
                        Reason.WRONG_USAGE,
                        origin + " holds listings of several hosts ("
                                + String.join(", ", prompts).strip() + "); none is \"" + host + "\".");
            }
            return own;
        }
        boolean pasted = transcripts.size() > 1
                && prompts.contains("")
                && transcripts.stream().allMatch(transcript -> transcript.timeNanos() == EpochNanos.NEVER);
        if (pasted) {
            throw new CaptureException(
                    Reason.WRONG_USAGE,
                    origin + " holds " + transcripts.size()
                            + " listings of one kind and does not say whose; keep those of \"" + host + "\" only.");
        }
        return transcripts;
    }

    private static boolean isSameHost(String prompt, String host) {
        return prompt.equalsIgnoreCase(host) || shortName(prompt).equalsIgnoreCase(shortName(host));
    }

    private static String shortName(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The interface of a name. */
    public Optional<HostInterface> interfaceNamed(String name) {
        return interfaces.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The interface that has an address. */
    public Optional<HostInterface> interfaceWith(IpAddress address) {
        return interfaces.stream().filter(one -> one.has(address)).findFirst();
    }

    /** Whether any interface has joined a group. */
    public Answer isMember(IpAddress group) {
        return memberships.isMember(group);
    }

    /** Whether an interface has joined a group; {@link Answer#UNKNOWN} also for an interface the text never names. */
    public Answer isMember(IpAddress group, String interfaceName) {
        return interfaceNamed(interfaceName).isEmpty() ? Answer.UNKNOWN : memberships.isMember(group, interfaceName);
    }

    /** Whether the kernel wants an interface to receive a multicast Ethernet address. */
    public Answer hasLinkLayerEntry(MacAddress mac, String interfaceName) {
        return interfaceNamed(interfaceName).isEmpty()
                ? Answer.UNKNOWN
                : memberships.hasLinkLayerEntry(mac, interfaceName);
    }

    /** The sockets that may receive what is sent to a group and port. */
    public List<UdpSocket> socketsFor(IpAddress group, int port) {
        return kernel.sockets().stream()
                .filter(socket -> socket.canReceive(group, port))
                .toList();
    }

    /** Whether a socket may receive what is sent to a group and port. */
    public Answer hasSocketFor(IpAddress group, int port) {
        if (!socketsFor(group, port).isEmpty()) {
            return Answer.YES;
        }
        return kernel.socketsListed() ? Answer.NO : Answer.UNKNOWN;
    }

    /** What the kernel's own witness counted, the last reading if there are several; empty if it did not run. */
    public Optional<WitnessReading> witness() {
        List<WitnessReading> all = kernel.witnessed();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Why the kernel's own witness could not run, in sentences; empty if it ran or nothing is known of it. */
    public String whyUnwitnessed() {
        return witness().isPresent() ? "" : kernel.unwitnessed();
    }

    /**
     * The source validation in force on an interface: 0 none, 1 strict, 2 loose. The kernel takes the larger of "all"
     * and the interface's own (Documentation/networking/ip-sysctl). Absent unless both were printed.
     */
    public OptionalInt reversePathFilter(String interfaceName) {
        OptionalInt all = setting("net.ipv4.conf.all.rp_filter");
        OptionalInt own = setting("net.ipv4.conf." + interfaceName.replace('.', '/') + ".rp_filter");
        return all.isPresent() && own.isPresent()
                ? OptionalInt.of(Math.max(all.getAsInt(), own.getAsInt()))
                : OptionalInt.empty();
    }

    private OptionalInt setting(String name) {
        return Words.small(kernel.settings().getOrDefault(name, ""));
    }
}
