package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opens every encrypted packet of the conformance file, and refuses it after any change. */
class TotemOpenerVectorTest {

    private static final int SECAUTH_DATA = 36;
    private static final byte[] WRONG_KEY =
            "another key file".repeat(8).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    static List<JsonNode> secauth() {
        return Vectors.list(Vectors.ALL.get("secauth_sober").get("vectors"));
    }

    static List<JsonNode> nss() {
        return Vectors.list(Vectors.ALL.get("nss_1x").get("vectors"));
    }

    static List<JsonNode> crypto2() {
        return Vectors.list(Vectors.ALL.get("crypto_2x").get("vectors"));
    }

    static List<JsonNode> crypto2Encrypted() {
        return crypto2().stream()
                .filter(vector -> !vector.get("cipher").asText().equals("none"))
                .toList();
    }

    static List<JsonNode> crypto2Readable() {
        return crypto2().stream()
                .filter(vector -> vector.get("cipher").asText().equals("none"))
                .toList();
    }

    static Stream<List<Object>> captured() {
        return Stream.of("secauth_capture_A", "secauth_capture_B", "crypto_2x_capture")
                .flatMap(set -> Vectors.list(Vectors.ALL.get(set).get("packets")).stream()
                        .map(node -> List.<Object>of(set, Vectors.hex(Vectors.ALL.get(set), "key"), node)));
    }

    @ParameterizedTest
    @MethodSource("secauth")
    void opensSecauthOfOpenais(JsonNode vector) {
        OpenedTotem opened = Vectors.open(Vectors.hex(vector, "key"), Vectors.hex(vector, "packet_generation_A"));
        checkOpened(vector, TotemEnvelope.SECAUTH, opened);
        assertEquals(TotemHash.SHA1, opened.hash());
        assertEquals(TotemCipher.NONE, opened.cipher());
    }

    @ParameterizedTest
    @MethodSource("secauth")
    void opensSecauthOfCorosyncWithItsTypeByteAndWithout(JsonNode vector) {
        byte[] packet = Vectors.hex(vector, "packet_generation_B");
        checkOpened(vector, TotemEnvelope.SECAUTH_TYPED, Vectors.open(Vectors.hex(vector, "key"), packet));
        byte[] without = Arrays.copyOf(packet, packet.length - 1);
        checkOpened(vector, TotemEnvelope.SECAUTH, Vectors.open(Vectors.hex(vector, "key"), without));
    }

    @ParameterizedTest
    @MethodSource("nss")
    void opensNssOfCorosync1(JsonNode vector) {
        OpenedTotem opened = Vectors.open(Vectors.hex(vector, "key"), Vectors.hex(vector, "packet"));
        checkOpened(vector, TotemEnvelope.SECAUTH_NSS, opened);
        assertEquals(TotemCipher.AES256, opened.cipher());
    }

    @ParameterizedTest
    @MethodSource("crypto2")
    void opensCorosync2WithEveryCipherAndHash(JsonNode vector) {
        OpenedTotem opened = Vectors.open(Vectors.hex(vector, "key"), Vectors.hex(vector, "packet"));
        assertTrue(opened.isOpened());
        assertEquals(envelope(vector), opened.envelope());
        assertEquals(TotemDialect.COROSYNC2, opened.dialect());
        assertEquals(vector.get("plaintext").asText(), Vectors.hex(opened.message()));
        assertEquals(vector.get("cipher").asText(), name(opened.cipher()));
        assertEquals(vector.get("hash").asText(), name(opened.hash()));
        assertEquals(opened.hash() != TotemHash.NONE, opened.isAuthenticated());
        assertFalse(opened.isDigestMismatch());
        boolean encrypted = opened.cipher() != TotemCipher.NONE;
        boolean signed = opened.hash() != TotemHash.NONE && opened.envelope() == TotemEnvelope.CRYPTO_2_3;
        assertEquals(encrypted || signed ? 0 : -1, opened.keyIndex());
    }

    @ParameterizedTest
    @MethodSource("captured")
    void opensWhatRealDaemonsSent(List<Object> sample) {
        JsonNode node = (JsonNode) sample.get(2);
        byte[] packet = Vectors.hex(node, "udp_payload");
        OpenedTotem opened = Vectors.open((byte[]) sample.get(1), packet);
        TotemEnvelope envelope =
                switch ((String) sample.get(0)) {
                    case "secauth_capture_A" -> TotemEnvelope.SECAUTH;
                    case "secauth_capture_B" -> TotemEnvelope.SECAUTH_TYPED;
                    default -> TotemEnvelope.CRYPTO_2_3;
                };
        checkOpened(node, envelope, opened);
        assertTrue(TotemDecoder.isPlausibleOpaque(
                        packet.length, node.get("src_port").asInt(), 5405)
                || TotemDecoder.looksLikeTotem(packet, 0, packet.length, packet.length));
    }

    @ParameterizedTest
    @MethodSource("secauth")
    void refusesSecauthWithAnyBitTurned(JsonNode vector) {
        byte[] key = Vectors.hex(vector, "key");
        byte[] openais = Vectors.hex(vector, "packet_generation_A");
        refuseEveryFlip(key, openais, 0, openais.length);
        byte[] corosync = Vectors.hex(vector, "packet_generation_B");
        refuseEveryFlip(key, corosync, 0, corosync.length - 1);
    }

    @ParameterizedTest
    @MethodSource("nss")
    void refusesNssWithAnyBitTurned(JsonNode vector) {
        byte[] packet = Vectors.hex(vector, "packet");
        refuseEveryFlip(Vectors.hex(vector, "key"), packet, 0, packet.length - 1);
    }

    @ParameterizedTest
    @MethodSource("crypto2Encrypted")
    void refusesCorosync2WithAnyBitTurned(JsonNode vector) {
        byte[] packet = Vectors.hex(vector, "packet");
        // The hash of 2.0 does not cover the prefix.
        int from = envelope(vector) == TotemEnvelope.CRYPTO_2_0 ? 4 : 0;
        refuseEveryFlip(Vectors.hex(vector, "key"), packet, from, packet.length);
    }

    @ParameterizedTest
    @MethodSource("crypto2Readable")
    void readsWithoutCipherButDoesNotVouchForAnyBitTurned(JsonNode vector) {
        byte[] packet = Vectors.hex(vector, "packet");
        boolean hashed = !vector.get("hash").asText().equals("none");
        for (int at = 4; at < packet.length && hashed; at++) {
            OpenedTotem opened = Vectors.open(Vectors.hex(vector, "key"), Vectors.flipped(packet, at, 1 << at % 8));
            assertFalse(opened.isAuthenticated(), "byte " + at);
        }
    }

    @ParameterizedTest
    @MethodSource("crypto2Encrypted")
    void refusesCorosync2UnderAnotherKeyAndStillNamesTheEnvelope(JsonNode vector) {
        OpenedTotem opened = Vectors.open(WRONG_KEY, Vectors.hex(vector, "packet"));
        assertFalse(opened.isOpened());
        assertEquals(-1, opened.keyIndex());
        assertEquals(envelope(vector), opened.envelope());
        assertEquals(vector.get("packet").asText(), Vectors.hex(opened.message()));
    }

    @ParameterizedTest
    @MethodSource("secauth")
    void refusesSecauthUnderAnotherKey(JsonNode vector) {
        OpenedTotem opened = Vectors.open(WRONG_KEY, Vectors.hex(vector, "packet_generation_B"));
        assertFalse(opened.isOpened());
        assertEquals(TotemEnvelope.UNKNOWN, opened.envelope());
    }

    @Test
    void reportsADigestThatEverybodyCanCheckAndThatDoesNotFit() {
        for (JsonNode vector : crypto2Readable()) {
            boolean openHash = envelope(vector) != TotemEnvelope.CRYPTO_2_3
                    && !vector.get("hash").asText().equals("none");
            byte[] packet = Vectors.hex(vector, "packet");
            int lastOfMessage = openHash && envelope(vector) == TotemEnvelope.CRYPTO_2_0
                    ? packet.length - 1
                    : 4 + vector.get("plaintext").asText().length() / 2 - 1;
            OpenedTotem opened = Vectors.open(
                    new TotemOpener(TotemKeyring.EMPTY), Vectors.flipped(packet, lastOfMessage, 1), packet.length);
            assertTrue(opened.isOpened());
            assertEquals(
                    openHash, opened.isDigestMismatch(), vector.get("format").asText());
        }
    }

    @Test
    void messagesInsideAreThoseOfTheirDialect() {
        for (Vectors.Sample sample : Vectors.samples()) {
            TotemDecoder decoder = new TotemDecoder(sample.keyring());
            TotemMessage message =
                    decoder.decode(Vectors.range(sample.packet()), sample.packet().length, 5404, 5405, 1, problem -> {
                        throw new AssertionError(sample + ": " + problem);
                    });
            assertNotEquals(TotemType.OPAQUE, message.type(), sample.toString());
        }
    }

    private static void refuseEveryFlip(byte[] key, byte[] packet, int from, int to) {
        TotemOpener opener = new TotemOpener(Vectors.keyring(key));
        for (int at = from; at < to; at++) {
            for (int bit = 0; bit < 8; bit++) {
                OpenedTotem opened = Vectors.open(opener, Vectors.flipped(packet, at, 1 << bit), packet.length);
                assertFalse(opened.isOpened(), "byte " + at + " bit " + bit);
                assertFalse(opened.isAuthenticated());
            }
        }
        assertEquals(0, opener.openedPackets(0));
        assertTrue(Vectors.open(opener, packet, packet.length).isOpened());
        assertEquals(1, opener.openedPackets(0));
        assertFalse(Vectors.open(opener, Vectors.flipped(packet, SECAUTH_DATA, 1), packet.length)
                .isOpened());
    }

    private static void checkOpened(JsonNode vector, TotemEnvelope envelope, OpenedTotem opened) {
        assertTrue(opened.isOpened());
        assertEquals(vector.get("plaintext").asText(), Vectors.hex(opened.message()));
        assertEquals(envelope, opened.envelope());
        assertEquals(0, opened.keyIndex());
        assertTrue(opened.isAuthenticated());
        assertEquals(opened.message().length(), opened.claimedLength());
    }

    private static TotemEnvelope envelope(JsonNode vector) {
        return switch (vector.get("format").asText()) {
            case "2.0" -> TotemEnvelope.CRYPTO_2_0;
            case "2.2" -> TotemEnvelope.CRYPTO_2_2;
            default -> TotemEnvelope.CRYPTO_2_3;
        };
    }

    private static String name(TotemCipher cipher) {
        return switch (cipher) {
            case NONE -> "none";
            case AES256 -> "aes256";
            case AES192 -> "aes192";
            case AES128 -> "aes128";
            case TRIPLE_DES -> "3des";
        };
    }

    private static String name(TotemHash hash) {
        return switch (hash) {
            case NONE -> "none";
            case MD5 -> "md5";
            case SHA1 -> "sha1";
            case SHA256 -> "sha256";
            case SHA384 -> "sha384";
            case SHA512 -> "sha512";
        };
    }
}
