package io.totemtap.decode.totem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Sober128Test {

    static List<JsonNode> streams() {
        return Vectors.list(Vectors.ALL.get("sober128").get("stream"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void givesThePublishedKeystream(JsonNode vector) {
        Sober128 cipher = keyed(vector);
        byte[] out = new byte[vector.get("length").asInt()];
        cipher.keystream(out, 0, out.length);
        assertEquals(vector.get("keystream").asText(), Vectors.hex(out));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void givesTheSameKeystreamInPiecesOfAnyLength(JsonNode vector) {
        for (int piece = 1; piece <= 9; piece++) {
            Sober128 cipher = keyed(vector);
            byte[] out = new byte[vector.get("length").asInt()];
            for (int at = 0; at < out.length; at += piece) {
                cipher.keystream(out, at, Math.min(piece, out.length - at));
            }
            assertEquals(vector.get("keystream").asText(), Vectors.hex(out), "pieces of " + piece);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void startsAnewWithEachInitialVector(JsonNode vector) {
        Sober128 cipher = keyed(vector);
        cipher.keystream(new byte[1003], 0, 1003);
        byte[] iv = Vectors.hex(vector, "iv");
        cipher.iv(iv, 0, iv.length);
        byte[] out = new byte[vector.get("length").asInt()];
        cipher.keystream(out, 0, out.length);
        assertEquals(vector.get("keystream").asText(), Vectors.hex(out));
    }

    @Test
    void hasThePublishedStateAfterKeying() {
        JsonNode vector = Vectors.ALL.get("sober128").get("state_after_key");
        Sober128.Keyed keyed = Sober128.keyed(Vectors.hex(vector, "key"));
        assertEquals(vector.get("konst").asText(), String.format("%08x", keyed.konst()));
        for (int i = 0; i < Sober128.REGISTER; i++) {
            assertEquals(vector.get("register").get(i).asText(), String.format("%08x", keyed.register(i)), "word " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void continuesFromStateMadeElsewhere(JsonNode vector) {
        Sober128 cipher = new Sober128();
        cipher.use(Sober128.keyed(Vectors.hex(vector, "key")));
        byte[] iv = Vectors.hex(vector, "iv");
        cipher.iv(iv, 0, iv.length);
        byte[] out = new byte[vector.get("length").asInt()];
        cipher.keystream(out, 0, out.length);
        assertEquals(vector.get("keystream").asText(), Vectors.hex(out));
    }

    @Test
    void appliesTheKeystreamInPlaceAndElsewhereAlike() {
        JsonNode vector = streams().get(0);
        byte[] text = "a message that is longer than one word".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] elsewhere = new byte[text.length + 3];
        keyed(vector).apply(text, 0, elsewhere, 3, text.length);
        byte[] inPlace = text.clone();
        keyed(vector).apply(inPlace, 0, inPlace, 0, inPlace.length);
        assertEquals(Vectors.hex(elsewhere).substring(6), Vectors.hex(inPlace));
        keyed(vector).apply(inPlace, 0, inPlace, 0, inPlace.length);
        assertEquals(Vectors.hex(text), Vectors.hex(inPlace));
    }

    private static Sober128 keyed(JsonNode vector) {
        Sober128 cipher = new Sober128();
        byte[] key = Vectors.hex(vector, "key");
        byte[] iv = Vectors.hex(vector, "iv");
        cipher.key(key, 0, key.length);
        cipher.iv(iv, 0, iv.length);
        return cipher;
    }
}
