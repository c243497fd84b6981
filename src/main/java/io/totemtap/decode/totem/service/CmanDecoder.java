package io.totemtap.decode.totem.service;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.totem.service.CmanMessage.Barrier;
import io.totemtap.decode.totem.service.CmanMessage.FenceStatus;
import io.totemtap.decode.totem.service.CmanMessage.Kill;
import io.totemtap.decode.totem.service.CmanMessage.Leave;
import io.totemtap.decode.totem.service.CmanMessage.PortClosed;
import io.totemtap.decode.totem.service.CmanMessage.PortData;
import io.totemtap.decode.totem.service.CmanMessage.PortEnquiry;
import io.totemtap.decode.totem.service.CmanMessage.PortOpened;
import io.totemtap.decode.totem.service.CmanMessage.PortStatus;
import io.totemtap.decode.totem.service.CmanMessage.Reconfigure;
import io.totemtap.decode.totem.service.CmanMessage.Transition;
import io.totemtap.decode.totem.service.CmanMessage.UnknownCommand;
import io.totemtap.decode.totem.service.ServiceMessage.UnknownService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads messages of cman: a header with ports and node ids, then a command, or a service's data
 * (cman/daemon/cnxman-private.h).
 */
final class CmanDecoder {

    private static final int HEADER = 16;

    private static final int PORT_OPENED = 2;
    private static final int PORT_CLOSED = 3;
    private static final int BARRIER = 4;
    private static final int TRANSITION = 5;
    private static final int KILL = 6;
    private static final int LEAVE = 7;
    private static final int RECONFIGURE = 8;
    private static final int PORT_ENQUIRY = 9;
    private static final int PORT_STATUS = 10;
    private static final int FENCE_STATUS = 11;

    private static final int BARRIER_NAME = 33;
    private static final int CLUSTER_NAME = 16;
    private static final int PORT_BITMAP = 32;

    /** "As far as the message goes." */
    private static final int REST = Integer.MAX_VALUE;

    private final BodyReader command = new BodyReader();

    ServiceMessage decode(long nodeId, BodyReader body, Consumer<? super DecodeProblem> problems) {
        if (!body.has(HEADER)) {
            problems.accept(ServiceDecoder.tooShort(HEADER, body.length()));
            return new UnknownService(nodeId, "CMAN", -1, -1, body.length());
        }
        int targetPort = body.u8(0);
        long source = body.u32(8);
        int length = body.length() - HEADER;
        if (targetPort != 0) {
            return new PortData(nodeId, source, body.u8(1), targetPort, body.u32(12), length);
        }
        command.wrap(body.bytes(), HEADER, length, body.isLittleEndian());
        if (length == 0) {
            return new UnknownCommand(nodeId, source, -1, 0);
        }
        int number = command.u8(0);
        int needed = needed(number);
        if (!command.has(needed)) {
            problems.accept(ServiceDecoder.tooShort(needed, length));
            return new UnknownCommand(nodeId, source, number, length);
        }
        return command(nodeId, source, number);
    }

    private static int needed(int number) {
        return switch (number) {
            case PORT_OPENED, PORT_CLOSED -> 2;
            case BARRIER -> 4;
            case TRANSITION -> 64;
            case KILL -> 8;
            case LEAVE -> 4;
            case RECONFIGURE -> 12;
            case PORT_STATUS -> 1 + PORT_BITMAP;
            case FENCE_STATUS -> 16;
            default -> 1;
        };
    }

    private ServiceMessage command(long nodeId, long source, int number) {
        return switch (number) {
            case PORT_OPENED -> new PortOpened(nodeId, source, command.u8(1));
            case PORT_CLOSED -> new PortClosed(nodeId, source, command.u8(1));
            case BARRIER -> new Barrier(nodeId, source, command.u8(1), command.text(4, BARRIER_NAME));
            case TRANSITION -> transition(nodeId, source);
            case KILL -> new Kill(nodeId, source, command.u16(2), command.i32(4));
            case LEAVE -> new Leave(nodeId, source, command.u16(2));
            case RECONFIGURE -> new Reconfigure(nodeId, source, command.u8(1), command.i32(4), command.u32(8));
            case PORT_ENQUIRY -> new PortEnquiry(nodeId, source);
            case PORT_STATUS -> new PortStatus(nodeId, source, ports());
            case FENCE_STATUS ->
                new FenceStatus(nodeId, source, command.u8(1), command.i32(4), command.i64(8), command.text(16, REST));
            default -> new UnknownCommand(nodeId, source, number, command.length());
        };
    }

    private Transition transition(long nodeId, long source) {
        return new Transition(
                nodeId,
                source,
                command.u8(1) != 0,
                command.u16(2),
                command.i32(4),
                command.i32(8),
                command.u32(12),
                command.u32(16),
                command.u32(20),
                command.u32(24),
                command.u32(28),
                command.i64(32),
                command.i64(40),
                command.text(48, CLUSTER_NAME),
                command.text(64, REST));
    }

    private List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (int port = 0; port < PORT_BITMAP * Byte.SIZE; port++) {
            if ((command.u8(1 + port / Byte.SIZE) >>> port % Byte.SIZE & 1) != 0) {
                ports.add(port);
            }
        }
        return ports;
    }
}
