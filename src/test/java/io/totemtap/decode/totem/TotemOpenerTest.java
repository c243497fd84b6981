package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which keys are tried when, what is remembered, and what is done with payloads that are not all there. */
class TotemOpenerTest {

    private static final byte[] OPENAIS = packet("secauth_capture_A", 1);
    private static final byte[] COROSYNC1 = packet("secauth_capture_B", 1);
    private static final byte[] COROSYNC2 = packet("crypto_2x_capture", 1);
    private static final byte[] KEY = Vectors.hex(Vectors.ALL.get("secauth_capture_A"), "key");

    private static byte[] packet(String set, int index) {
        return Vectors.hex(Vectors.ALL.get(set).get("packets").get(index), "udp_payload");
    }

    private static String plaintext(String set, int index) {
        return Vectors.ALL.get(set).get("packets").get(index).get("plaintext").asText();
    }

    @Test
    void statedKeysAreAllTriedAndTheIndexTellsWhich() {
        TotemKeyring.Builder builder = TotemKeyring.builder();
        accept(builder.addClusterName("other", "--cluster-name #1"));
        accept(builder.addKeyFile(new byte[128], "key file #1"));
        accept(builder.addKeyFile(KEY, "key file #2"));
        TotemOpener opener = new TotemOpener(builder.build());
        for (byte[] packet : List.of(OPENAIS, COROSYNC1, COROSYNC2)) {
            OpenedTotem opened = Vectors.open(opener, packet, packet.length);
            assertTrue(opened.isOpened());
            assertEquals(2, opened.keyIndex());
        }
        assertEquals(0, opener.openedPackets(0));
        assertEquals(0, opener.openedPackets(1));
        assertEquals(3, opener.openedPackets(2));
    }

    @Test
    void derivedKeysAreTriedOnTheFirstUnopenedPacketsOfAFlowOnly() {
        JsonNode vector = Vectors.ALL.get("secauth_sober").get("vectors").get(0);
        byte[] mine = Vectors.hex(vector, "packet_generation_B");
        TotemKeyring.Builder builder = TotemKeyring.builder().derivedBudget(3);
        accept(builder.addDerivedName(vector.get("cluster_name").asText(), "derived from host names"));
        TotemOpener opener = new TotemOpener(builder.build());
        for (int i = 0; i < 2; i++) {
            assertFalse(open(opener, OPENAIS, 1).isOpened());
        }
        assertTrue(open(opener, mine, 1).isOpened(), "two of three tries are used");
        assertFalse(open(opener, OPENAIS, 1).isOpened());
        assertTrue(open(opener, mine, 1).isOpened(), "what opened the last packet is always tried");
        for (int i = 0; i < 3; i++) {
            assertFalse(open(opener, OPENAIS, 2).isOpened());
        }
        assertFalse(open(opener, mine, 2).isOpened(), "the budget of this flow is used");
        assertTrue(open(opener, mine, 3).isOpened(), "another flow has its own");
    }

    @Test
    void payloadsThatAreCutDoNotUseUpTheBudget() {
        JsonNode vector = Vectors.ALL.get("secauth_sober").get("vectors").get(0);
        byte[] mine = Vectors.hex(vector, "packet_generation_A");
        TotemKeyring.Builder builder = TotemKeyring.builder().derivedBudget(1);
        accept(builder.addDerivedName(vector.get("cluster_name").asText(), "derived from host names"));
        TotemOpener opener = new TotemOpener(builder.build());
        for (int i = 0; i < 5; i++) {
            assertFalse(
                    Vectors.open(opener, Arrays.copyOf(mine, 60), mine.length).isOpened());
        }
        assertTrue(Vectors.open(opener, mine, mine.length).isOpened());
    }

    @Test
    void keyThatSignsReadableMessagesIsNamed() {
        JsonNode vector = Vectors.ALL.get("crypto_2x").get("vectors").get(10);
        byte[] packet = Vectors.hex(vector, "packet");
        TotemKeyring.Builder builder = TotemKeyring.builder();
        accept(builder.addKeyFile(KEY, "key file #1"));
        accept(builder.addKeyFile(Vectors.hex(vector, "key"), "key file #2"));
        TotemOpener opener = new TotemOpener(builder.build());
        for (int i = 0; i < 2; i++) {
            OpenedTotem opened = Vectors.open(opener, packet, packet.length);
            assertEquals(1, opened.keyIndex());
            assertEquals(TotemCipher.NONE, opened.cipher());
            assertTrue(opened.isAuthenticated());
        }
        OpenedTotem changed = Vectors.open(opener, Vectors.flipped(packet, 30, 1), packet.length);
        assertTrue(changed.isOpened());
        assertEquals(-1, changed.keyIndex());
        assertFalse(changed.isAuthenticated());
    }

    @Test
    void flowsBeyondTheLimitAreCountedAndStillTriedWithStatedKeys() {
        TotemOpener opener = new TotemOpener(Vectors.keyring(KEY));
        for (int flow = 0; flow < FlowMemory.MOST_FLOWS; flow++) {
            open(opener, new byte[60], flow * 0x1_0000_0001L);
        }
        assertEquals(0, opener.packetsBeyondFlowLimit());
        assertTrue(open(opener, OPENAIS, -1).isOpened());
        assertEquals(1, opener.packetsBeyondFlowLimit());
        assertTrue(open(opener, OPENAIS, 0).isOpened());
        assertEquals(1, opener.packetsBeyondFlowLimit());
    }

    @Test
    void cutPayloadOfAnUnknownFlowStaysShut() {
        TotemOpener opener = new TotemOpener(Vectors.keyring(KEY));
        for (byte[] packet : List.of(OPENAIS, COROSYNC1, COROSYNC2)) {
            OpenedTotem opened = Vectors.open(opener, Arrays.copyOf(packet, packet.length - 1), packet.length);
            assertFalse(opened.isOpened());
            assertTrue(opened.isCut());
            assertEquals(packet.length, opened.claimedPayload());
        }
    }

    @Test
    void cutSoberPayloadOfAKnownFlowIsDecryptedWithoutProof() {
        for (String set : List.of("secauth_capture_A", "secauth_capture_B")) {
            TotemOpener opener = new TotemOpener(Vectors.keyring(KEY));
            byte[] packet = packet(set, 1);
            String plain = plaintext(set, 1);
            assertTrue(Vectors.open(opener, packet, packet.length).isOpened());
            for (int cut = 40; cut < packet.length; cut++) {
                OpenedTotem opened = Vectors.open(opener, Arrays.copyOf(packet, cut), packet.length);
                assertTrue(opened.isOpened(), "cut at " + cut);
                assertFalse(opened.isAuthenticated());
                assertEquals(0, opened.keyIndex());
                int length = Math.min(cut - 36, plain.length() / 2);
                assertEquals(plain.substring(0, 2 * length), Vectors.hex(opened.message()));
                assertEquals(plain.length() / 2, opened.claimedLength());
            }
        }
    }

    @Test
    void cutBlockCipherPayloadOfAKnownFlowIsDecryptedToTheLastWholeBlock() {
        JsonNode nss = Vectors.ALL.get("nss_1x").get("vectors").get(0);
        checkCutBlocks(
                Vectors.hex(nss, "key"),
                Vectors.hex(nss, "packet"),
                nss.get("plaintext").asText(),
                36,
                16);
        for (JsonNode vector : Vectors.ALL.get("crypto_2x").get("vectors")) {
            String cipher = vector.get("cipher").asText();
            if (!cipher.equals("none")) {
                int hash = vector.get("format").asText().equals("2.0") ? 20 : 0;
                checkCutBlocks(
                        Vectors.hex(vector, "key"),
                        Vectors.hex(vector, "packet"),
                        vector.get("plaintext").asText(),
                        4 + 16 + hash,
                        cipher.equals("3des") ? 8 : 16);
            }
        }
    }

    private static void checkCutBlocks(byte[] key, byte[] packet, String plain, int data, int block) {
        TotemOpener opener = new TotemOpener(Vectors.keyring(key));
        assertTrue(Vectors.open(opener, packet, packet.length).isOpened());
        for (int cut = data + block; cut < data + plain.length() / 2; cut++) {
            OpenedTotem opened = Vectors.open(opener, Arrays.copyOf(packet, cut), packet.length);
            assertTrue(opened.isOpened(), "cut at " + cut);
            assertFalse(opened.isAuthenticated());
            int length = (cut - data) / block * block;
            assertEquals(plain.substring(0, 2 * length), Vectors.hex(opened.message()));
            assertEquals(OpenedTotem.UNKNOWN_LENGTH, opened.claimedLength());
        }
    }

    @Test
    void cutPayloadThatDecryptsToNoMessageStaysShut() {
        TotemOpener opener = new TotemOpener(Vectors.keyring(KEY));
        assertTrue(Vectors.open(opener, OPENAIS, OPENAIS.length).isOpened());
        byte[] other = OPENAIS.clone();
        other[25] ^= 1;
        assertFalse(Vectors.open(opener, Arrays.copyOf(other, 80), other.length).isOpened());
    }

    @Test
    void cutReadablePayloadOfCorosync2IsReadAndMayHideItsHash() {
        JsonNode vector = Vectors.ALL.get("crypto_2x").get("vectors").get(10);
        assertEquals("none", vector.get("cipher").asText());
        assertEquals("sha1", vector.get("hash").asText());
        byte[] packet = Vectors.hex(vector, "packet");
        TotemOpener opener = new TotemOpener(TotemKeyring.EMPTY);
        for (int cut = 4 + 83; cut < packet.length; cut++) {
            OpenedTotem opened = Vectors.open(opener, Arrays.copyOf(packet, cut), packet.length);
            assertEquals(vector.get("plaintext").asText(), Vectors.hex(opened.message()));
            assertEquals(TotemHash.SHA1, opened.hash());
            assertFalse(opened.isAuthenticated());
        }
        OpenedTotem opened = Vectors.open(opener, Arrays.copyOf(packet, 40), packet.length);
        assertEquals(36, opened.message().length());
    }

    @Test
    void keyWhoseLengthSoberCannotUseStillOpensTheOtherEnvelopes() {
        JsonNode nss = Vectors.ALL.get("nss_1x").get("vectors").get(0);
        byte[] odd = Arrays.copyOf(Vectors.hex(nss, "key"), 33);
        assertTrue(Vectors.open(odd, Vectors.hex(nss, "packet")).isOpened());
        assertFalse(Vectors.open(odd, OPENAIS).isOpened());
    }

    @Test
    void payloadIsLeftShutWhereTheBufferHasNoRoom() {
        TotemOpener opener = new TotemOpener(Vectors.keyring(KEY));
        OpenedTotem opened = new OpenedTotem();
        opener.open(Vectors.range(OPENAIS), OPENAIS.length, 1, new byte[OPENAIS.length - 1], 0, opened);
        assertFalse(opened.isOpened());
        opener.open(Vectors.range(OPENAIS), OPENAIS.length, 1, new byte[OPENAIS.length], 1, opened);
        assertFalse(opened.isOpened());
        byte[] roomy = new byte[OPENAIS.length + 5];
        opener.open(Vectors.range(OPENAIS), OPENAIS.length, 1, roomy, 5, opened);
        assertTrue(opened.isOpened());
        assertEquals(plaintext("secauth_capture_A", 1), Vectors.hex(opened.message()));
        assertEquals(0, roomy[4]);
    }

    @Test
    void oneFlowCanChangeItsEnvelope() {
        TotemOpener opener = new TotemOpener(Vectors.keyring(KEY));
        byte[] clear = Vectors.hex(plaintext("secauth_capture_A", 1));
        for (int round = 0; round < 2; round++) {
            assertEquals(TotemEnvelope.SECAUTH, open(opener, OPENAIS, 9).envelope());
            assertEquals(TotemEnvelope.CLEAR, open(opener, clear, 9).envelope());
            assertEquals(TotemEnvelope.SECAUTH_TYPED, open(opener, COROSYNC1, 9).envelope());
            assertEquals(TotemEnvelope.CRYPTO_2_3, open(opener, COROSYNC2, 9).envelope());
        }
        assertEquals(6, opener.openedPackets(0));
    }

    @Test
    void openersOfOneKeyringWorkSideBySide() throws InterruptedException {
        TotemKeyring keyring = Vectors.keyring(KEY);
        int[] opened = new int[4];
        Thread[] threads = new Thread[opened.length];
        for (int t = 0; t < threads.length; t++) {
            int mine = t;
            threads[t] = new Thread(() -> {
                TotemOpener opener = new TotemOpener(keyring);
                for (int i = 0; i < 500; i++) {
                    byte[] packet = List.of(OPENAIS, COROSYNC1, COROSYNC2).get(i % 3);
                    opened[mine] += open(opener, packet, i % 3).isOpened() ? 1 : 0;
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals("[500, 500, 500, 500]", Arrays.toString(opened));
    }

    private static OpenedTotem open(TotemOpener opener, byte[] packet, long flow) {
        OpenedTotem result = new OpenedTotem();
        opener.open(Vectors.range(packet), packet.length, flow, new byte[packet.length], 0, result);
        return result;
    }

    private static void accept(java.util.Optional<String> refusal) {
        assertTrue(refusal.isEmpty(), refusal.toString());
    }
}
