package io.totemtap.capture.host.witness;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The programs of native/mcastwitness.bpf.c: each is attached to one place of the kernel. */
enum Hook {
    DROPPED("dropped", Kind.TRACEPOINT, "kfree_skb"),
    REFUSED("refused", Kind.TRACEPOINT, "udp_fail_queue_rcv_skb"),
    GIVEN_BACK("given_back", Kind.TRACEPOINT, "net_dev_xmit"),
    HANDED("handed", Kind.TRACEPOINT, "net_dev_start_xmit"),
    ARRIVED("arrived", Kind.TRACEPOINT, "netif_receive_skb"),
    RECEIVED("received", Kind.READING, "sock_recv_length"),
    OFFERED("offered", Kind.FUNCTION, "__udp_enqueue_schedule_skb"),
    TAKEN("taken", Kind.FUNCTION, "skb_consume_udp"),
    SENT_IPV4("sent_ipv4", Kind.FUNCTION, "ip_send_skb"),
    SENT_IPV6("sent_ipv6", Kind.FUNCTION, "ip6_send_skb"),
    OFFERED_IN_GROUP("offered_in_group", Kind.CONTROL_GROUP, ""),
    SENDING_IPV4("sending_ipv4", Kind.SENDING, ""),
    SENDING_IPV6("sending_ipv6", Kind.SENDING, "");

    /** What a program is attached to. */
    enum Kind {
        TRACEPOINT,
        /** A tracepoint that tells of a socket's reading where functions are not seen. */
        READING,
        FUNCTION,
        /** The root control group: packets on their way into a socket. */
        CONTROL_GROUP,
        /** The root control group: calls to send. */
        SENDING;

        /** Whether a program of this kind is attached to the root control group. */
        boolean isOfGroup() {
            return this == CONTROL_GROUP || this == SENDING;
        }
    }

    private static final String TRACEPOINT_TYPE = "btf_trace_";

    private final String program;
    private final Kind kind;
    private final String place;

    Hook(String program, Kind kind, String place) {
        this.program = program;
        this.kind = kind;
        this.place = place;
    }

    /** The program's name in the object. */
    String program() {
        return program;
    }

    Kind kind() {
        return kind;
    }

    /** The stages it counts. */
    List<Stage> stages() {
        return switch (this) {
            case DROPPED -> List.of(Stage.DROPPED);
            case REFUSED -> List.of();
            case GIVEN_BACK -> List.of(Stage.BUSY);
            case HANDED -> List.of(Stage.DRIVER);
            case ARRIVED -> List.of(Stage.ARRIVED, Stage.AGAIN);
            case RECEIVED -> List.of(Stage.SOCKET_READ);
            case OFFERED, OFFERED_IN_GROUP -> List.of(Stage.OFFERED);
            case TAKEN -> List.of(Stage.READ);
            case SENT_IPV4, SENT_IPV6, SENDING_IPV4, SENDING_IPV6 -> List.of(Stage.SENT);
        };
    }

    /** The name the kernel's types must have for the place to exist; empty for a control group. */
    String typeName() {
        return kind == Kind.TRACEPOINT || kind == Kind.READING ? TRACEPOINT_TYPE + place : place;
    }

    /** Every name that decides which hooks exist. */
    static Set<String> typeNames() {
        Set<String> names = new TreeSet<>();
        Arrays.stream(values()).forEach(hook -> names.add(hook.typeName()));
        names.remove("");
        return names;
    }

    /** The hooks of some kinds that the kernel has. */
    static Set<Hook> of(KernelTypes types, Set<Kind> kinds) {
        Set<Hook> hooks = EnumSet.noneOf(Hook.class);
        for (Hook hook : values()) {
            boolean exists = hook.typeName().isEmpty() || types.present().contains(hook.typeName());
            if (exists && kinds.contains(hook.kind)) {
                hooks.add(hook);
            }
        }
        return hooks;
    }
}
