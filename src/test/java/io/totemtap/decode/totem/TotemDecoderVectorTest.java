package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.totemtap.decode.DecodeProblem;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes every packet of the conformance file and compares each field. */
class TotemDecoderVectorTest {

    static List<JsonNode> packets() {
        return Vectors.list(Vectors.ALL.get("packets"));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void everyFieldIsThatOfTheVector(JsonNode vector) {
        List<DecodeProblem> problems = new ArrayList<>();
        byte[] packet = Vectors.hex(vector, "udp_payload");
        int sourcePort = vector.path("src_port").asInt(0);
        TotemMessage message = Vectors.decode(packet, packet.length, sourcePort, problems);
        assertEquals(List.of(), problems);
        JsonNode fields = vector.get("fields");
        checkHeader(vector, fields, message);
        assertEquals(packet.length - vector.get("envelope_bytes").asInt(), message.length());
        checkBody(fields, message);
        assertTrue(TotemDecoder.looksLikeTotem(packet, 0, packet.length, packet.length));
    }

    private static void checkHeader(JsonNode vector, JsonNode fields, TotemMessage message) {
        assertEquals(fields.get("type").asInt(), message.type().number());
        assertEquals(fields.get("encapsulated").asInt(), message.encapsulated());
        assertEquals(fields.get("nodeid").asLong(), message.nodeId());
        assertEquals(fields.get("endian").asText().equals("little"), message.isLittleEndian());
        assertEquals(-1, message.keyIndex());
        assertFalse(message.header().isEncrypted());
        assertFalse(message.isAuthenticated());
        assertEquals(message.length(), message.header().available());
        String generation = vector.get("generation").asText();
        assertEquals(
                switch (generation) {
                    case "A", "B" -> TotemDialect.OPENAIS_COROSYNC1;
                    case "C" -> TotemDialect.COROSYNC2;
                    default -> TotemDialect.COROSYNC3;
                },
                message.dialect());
        assertEquals(generation.equals("C") ? TotemEnvelope.CRYPTO_2_3 : TotemEnvelope.CLEAR, message.envelope());
        boolean portKnown = vector.has("src_port");
        assertEquals(
                switch (generation) {
                    case "A" -> portKnown ? Generation.A : Generation.A_OR_B;
                    case "B" -> Generation.B;
                    case "C" -> Generation.C2_3;
                    default -> Generation.D;
                },
                message.generation());
    }

    private static void checkBody(JsonNode fields, TotemMessage message) {
        switch (message.type()) {
            case ORF_TOKEN -> checkToken(fields, assertInstanceOf(OrfToken.class, message));
            case MCAST -> checkMcast(fields, assertInstanceOf(Mcast.class, message));
            case MEMB_MERGE_DETECT -> {
                MembMergeDetect merge = assertInstanceOf(MembMergeDetect.class, message);
                checkProcessor(fields.get("system_from"), merge.systemFrom());
                assertEquals(merge.systemFrom().key(), merge.systemFromKey());
                checkRing(fields.get("ring_id"), merge.ringId());
                assertEquals(merge.ringId().sequence(), merge.ringSequence());
                assertEquals(merge.ringId().representative().key(), merge.ringRepresentativeKey());
            }
            case MEMB_JOIN -> checkJoin(fields, assertInstanceOf(MembJoin.class, message));
            case MEMB_COMMIT_TOKEN -> checkCommit(fields, assertInstanceOf(MembCommitToken.class, message));
            case TOKEN_HOLD_CANCEL -> {
                TokenHoldCancel hold = assertInstanceOf(TokenHoldCancel.class, message);
                checkRing(fields.get("ring_id"), hold.ringId());
                assertEquals(hold.ringId().sequence(), hold.ringSequence());
                assertEquals(hold.ringId().representative().key(), hold.ringRepresentativeKey());
            }
            case RING_TEST_ACTIVE, RING_TEST_ACTIVATE, OPAQUE -> throw new AssertionError(message);
        }
    }

    private static void checkToken(JsonNode fields, OrfToken token) {
        assertEquals(fields.get("seq").asLong(), token.seq());
        assertEquals(fields.get("token_seq").asLong(), token.tokenSeq());
        assertEquals(fields.get("aru").asLong(), token.aru());
        assertEquals(fields.get("aru_addr").asLong(), token.aruAddress());
        checkRing(fields.get("ring_id"), token.ringId());
        assertEquals(token.ringId().sequence(), token.ringSequence());
        assertEquals(token.ringId().representative().key(), token.ringRepresentativeKey());
        assertEquals(fields.get("backlog").asLong(), token.backlog());
        assertEquals(fields.get("fcc").asLong(), token.fcc());
        assertEquals(fields.get("retrans_flg").asInt(), token.retransFlag());
        assertEquals(fields.get("rtr_list_entries").asLong(), token.claimedRetransmitCount());
        assertEquals(fields.get("rtr").size(), token.retransmitCount());
        for (int i = 0; i < token.retransmitCount(); i++) {
            checkRing(fields.get("rtr").get(i).get("ring"), token.retransmitRingId(i));
            assertEquals(fields.get("rtr").get(i).get("seq").asLong(), token.retransmitSeq(i));
        }
    }

    private static void checkMcast(JsonNode fields, Mcast mcast) {
        checkProcessor(fields.get("system_from"), mcast.systemFrom());
        assertEquals(mcast.systemFrom().key(), mcast.systemFromKey());
        assertEquals(fields.get("seq").asLong(), mcast.seq());
        assertEquals(fields.get("this_seqno").asLong(), mcast.thisSeqno());
        checkRing(fields.get("ring_id"), mcast.ringId());
        assertEquals(mcast.ringId().sequence(), mcast.ringSequence());
        assertEquals(mcast.ringId().representative().key(), mcast.ringRepresentativeKey());
        assertEquals(fields.get("guarantee").asInt(), mcast.guarantee());
        assertEquals(fields.has("inner"), mcast.hasInner());
        assertEquals(fields.has("inner"), mcast.isRecovery());
        if (fields.has("inner")) {
            JsonNode inner = fields.get("inner");
            assertEquals(inner.get("nodeid").asLong(), mcast.inner().nodeId());
            checkMcast(inner, mcast.inner());
        } else {
            checkTotempg(fields.get("pg"), mcast);
        }
    }

    /** What the payload must hold to the last byte. */
    private static void checkTotempg(JsonNode pg, Mcast mcast) {
        StringBuilder messages = new StringBuilder();
        pg.get("messages").forEach(node -> messages.append(node.asText()));
        int header = 8 + 2 * pg.get("msg_count").asInt();
        assertEquals(messages.toString(), Vectors.hex(mcast.payload()).substring(2 * header));
        assertEquals(pg.get("continuation").asInt(), mcast.payload().u8(5));
    }

    private static void checkJoin(JsonNode fields, MembJoin join) {
        checkProcessor(fields.get("system_from"), join.systemFrom());
        assertEquals(join.systemFrom().key(), join.systemFromKey());
        assertEquals(fields.get("ring_seq").asLong(), join.ringSequence());
        assertEquals(fields.get("np").asInt(), join.procCount());
        assertEquals(fields.get("nf").asInt(), join.failedCount());
        assertEquals(fields.get("np").asLong(), join.claimedProcCount());
        assertEquals(fields.get("nf").asLong(), join.claimedFailedCount());
        for (int i = 0; i < join.procCount(); i++) {
            checkProcessor(fields.get("proc").get(i), join.proc(i));
            assertEquals(join.proc(i).key(), join.procKey(i));
            assertTrue(join.procListHas(join.procKey(i)));
        }
        for (int i = 0; i < join.failedCount(); i++) {
            checkProcessor(fields.get("failed").get(i), join.failed(i));
            assertEquals(join.failed(i).key(), join.failedKey(i));
            assertTrue(join.failedListHas(join.failedKey(i)));
            assertFalse(join.procListHas(join.failedKey(i)) && join.isLeave());
        }
        assertFalse(join.procListHas(-1));
        assertEquals(fields.get("nodeid").asLong() == 0, join.isLeave());
        assertFalse(join.isFailedToReceive());
    }

    private static void checkCommit(JsonNode fields, MembCommitToken token) {
        assertEquals(fields.get("token_seq").asLong(), token.tokenSeq());
        checkRing(fields.get("ring_id"), token.ringId());
        assertEquals(token.ringId().sequence(), token.ringSequence());
        assertEquals(token.ringId().representative().key(), token.ringRepresentativeKey());
        assertEquals(fields.get("retrans_flg").asInt(), token.retransFlag());
        assertEquals(fields.get("memb_index").asInt(), token.membIndex());
        assertEquals(fields.get("addr_entries").asInt(), token.addressCount());
        assertEquals(fields.get("addr_entries").asInt(), token.entryCount());
        assertEquals(fields.get("addr_entries").asLong(), token.claimedMemberCount());
        for (int i = 0; i < token.entryCount(); i++) {
            checkProcessor(fields.get("addr").get(i), token.address(i));
            JsonNode entry = fields.get("memb").get(i);
            checkRing(entry.get("ring_id"), token.entryRingId(i));
            assertEquals(entry.get("ring_id").get("seq").asLong(), token.entryRingSequence(i));
            assertEquals(entry.get("aru").asLong(), token.entryAru(i));
            assertEquals(entry.get("high").asLong(), token.entryHighDelivered(i));
            assertEquals(entry.get("recv").asLong(), token.entryReceivedFlag(i));
        }
    }

    private static void checkProcessor(JsonNode vector, Processor processor) {
        if (!vector.has("addr")) {
            assertEquals(vector.get("nodeid").asLong(), processor.nodeId());
            assertEquals(List.of(), processor.addresses());
            return;
        }
        JsonNode first = vector.get("addr").get(0);
        assertEquals(first.get("nodeid").asLong(), processor.nodeId());
        List<IpAddress> addresses = new ArrayList<>();
        vector.get("addr").forEach(node -> {
            if (node.get("family").asInt() != 0) {
                addresses.add(IpAddress.parse(node.get("addr").asText()).orElseThrow());
            }
        });
        assertEquals(addresses, processor.addresses());
    }

    private static void checkRing(JsonNode vector, RingId ring) {
        assertEquals(vector.get("seq").asLong(), ring.sequence());
        JsonNode representative = vector.get("rep");
        if (representative.isNumber()) {
            assertEquals(new Processor(representative.asLong(), List.of()), ring.representative());
            return;
        }
        assertEquals(
                representative.get("nodeid").asLong(), ring.representative().nodeId());
        List<IpAddress> addresses = representative.get("family").asInt() == 0
                ? List.of()
                : List.of(IpAddress.parse(representative.get("addr").asText()).orElseThrow());
        assertEquals(addresses, ring.representative().addresses());
    }
}
