package io.totemtap.diagnose.rule;

import io.totemtap.capture.host.HostState;
import io.totemtap.capture.host.Transcript;
import io.totemtap.cli.Cases;
import io.totemtap.correlate.Period;
import io.totemtap.diagnose.Conclusion;
import io.totemtap.diagnose.Direction;
import io.totemtap.diagnose.Facts;
import io.totemtap.net.EpochNanos;
import io.totemtap.net.IpAddress;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A recording, a direction of it, and what a kernel's witness would have counted beside it. */
final class WitnessScene {

    /** All stages. */
    static final String ALL = "arrived again offered read sent driver busy dropped";

    private static final String NOTHING_LOST = "places 0 drops 0 headers 0 owners 0 missed 0";

    /** Membership and socket of a running daemon, in the kernel's form (least significant byte first). */
    static final String HOST = """
            ### ip maddress show
            2:\tnet0
            \tinet  %1$s
            ### cat /proc/net/udp
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
              100: %2$s:%3$04X 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 0000000000000000 0
            """;

    final Facts facts;
    final Direction direction;
    final IpAddress group;
    final int port;
    final Period trouble;

    WitnessScene(String name) {
        facts = Cases.diagnosis(name).facts();
        direction = facts.pairs().stream()
                .filter(pair -> pair.isTroubled())
                .findFirst()
                .or(() -> facts.pairs().stream().findFirst())
                .orElseThrow()
                .direction();
        group = facts.groupsOf(direction.from()).get(0).address();
        port = facts.groupsOf(direction.from()).get(0).port();
        trouble = facts.pair(direction).orElseThrow().trouble().orElse(new Period(0, 0));
    }

    private String hex() {
        StringBuilder text = new StringBuilder();
        String[] bytes = group.toString().split("\\.", -1);
        for (int i = bytes.length - 1; i >= 0; i--) {
            text.append(String.format("%02X", Integer.parseInt(bytes[i])));
        }
        return text.toString();
    }

    /** A line of what was counted. */
    String line(String start, String way, String rest) {
        return start + " " + way + " " + direction.from() + " " + group + " " + port + " net0 vlan 0 " + rest + "\n";
    }

    /** A state with a reading of a witness that began before the trouble. */
    HostState state(long untilNanos, String sees, String counts) {
        String witness = "### totemtap kernel-witness\nwitness 1 from " + (trouble.fromNanos() - EpochNanos.SECOND)
                + " until " + untilNanos + " sockets function reasons yes\nsees " + sees
                + "\nlost places 0 drops 0 headers 0 owners 0 missed 0\n" + counts;
        String host = String.format(HOST, group, hex(), port);
        return HostState.of(Transcript.parse(host + witness, false).get(0), "host");
    }

    List<Conclusion> judge(IpAddress host, HostState... states) {
        Facts all = new Facts(facts.picture(), Map.of(host, List.of(states)), List.of(), List.of(), ZoneOffset.UTC);
        return new KernelWitnessRule().evaluate(all);
    }

    List<Conclusion> judgeReceiver(String sees, String counts) {
        return judge(direction.to(), state(trouble.toNanos() + EpochNanos.SECOND, sees, counts));
    }

    String arrived(long packets) {
        return line("count arrived", "in", "socket 0 packets " + packets);
    }

    String offered(long packets) {
        return line("count offered", "in", "socket 4711 packets " + packets);
    }

    /** A reading as the section of a transcript, of a host of which nothing else is known. */
    String section(long untilNanos, String sees, String lost, String counts) {
        return "### totemtap kernel-witness\nwitness 1 from " + (trouble.fromNanos() - EpochNanos.SECOND) + " until "
                + untilNanos + " sockets function reasons yes\nsees " + sees + "\nlost " + lost + "\n" + counts;
    }

    /** Membership and socket. */
    String host() {
        return String.format(HOST, group, hex(), port);
    }

    Facts facts(IpAddress of, String... texts) {
        List<HostState> states = Stream.of(texts)
                .map(text -> HostState.of(Transcript.parse(text, false).get(0), "host"))
                .toList();
        return new Facts(facts.picture(), Map.of(of, states), List.of(), List.of(), ZoneOffset.UTC);
    }

    /** The receiver's facts, with membership and socket, counted to the end. */
    Facts receiver(String sees, String lost, String counts) {
        return facts(direction.to(), host() + section(trouble.toNanos() + EpochNanos.SECOND, sees, lost, counts));
    }

    Facts receiver(String counts) {
        return receiver(ALL, NOTHING_LOST, counts);
    }

    Facts sender(String sees, String counts) {
        return facts(direction.from(), section(trouble.toNanos() + EpochNanos.SECOND, sees, NOTHING_LOST, counts));
    }

    String sent(long packets) {
        return line("count sent", "out", "socket 9 packets " + packets);
    }

    String handed(long packets) {
        return line("count driver", "out", "socket 0 packets " + packets);
    }
}
