package io.totemtap.decode.totem.service;

import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.totem.Mcast;
import io.totemtap.decode.totem.TotemDecoder;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.TotemKeyring;
import io.totemtap.decode.totem.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Builds MCASTs around messages and hands them to a {@link ServiceReading}: for tests. */
final class Totempg {

    private final TotemDialect dialect;
    private final boolean little;
    private final ServiceReading reading;
    private final List<DecodeProblem> problems;
    private final TotemDecoder decoder = new TotemDecoder(TotemKeyring.EMPTY);
    private long nodeId = 1;
    private long ringSequence = 8;

    /** Problems of the decoder, the reassembler and the service decoder go to the list. */
    Totempg(TotemDialect dialect, boolean little, List<DecodeProblem> problems) {
        this.dialect = dialect;
        this.little = little;
        this.problems = problems;
        reading = new ServiceReading(problems);
    }

    ServiceReading reading() {
        return reading;
    }

    List<ServiceMessage> messages() {
        return reading.messages();
    }

    /** The node that sends from now on. */
    Totempg from(long node) {
        nodeId = node;
        return this;
    }

    /** The ring from now on. */
    Totempg ring(long sequence) {
        ringSequence = sequence;
        return this;
    }

    /** Starts bytes in the byte order of the messages. */
    Wire wire() {
        return new Wire(dialect, little);
    }

    /** A message to a group. */
    byte[] message(String group, byte[] body) {
        return wire().u16(1)
                .u16(group.length())
                .raw(group.getBytes(StandardCharsets.ISO_8859_1))
                .raw(body)
                .bytes();
    }

    /** A message of a service: the header in the order of the dialect, then the rest. */
    byte[] service(String group, int id, byte[] rest) {
        return service(group, id, 16 + rest.length, rest);
    }

    /** A message of a service that claims a size. */
    byte[] service(String group, int id, int size, byte[] rest) {
        boolean sizeFirst = dialect == TotemDialect.OPENAIS_COROSYNC1;
        Wire body = wire().u32(sizeFirst ? size : id)
                .zeros(4)
                .u32(sizeFirst ? id : size)
                .zeros(4);
        return message(group, body.raw(rest).bytes());
    }

    /** A totempg packet with these messages or pieces. */
    byte[] packet(int fragmented, int continuation, byte[]... pieces) {
        Wire packet = wire().u16(0).u16(0).u8(fragmented).u8(continuation).u16(pieces.length);
        for (byte[] piece : pieces) {
            packet.u16(piece.length);
        }
        for (byte[] piece : pieces) {
            packet.raw(piece);
        }
        return packet.bytes();
    }

    /** Sends an MCAST with a sequence number; the originator's counter goes along with it. */
    Totempg send(long seq, byte[] payload) {
        byte[] mcast = wire().mcast(nodeId, 2, seq, ringSequence).raw(payload).bytes();
        return feed(mcast, mcast.length);
    }

    /** Sends it inside a recovery message of another node and another ring. */
    Totempg recover(long seq, byte[] payload) {
        byte[] inner = wire().mcast(nodeId, 2, seq, ringSequence).raw(payload).bytes();
        byte[] outer = wire().mcast(99, 1, seq, ringSequence + 4).raw(inner).bytes();
        return feed(outer, outer.length);
    }

    /** Decodes a whole MCAST and hands it on. */
    Totempg feed(byte[] message, int claimed) {
        byte[] packet = dialect == TotemDialect.COROSYNC2
                ? new Wire(dialect, little)
                        .raw(new byte[] {-2, -2, 0, 0})
                        .raw(message)
                        .bytes()
                : message;
        int before = packet.length - message.length;
        ByteRange range = new ByteRange().wrap(packet, 0, packet.length);
        if (decoder.decode(range, claimed + before, 5404, 5405, 1, problems::add) instanceof Mcast mcast) {
            reading.read(mcast);
        }
        return this;
    }
}
