package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.decode.DecodeProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TotemKeyringTest {

    private static final byte[] SECRET =
            "a secret of thirty-two bytes....".repeat(5).getBytes(StandardCharsets.US_ASCII);
    private static final String NAME = "secretcluster";

    private final TotemKeyring.Builder builder = TotemKeyring.builder();

    @Test
    void keyFileGivesItsFirst128Bytes() {
        assertEquals(Optional.empty(), builder.addKeyFile(SECRET, "key file #1"));
        assertEquals(Optional.empty(), builder.addKey(Arrays.copyOf(SECRET, 128), "the same"));
        assertEquals(1, builder.build().size());
    }

    @Test
    void shortKeyFileIsRefusedInASentence() {
        assertEquals(
                Optional.of("key file #1 has 127 bytes; a totem key file has 128"),
                builder.addKeyFile(new byte[127], "key file #1"));
        assertEquals(0, builder.build().size());
    }

    @Test
    void keyOfNoLengthOrTooLongIsRefused() {
        assertTrue(builder.addKey(new byte[0], "--key").isPresent());
        assertTrue(builder.addKey(new byte[129], "--key").isPresent());
        assertTrue(builder.addClusterName("x".repeat(128), "--cluster-name #1").isPresent());
        assertEquals(Optional.empty(), builder.addKey(new byte[1], "--key"));
        assertFalse(builder.build().keys().get(0).isUsableForSober());
    }

    @Test
    void statedKeysStandBeforeDerivedOnes() {
        assertEquals(Optional.empty(), builder.addDerivedName("guess", "derived #1"));
        assertEquals(Optional.empty(), builder.addClusterName("name", "--cluster-name #1"));
        TotemKeyring keyring = builder.build();
        assertEquals(
                List.of("key 0 (--cluster-name #1)", "key 1 (derived #1)"),
                keyring.keys().stream().map(TotemKey::toString).toList());
        assertEquals(1, keyring.stated());
        assertTrue(keyring.keys().get(1).isDerived());
    }

    @Test
    void guessThatIsStatedLaterIsAStatedKey() {
        builder.addDerivedName(NAME, "derived #1");
        builder.addClusterName(NAME, "--cluster-name #1");
        builder.addDerivedName(NAME, "derived #2");
        TotemKeyring keyring = builder.build();
        assertEquals(1, keyring.size());
        assertFalse(keyring.keys().get(0).isDerived());
        assertEquals("--cluster-name #1", keyring.keys().get(0).source());
    }

    @Test
    void keyringHasALimit() {
        for (int i = 0; i < TotemKeyring.MOST_KEYS; i++) {
            assertEquals(Optional.empty(), builder.addDerivedName("n" + i, "derived #" + i));
        }
        assertTrue(builder.addDerivedName("one more", "derived").isPresent());
    }

    @Test
    void callerMayOverwriteTheArrayItGave() {
        byte[] key = Vectors.hex(Vectors.ALL.get("secauth_capture_A"), "key");
        byte[] packet =
                Vectors.hex(Vectors.ALL.get("secauth_capture_A").get("packets").get(0), "udp_payload");
        builder.addKey(key, "--key");
        Arrays.fill(key, (byte) 0);
        assertTrue(Vectors.open(new TotemOpener(builder.build()), packet, packet.length)
                .isOpened());
    }

    @Test
    void nothingThatCanBePrintedHoldsKeyOrName() {
        builder.addKeyFile(SECRET, "key file #1");
        builder.addClusterName(NAME, "--cluster-name #1");
        builder.addDerivedName(NAME + "2", "derived #1");
        TotemKeyring keyring = builder.build();
        TotemDecoder decoder = new TotemDecoder(keyring);
        StringBuilder printed = new StringBuilder();
        printed.append(keyring).append(keyring.keys());
        printed.append(builder.addKeyFile(Arrays.copyOf(SECRET, 60), "key file #2"));
        printed.append(builder.addKey(Arrays.copyOf(SECRET, 140), "--key"));
        printed.append(builder.addClusterName(NAME.repeat(20), "--cluster-name #2"));
        List<DecodeProblem> problems = new ArrayList<>();
        for (Vectors.Sample sample : Vectors.samples()) {
            byte[] packet = sample.packet();
            OpenedTotem opened = Vectors.open(new TotemOpener(keyring), packet, packet.length);
            printed.append(opened).append(opened.recipe());
            printed.append(decoder.decode(opened, 5404, 5405, problems::add));
        }
        printed.append(problems);
        String text = printed.toString();
        for (String secret : List.of(
                new String(SECRET, StandardCharsets.US_ASCII).substring(0, 8),
                NAME,
                Vectors.hex(SECRET).substring(0, 12),
                Arrays.toString(SECRET).substring(1, 20))) {
            assertFalse(text.contains(secret), secret);
        }
    }
}
