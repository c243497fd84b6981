package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.FrameSource;
import io.totemtap.capture.file.CaptureFiles;
import io.totemtap.decode.UdpPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of corosync 2.x: the right key opens every packet to port 5405, another one opens none. */
class RightKeyTest {

    private static final int PORT = 5405;

    private static List<byte[]> payloads(Path file) {
        List<byte[]> payloads = new ArrayList<>();
        UdpPlace place = new UdpPlace();
        try (FrameSource source = CaptureFiles.open(file)) {
            source.run(new FrameSink() {
                @Override
                public void openInterface(CaptureInterface description) {
                    // one interface, Ethernet
                }

                @Override
                public void frame(Frame frame) {
                    if (place.find(frame) && place.destinationPort() == PORT) {
                        assertEquals(place.claimed(), place.captured(), "a recording of whole frames");
                        payloads.add(
                                Arrays.copyOfRange(frame.bytes(), place.offset(), place.offset() + place.captured()));
                    }
                }
            });
        }
        assertTrue(payloads.size() > 30, file + " has too few packets to tell");
        return payloads;
    }

    private static List<Path> captures(String recording) throws IOException {
        try (var files = Files.list(Path.of("captures", recording))) {
            return files.filter(CaptureFiles::looksLikeCapture).sorted().toList();
        }
    }

    private static byte[] key(String recording, String name) throws IOException {
        return Arrays.copyOf(Files.readAllBytes(Path.of("captures", recording, name)), TotemKeyring.KEY_LENGTH);
    }

    /** How many of the payloads are messages that a key opened and authenticated. */
    private static int opened(List<byte[]> payloads, byte[] key) {
        TotemDecoder decoder = new TotemDecoder(Vectors.keyring(key));
        int opened = 0;
        for (byte[] payload : payloads) {
            TotemMessage message = decoder.decode(Vectors.range(payload), payload.length, 5404, PORT, 1, problem -> {});
            opened += message instanceof OpaqueTotem ? 0 : 1;
        }
        assertEquals(opened, decoder.opener().openedPackets(0));
        return opened;
    }

    @ParameterizedTest
    @ValueSource(strings = {"needle-crypto-startup", "needle-crypto-seed"})
    void theRightKeyOpensEveryPacketAndAnotherNone(String recording) throws IOException {
        byte[] right = key(recording, "authkey");
        byte[] wrong = right.clone();
        wrong[TotemKeyring.KEY_LENGTH - 1] ^= 1;
        for (Path capture : captures(recording)) {
            List<byte[]> payloads = payloads(capture);
            assertEquals(payloads.size(), opened(payloads, right), capture.toString());
            assertEquals(0, opened(payloads, wrong), capture.toString());
        }
    }

    @Test
    void eachOfTwoKeysOpensWhatItsNodeSentAndNothingElse() throws IOException {
        String recording = "needle-crypto-wrongkey";
        byte[] one = key(recording, "n1.authkey");
        byte[] other = key(recording, "n2.authkey");
        assertFalse(Arrays.equals(one, other));
        List<byte[]> payloads = payloads(Path.of("captures", recording, "sw-p1.pcap"));
        int ofOne = opened(payloads, one);
        int ofOther = opened(payloads, other);
        assertNotEquals(0, ofOne);
        assertNotEquals(0, ofOther);
        assertEquals(payloads.size(), ofOne + ofOther);
    }

    @Test
    void withoutCryptoEveryPacketIsReadWithoutAKey() throws IOException {
        for (Path capture : captures("needle-startup")) {
            TotemDecoder decoder = new TotemDecoder(TotemKeyring.EMPTY);
            for (byte[] payload : payloads(capture)) {
                TotemMessage message =
                        decoder.decode(Vectors.range(payload), payload.length, 5404, PORT, 1, problem -> {});
                assertFalse(message instanceof OpaqueTotem, capture.toString());
            }
        }
    }
}
