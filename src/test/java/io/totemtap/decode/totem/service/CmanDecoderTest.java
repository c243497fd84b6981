package io.totemtap.decode.totem.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.totem.TotemDialect;
import io.totemtap.decode.totem.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of cman, from senders of either byte order. */
class CmanDecoderTest {

    private static final long SENDER = 7;

    private final List<DecodeProblem> problems = new ArrayList<>();

    private ServiceMessage read(boolean little, byte[] body) {
        Totempg line = new Totempg(TotemDialect.OPENAIS_COROSYNC1, little, problems);
        line.send(1, line.packet(0, 0, line.message("CMAN", body)));
        return line.messages().get(0);
    }

    private static Wire cman(boolean little, int targetPort) {
        return new Wire(TotemDialect.OPENAIS_COROSYNC1, little)
                .u8(targetPort)
                .u8(12)
                .u16(0xbeef)
                .u32(0)
                .u32(SENDER)
                .u32(2);
    }

    private static Wire command(boolean little, int number) {
        return cman(little, 0).u8(number);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCommandIsRead(boolean little) {
        assertEquals(
                new CmanMessage.PortOpened(1, SENDER, 11),
                read(little, command(little, 2).u8(11).bytes()));
        assertEquals(
                new CmanMessage.PortClosed(1, SENDER, 177),
                read(little, command(little, 3).u8(177).bytes()));
        assertEquals(
                new CmanMessage.Barrier(1, SENDER, 4, "gfs"),
                read(little, command(little, 4).u8(4).zeros(2).text("gfs", 33).bytes()));
        assertEquals(
                new CmanMessage.Kill(1, SENDER, 3, 2),
                read(little, command(little, 6).u8(0).u16(3).u32(2).bytes()));
        assertEquals(
                new CmanMessage.Leave(1, SENDER, 5),
                read(little, command(little, 7).u8(0).u16(5).bytes()));
        assertEquals(
                new CmanMessage.Reconfigure(1, SENDER, 3, 2, 43),
                read(little, command(little, 8).u8(3).zeros(2).u32(2).u32(43).bytes()));
        assertEquals(
                new CmanMessage.PortEnquiry(1, SENDER),
                read(little, command(little, 9).bytes()));
        byte[] ports = new byte[32];
        ports[11 / 8] |= 1 << 11 % 8;
        ports[255 / 8] |= (byte) (1 << 255 % 8);
        assertEquals(
                new CmanMessage.PortStatus(1, SENDER, List.of(11, 255)),
                read(little, command(little, 10).raw(ports).bytes()));
        assertEquals(
                new CmanMessage.FenceStatus(1, SENDER, 1, 2, 1_262_304_000L, "fence_ipmilan"),
                read(
                        little,
                        command(little, 11)
                                .u8(1)
                                .zeros(2)
                                .u32(2)
                                .u64(1_262_304_000L)
                                .text("fence_ipmilan", 14)
                                .bytes()));
        assertEquals(List.of(), problems);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transitionIsReadWithItsFenceAgent(boolean little) {
        byte[] body = transition(little).bytes();
        assertEquals(
                new CmanMessage.Transition(
                        1,
                        SENDER,
                        false,
                        56756,
                        1,
                        3,
                        6,
                        2,
                        1,
                        42,
                        18,
                        1_262_304_001L,
                        1_262_304_000L,
                        "fifteen_letters",
                        "fence_apc"),
                read(little, body));
        assertEquals(List.of(), problems);
        // A name that fills its field has no NUL; the agent must not run into it.
        body[16 + 48 + 15] = 'x';
        assertEquals("fifteen_lettersx", ((CmanMessage.Transition) read(little, body)).clusterName());
    }

    private static Wire transition(boolean little) {
        return command(little, 5)
                .u8(0)
                .u16(56756)
                .u32(1)
                .u32(3)
                .u32(6)
                .u32(2)
                .u32(1)
                .u32(42)
                .u32(18)
                .u64(1_262_304_001L)
                .u64(1_262_304_000L)
                .text("fifteen_letters", 16)
                .text("fence_apc", 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dataOfAServiceIsCountedNotRead(boolean little) {
        assertEquals(
                new CmanMessage.PortData(1, SENDER, 12, 11, 2, 5),
                read(little, cman(little, 11).zeros(5).bytes()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unknownOrShortCommandIsSaidToBeOne(boolean little) {
        assertEquals(
                new CmanMessage.UnknownCommand(1, SENDER, 99, 1),
                read(little, command(little, 99).bytes()));
        assertEquals(
                new CmanMessage.UnknownCommand(1, SENDER, -1, 0),
                read(little, cman(little, 0).bytes()));
        assertEquals(List.of(), problems);
        byte[] whole = transition(little).bytes();
        for (int length = 17; length < 16 + 64; length++) {
            assertEquals(
                    new CmanMessage.UnknownCommand(1, SENDER, 5, length - 16),
                    read(little, Arrays.copyOf(whole, length)));
            assertEquals(Kind.TOO_SHORT, problems.get(0).kind());
            problems.clear();
        }
        assertEquals(new ServiceMessage.UnknownService(1, "CMAN", -1, -1, 15), read(little, Arrays.copyOf(whole, 15)));
    }
}
