package io.totemtap.decode.totem.service;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.MembCommitToken;
import io.totemtap.decode.totem.MembJoin;
import io.totemtap.decode.totem.MembMergeDetect;
import io.totemtap.decode.totem.OrfToken;
import io.totemtap.decode.totem.TokenHoldCancel;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.decode.totem.TotemMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program, not a test: decodes the UDP datagrams to one port in recordings and counts what they are, for a comparison
 * by hand with other dissectors. Arguments: {@code [--frames] [--port N] [--key HEX] [--name CLUSTER] FILE...}. With
 * {@code --frames} it prints a line a frame: number, type, node id, ring sequence, token sequence, aru, seq, sequence
 * of a JOIN, and the lengths of the retransmit list, processor list and failed list.
 */
public final class DecodeRecordings {

    private final TotemKeyring.Builder keys = TotemKeyring.builder();
    private boolean frames;
    private int port = 5405;

    private DecodeRecordings() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        DecodeRecordings run = new DecodeRecordings();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--frames" -> run.frames = true;
                case "--port" -> run.port = Integer.parseInt(arguments[++i]);
                case "--key" -> run.keys.addKey(HexFormat.of().parseHex(arguments[++i]), "--key");
                case "--name" -> run.keys.addClusterName(arguments[++i], "--name");
                default -> run.decode(Path.of(arguments[i]));
            }
        }
    }

    private void decode(Path file) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        TotemDecoder decoder = new TotemDecoder(keys.build());
        ServiceDecoder services = new ServiceDecoder();
        TotempgReassembler reassembler = new TotempgReassembler(
                message -> {
                    ServiceMessage service =
                            services.decode(message, problem -> count(counts, "problem in service " + problem.kind()));
                    count(counts, "service " + name(service));
                },
                problem -> count(counts, "problem in totempg " + problem.kind()));
        ByteRange range = new ByteRange();
        PcapUdp pcap = new PcapUdp();
        pcap.read(file, (frame, source, destination, sourcePort, destinationPort, payload) -> {
            if (destinationPort != port) {
                return;
            }
            count(counts, "datagrams");
            range.wrap(payload, 0, payload.length);
            TotemMessage message = decoder.decode(
                    range,
                    payload.length,
                    sourcePort,
                    destinationPort,
                    (long) source << 32 | Integer.toUnsignedLong(destination),
                    problem -> count(counts, "problem " + problem.kind()));
            count(counts, message.type().text());
            count(counts, message.envelope() + " " + message.generation());
            if (message instanceof Mcast mcast) {
                reassembler.accept(mcast);
            }
            if (frames) {
                System.out.println(frame + line(message));
            }
        });
        count(counts, "fragmented", pcap.fragmented());
        if (!frames) {
            System.out.println(file + " " + counts);
        }
    }

    private static String name(ServiceMessage message) {
        return message instanceof ServiceMessage.UnknownService unknown
                ? unknown.group() + " " + unknown.service() + "." + unknown.function()
                : message.getClass().getSimpleName();
    }

    private static void count(Map<String, Integer> counts, String what) {
        count(counts, what, 1);
    }

    private static void count(Map<String, Integer> counts, String what, int more) {
        counts.merge(what, more, Integer::sum);
    }

    private static String line(TotemMessage message) {
        String start = " " + message.type().number() + " " + message.nodeId() + " ";
        if (message instanceof OrfToken token) {
            return start + token.ringSequence() + " " + token.tokenSeq() + " " + token.aru() + " " + token.seq() + " - "
                    + token.retransmitCount() + " - -";
        }
        if (message instanceof Mcast mcast) {
            return start + mcast.ringSequence() + " - - " + mcast.seq() + " - - - -";
        }
        if (message instanceof MembJoin join) {
            return start + "- - - - " + join.ringSequence() + " - " + join.procCount() + " " + join.failedCount();
        }
        if (message instanceof MembMergeDetect merge) {
            return start + merge.ringSequence() + " - - - - - - -";
        }
        if (message instanceof TokenHoldCancel cancel) {
            return start + cancel.ringSequence() + " - - - - - - -";
        }
        if (message instanceof MembCommitToken token) {
            return start + "commit " + token.tokenSeq() + " of " + token.claimedMemberCount();
        }
        return start;
    }
}
