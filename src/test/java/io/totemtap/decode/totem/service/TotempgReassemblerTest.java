package io.totemtap.decode.totem.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem;
import io.totemtap.decode.DecodeProblem.Kind;
import io.totemtap.decode.totem.TotemDialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotempgReassemblerTest {

    private final List<DecodeProblem> problems = new ArrayList<>();
    private final Totempg line = new Totempg(TotemDialect.OPENAIS_COROSYNC1, true, problems);

    /** A message to a group of its own, so that what comes out can be told by group and length. */
    private byte[] message(String group, int length) {
        return line.message(group, new byte[length]);
    }

    private static byte[][] cut(byte[] message, int... at) {
        byte[][] pieces = new byte[at.length + 1][];
        for (int i = 0; i <= at.length; i++) {
            pieces[i] = Arrays.copyOfRange(message, i == 0 ? 0 : at[i - 1], i == at.length ? message.length : at[i]);
        }
        return pieces;
    }

    private List<String> came() {
        List<String> came = new ArrayList<>();
        for (int i = 0; i < line.messages().size(); i++) {
            ServiceMessage.UnknownService message =
                    (ServiceMessage.UnknownService) line.messages().get(i);
            came.add(message.nodeId() + " " + message.group() + " " + message.length() + " in "
                    + line.reading().mcasts().get(i));
        }
        line.messages().clear();
        line.reading().mcasts().clear();
        return came;
    }

    private List<Kind> kinds() {
        List<Kind> kinds = problems.stream().map(DecodeProblem::kind).toList();
        problems.clear();
        return kinds;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalMessagesOfOnePacketComeInOrder(boolean little) {
        for (TotemDialect dialect : TotemDialect.values()) {
            Totempg any = new Totempg(dialect, little, problems);
            any.send(1, any.packet(0, 0, any.message("x", new byte[3]), any.message("yy", new byte[0])));
            assertEquals(
                    List.of(
                            new ServiceMessage.UnknownService(1, "x", -1, -1, 3),
                            new ServiceMessage.UnknownService(1, "yy", -1, -1, 0)),
                    any.messages());
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void messageInThreePiecesIsPutTogether() {
        byte[][] pieces = cut(message("x", 1000), 300, 700);
        line.send(1, line.packet(1, 0, message("before", 5), pieces[0]));
        assertEquals(List.of("1 before 5 in 1"), came());
        line.send(2, line.packet(2, 1, pieces[1]));
        assertEquals(List.of(), came());
        line.send(3, line.packet(0, 2, pieces[2], message("after", 6)));
        assertEquals(List.of("1 x 1000 in 3", "1 after 6 in 1"), came());
        assertEquals(List.of(), kinds());
        assertEquals(0, line.reading().reassembler().incompleteMessages());
    }

    @Test
    void packetCanEndOneMessageAndBeginAnother() {
        byte[][] x = cut(message("x", 100), 50);
        byte[][] y = cut(message("y", 100), 50);
        line.send(1, line.packet(255, 0, x[0]));
        line.send(2, line.packet(1, 255, x[1], y[0]));
        line.send(3, line.packet(0, 1, y[1]));
        assertEquals(List.of("1 x 100 in 2", "1 y 100 in 2"), came());
        assertEquals(List.of(), kinds());
    }

    @Test
    void piecesOfSeveralNodesDoNotMix() {
        byte[][] x = cut(message("x", 100), 50);
        byte[][] y = cut(message("y", 60), 20);
        line.from(1).send(1, line.packet(1, 0, x[0]));
        line.from(2).send(2, line.packet(1, 0, y[0]));
        line.from(1).send(3, line.packet(0, 1, x[1]));
        line.from(2).send(4, line.packet(0, 1, y[1]));
        assertEquals(List.of("1 x 100 in 2", "2 y 60 in 2"), came());
    }

    @Test
    void repeatsAreDropped() {
        byte[][] x = cut(message("x", 100), 50);
        line.send(1, line.packet(1, 0, message("a1", 0), x[0]));
        line.send(1, line.packet(1, 0, message("a1", 0), x[0]));
        line.send(2, line.packet(0, 1, x[1]));
        line.send(2, line.packet(0, 1, x[1]));
        line.send(1, line.packet(1, 0, message("a1", 0), x[0]));
        line.recover(1, line.packet(1, 0, message("a1", 0), x[0]));
        assertEquals(List.of("1 a1 0 in 1", "1 x 100 in 2"), came());
        assertEquals(List.of(), kinds());
    }

    @Test
    void lateRepeatThatFillsAHoleGivesItsWholeMessages() {
        byte[][] x = cut(message("x", 100), 50);
        line.send(1, line.packet(0, 0, message("first", 0)));
        line.send(3, line.packet(0, 0, message("third", 0)));
        line.send(2, line.packet(7, 9, x[1], message("second", 0), x[0]));
        line.send(2, line.packet(7, 9, x[1], message("second", 0), x[0]));
        assertEquals(List.of("1 first 0 in 1", "1 third 0 in 1", "1 second 0 in 1"), came());
        assertEquals(List.of(), kinds());
    }

    @Test
    void messageInsideARecoveryMessageCountsForItsOriginator() {
        line.recover(5, line.packet(0, 0, message("old", 4)));
        assertEquals(List.of("1 old 4 in 1"), came());
    }

    @Test
    void endWithoutBeginningIsDroppedAndReported() {
        line.send(5, line.packet(0, 3, message("x", 10), message("y", 1)));
        assertEquals(List.of("1 y 1 in 1"), came());
        assertEquals(List.of(Kind.INCOMPLETE_FRAGMENTS), kinds());
        assertEquals(1, line.reading().reassembler().incompleteMessages());
    }

    @Test
    void beginningWithoutEndIsDroppedAndReported() {
        byte[][] x = cut(message("x", 100), 50);
        line.send(1, line.packet(1, 0, x[0]));
        line.send(2, line.packet(0, 0, message("y", 1)));
        line.send(3, line.packet(0, 1, x[1]));
        assertEquals(List.of("1 y 1 in 1"), came());
        assertEquals(List.of(Kind.INCOMPLETE_FRAGMENTS, Kind.INCOMPLETE_FRAGMENTS), kinds());
    }

    @Test
    void missingMiddleDropsTheMessage() {
        byte[][] x = cut(message("x", 100), 30, 60);
        line.send(1, line.packet(1, 0, x[0]));
        line.send(3, line.packet(0, 2, x[2], message("y", 1)));
        assertEquals(List.of("1 y 1 in 1"), came());
        assertTrue(kinds().contains(Kind.INCOMPLETE_FRAGMENTS));
    }

    @Test
    void nodeThatStartsAnewIsNotTakenForARepeat() {
        line.send(50, line.packet(1, 0, message("x", 4)));
        line.send(51, line.packet(0, 0, message("y", 4)));
        came();
        kinds();
        line.ring(16).send(50, line.packet(0, 0, message("again", 4)));
        line.ring(16).send(51, line.packet(0, 0, message("and again", 4)));
        assertEquals(List.of("1 again 4 in 1", "1 and again 4 in 1"), came());
        line.ring(8).send(49, line.packet(0, 0, message("old ring", 4)));
        assertEquals(List.of("1 old ring 4 in 1"), came(), "seen for the first time, and whole");
        line.ring(8).send(51, line.packet(0, 0, message("old ring", 4)));
        assertEquals(List.of(), came());
    }

    @Test
    void counterWrapsAround() {
        line.send(0xffff_ffffL - 1000, line.packet(1, 0, cut(message("x", 100), 50)[0]));
        line.send(0x1_0000_0000L - 1000, line.packet(0, 1, cut(message("x", 100), 50)[1]));
        line.send(0xffff_ffffL - 1000, line.packet(0, 0, message("repeat", 1)));
        assertEquals(List.of("1 x 100 in 2"), came());
    }

    @Test
    void longJumpForwardForgetsWhatWasSeen() {
        line.send(1, line.packet(0, 0, message("a1", 0)));
        line.send(1_000_000, line.packet(0, 0, message("b", 0)));
        line.send(1_000_000 - 1023, line.packet(0, 0, message("c", 0)));
        line.send(1_000_000 - 1024, line.packet(0, 0, message("too old", 0)));
        assertEquals(List.of("1 a1 0 in 1", "1 b 0 in 1", "1 c 0 in 1"), came());
    }

    @Test
    void lengthBeyondThePacketIsAProblemAndWhatCameBeforeIsDelivered() {
        byte[] packet = line.packet(0, 0, message("x", 4), message("y", 4));
        packet[10] = (byte) 0xff;
        line.send(1, packet);
        assertEquals(List.of("1 x 4 in 1"), came());
        assertEquals(List.of(Kind.CLAIMS_TOO_MUCH), kinds());
    }

    @Test
    void countBeyondThePacketIsAProblem() {
        byte[] packet = line.packet(0, 0, message("x", 4));
        packet[6] = (byte) 0xff;
        packet[7] = (byte) 0xff;
        line.send(1, packet);
        line.send(2, Arrays.copyOf(packet, 7));
        line.send(3, new byte[0]);
        assertEquals(List.of(), came());
        assertEquals(List.of(Kind.CLAIMS_TOO_MUCH, Kind.TOO_SHORT, Kind.TOO_SHORT), kinds());
    }

    @Test
    void cutPacketGivesWhatIsWholeAndOnlyTheCutIsReported() {
        byte[] x = message("x", 4);
        byte[] whole = line.wire()
                .mcast(2, 1)
                .raw(line.packet(0, 0, x, message("y", 40)))
                .bytes();
        int endOfX = 98 + 8 + 2 * 2 + x.length;
        for (int length = 98; length < whole.length; length++) {
            Totempg fresh = new Totempg(TotemDialect.OPENAIS_COROSYNC1, true, problems);
            fresh.feed(Arrays.copyOf(whole, length), whole.length);
            assertEquals(List.of(Kind.CUT_BY_CAPTURE), kinds(), "cut at " + length);
            assertEquals(length >= endOfX ? 1 : 0, fresh.messages().size(), "cut at " + length);
        }
    }

    @Test
    void groupPrefixBeyondTheMessageIsAProblem() {
        byte[] names = message("x", 4);
        names[2] = (byte) 0xff;
        byte[] count = message("y", 4);
        count[1] = (byte) 0xff;
        line.send(1, line.packet(0, 0, names, count, new byte[1], new byte[0]));
        assertEquals(List.of("1  9 in 1", "1  9 in 1", "1  1 in 1", "1  0 in 1"), came());
        assertEquals(
                List.of(Kind.CLAIMS_TOO_MUCH, Kind.CLAIMS_TOO_MUCH, Kind.CLAIMS_TOO_MUCH, Kind.CLAIMS_TOO_MUCH),
                kinds());
    }

    @Test
    void messageBeyondTheLimitIsDroppedAndReported() {
        byte[] piece = new byte[60_000];
        line.send(1, line.packet(1, 0, piece));
        int number = 1;
        for (int i = 2; i <= TotempgReassembler.LONGEST_MESSAGE / piece.length; i++) {
            line.send(i, line.packet(number % 255 + 1, number, piece));
            number = number % 255 + 1;
        }
        assertEquals(List.of(), kinds());
        assertEquals(0, line.reading().reassembler().droppedAtLimit());
        line.send(100, line.packet(number % 255 + 1, number, piece));
        assertEquals(List.of(Kind.INCOMPLETE_FRAGMENTS), kinds());
        assertEquals(1, line.reading().reassembler().droppedAtLimit());
        assertEquals(List.of(), came());
    }

    @Test
    void memoryOfAllNodesTogetherIsBounded() {
        byte[] piece = new byte[60_000];
        for (int node = 1; node <= 250; node++) {
            line.from(node).send(1, line.packet(1, 0, piece));
            line.from(node).send(2, line.packet(2, 1, piece));
        }
        assertTrue(line.reading().reassembler().droppedAtLimit() > 0);
        for (int node = 1; node <= 250; node++) {
            line.from(node).send(3, line.packet(0, 0, message("x", 1)));
        }
        problems.clear();
        came();
        byte[][] x = cut(message("x", 100), 50);
        line.from(250).send(4, line.packet(1, 0, x[0])).send(5, line.packet(0, 1, x[1]));
        assertEquals(List.of("250 x 100 in 2"), came(), "room that was given up is there again");
    }

    @Test
    void nodesBeyondTheLimitAreReportedAndTheirWholeMessagesDelivered() {
        Totempg many = new Totempg(TotemDialect.COROSYNC3, true, problems);
        for (int node = 1; node <= TotempgReassembler.MOST_ORIGINATORS; node++) {
            many.from(node).send(1, many.packet(0, 0, many.message("x", new byte[1])));
        }
        assertEquals(List.of(), kinds());
        byte[] piece = many.message("piece", new byte[9]);
        many.from(5000).send(1, many.packet(1, 0, many.message("whole", new byte[1]), piece));
        assertEquals(List.of(Kind.INCOMPLETE_FRAGMENTS), kinds());
        assertEquals(TotempgReassembler.MOST_ORIGINATORS + 1, many.messages().size());
        assertEquals(1, many.reading().reassembler().droppedAtLimit());
    }
}
