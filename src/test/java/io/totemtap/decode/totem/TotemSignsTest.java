package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotemSignsTest {

    @Test
    void everyReadablePacketAndEveryCorosync2EnvelopeLooksLikeTotem() {
        for (Vectors.Sample sample : Vectors.samples()) {
            byte[] packet = sample.packet();
            boolean marked = Vectors.open(new TotemOpener(TotemKeyring.EMPTY), packet, packet.length)
                            .isOpened()
                    || (packet[2] == 0 && packet[3] == 0);
            assertEquals(
                    marked, TotemDecoder.looksLikeTotem(packet, 0, packet.length, packet.length), sample.toString());
        }
    }

    @Test
    void readablePacketIsRecognisedInsideALargerArrayAndAfterAShortSlice() {
        for (JsonNode node : Vectors.ALL.get("packets")) {
            byte[] packet = Vectors.hex(node, "udp_payload");
            byte[] inside = new byte[packet.length + 99];
            System.arraycopy(packet, 0, inside, 50, packet.length);
            assertTrue(TotemDecoder.looksLikeTotem(inside, 50, packet.length, packet.length));
            byte[] slice = Arrays.copyOf(packet, Math.min(packet.length, 34));
            assertTrue(TotemDecoder.looksLikeTotem(slice, 0, slice.length, packet.length));
        }
    }

    @Test
    void randomPayloadsDoNotLookLikeTotem() {
        Random random = new Random(5405);
        byte[] payload = new byte[160];
        for (int i = 0; i < 2_000_000; i++) {
            random.nextBytes(payload);
            int length = i % payload.length;
            assertFalse(TotemDecoder.looksLikeTotem(payload, 0, length, length));
        }
    }

    /** All bytes that are compared have been given the best chance; what is left must still be refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "000022ff",
                "010222ff",
                "020022ff",
                "030022ff",
                "040022ff",
                "050022ff",
                "060022ff",
                "070022ff",
                "0000ff22",
                "fefe0000020022ff",
                "ffff0000020022ff",
                "00000000020022ff",
                "01020000",
                "70c00302"
            })
    void rightBeginningWithRandomRestSeldomLooksLikeTotem(String beginning) {
        Random random = new Random(1);
        byte[] payload = new byte[151];
        int passed = 0;
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(payload);
            byte[] start = Vectors.hex(beginning);
            System.arraycopy(start, 0, payload, 0, start.length);
            passed += TotemDecoder.looksLikeTotem(payload, 0, payload.length, payload.length) ? 1 : 0;
        }
        assertTrue(passed < 20, beginning + " passed " + passed + " times");
    }

    @Test
    void everyPrefixIsTestedWithoutReadingBeyondIt() {
        for (Vectors.Sample sample : Vectors.samples()) {
            for (int length = 0; length <= Math.min(40, sample.packet().length); length++) {
                byte[] prefix = Arrays.copyOf(sample.packet(), length);
                TotemDecoder.looksLikeTotem(prefix, 0, length, sample.packet().length);
                TotemDecoder.looksLikeTotem(prefix, 0, length, length);
                TotemDecoder.looksLikeTotem(prefix, 0, length, 0);
            }
        }
    }

    @Test
    void otherProtocolsDoNotLookLikeTotem() {
        // knet, a DNS query for example.com, and zeros.
        assertFalse(looks("0101000000000000000000000000000000000000000000000000000000000000000000000000"));
        assertFalse(looks("1a2b01000001000000000000076578616d706c6503636f6d0000010001"));
        assertFalse(looks("00".repeat(100)));
        assertFalse(looks("ff".repeat(100)));
    }

    private static boolean looks(String hex) {
        byte[] bytes = Vectors.hex(hex);
        return TotemDecoder.looksLikeTotem(bytes, 0, bytes.length, bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        // section by envelope: MERGE_DETECT, token, HOLD_CANCEL, JOIN of 1 and 3, COMMIT_TOKEN of 2
        "118, 106, 74, 148, 236, 262",
        "119, 107, 75, 149, 237, 263",
        "133, 117, 85, 165, 245, 277"
    })
    void lengthsOfEncryptedMessagesArePlausible(int merge, int token, int hold, int join, int join3, int commit) {
        for (int length : new int[] {merge, token, hold, join, join3, commit}) {
            assertTrue(TotemDecoder.isPlausibleOpaque(length, 5404, 5405), "length " + length);
            assertTrue(TotemDecoder.isPlausibleOpaque(length, 5149, 5405), "length " + length);
            assertFalse(TotemDecoder.isPlausibleOpaque(length, 5405, 5405), "length " + length);
            assertFalse(TotemDecoder.isPlausibleOpaque(length, 40000, 5405), "length " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 36, 47, 50, 60, 73, 76, 84, 90, 100, 105, 108, 120, 130, 10_038, 65_000})
    void lengthsThatNoMessageHasAreNotPlausible(int length) {
        assertFalse(TotemDecoder.isPlausibleOpaque(length, 5404, 5405));
    }

    @Test
    void everyMcastLengthIsPlausible() {
        for (int length = 144; length <= 1473; length++) {
            assertTrue(TotemDecoder.isPlausibleOpaque(length, 5404, 5405), "length " + length);
        }
    }
}
