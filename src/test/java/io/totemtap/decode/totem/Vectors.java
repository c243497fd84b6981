package io.totemtap.decode.totem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemtap.decode.ByteRange;
import io.totemtap.decode.DecodeProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Reads the conformance vectors and gives what the tests of this package share. */
public final class Vectors {

    /** The whole file. */
    public static final JsonNode ALL = read();

    /** The flow of tests that need only one. */
    static final int ANY_FLOW = 7;

    private Vectors() {}

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("totem-vectors.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of an array. */
    public static List<JsonNode> list(JsonNode array) {
        List<JsonNode> result = new ArrayList<>();
        array.forEach(result::add);
        return result;
    }

    /** Bytes of lower-case hexadecimal digits. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** Bytes of a text field. */
    public static byte[] hex(JsonNode node, String field) {
        return hex(node.get(field).asText());
    }

    /** Lower-case hexadecimal digits of bytes. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Lower-case hexadecimal digits of a range. */
    public static String hex(ByteRange range) {
        return hex(range.copy(0, range.length()));
    }

    /** A range over all of an array. */
    public static ByteRange range(byte[] bytes) {
        return new ByteRange().wrap(bytes, 0, bytes.length);
    }

    /** A keyring with one key. */
    static TotemKeyring keyring(byte[] key) {
        TotemKeyring.Builder builder = TotemKeyring.builder();
        if (builder.addKey(key, "key file #1").isPresent()) {
            throw new IllegalArgumentException("a key that no keyring takes");
        }
        return builder.build();
    }

    /** What an opener with one key finds in a payload that is all there. */
    static OpenedTotem open(byte[] key, byte[] packet) {
        return open(new TotemOpener(keyring(key)), packet, packet.length);
    }

    /** What an opener finds in a payload. */
    static OpenedTotem open(TotemOpener opener, byte[] packet, int claimed) {
        OpenedTotem result = new OpenedTotem();
        opener.open(range(packet), claimed, ANY_FLOW, new byte[packet.length], 0, result);
        return result;
    }

    /** Decodes a payload without keys; problems go to the list. */
    static TotemMessage decode(byte[] packet, int claimed, int sourcePort, List<DecodeProblem> problems) {
        return new TotemDecoder(TotemKeyring.EMPTY)
                .decode(range(packet), claimed, sourcePort, TotemPorts.DEFAULT, ANY_FLOW, problems::add);
    }

    /** A copy with some bits of one byte turned over. */
    static byte[] flipped(byte[] bytes, int at, int bits) {
        byte[] result = bytes.clone();
        result[at] ^= (byte) bits;
        return result;
    }

    /** Every packet of the file, with the key that belongs to it: an empty one where none does. */
    public static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode node : ALL.get("packets")) {
            samples.add(new Sample(name(node), hex(node, "udp_payload"), new byte[0]));
        }
        samples.add(new Sample("cman_transition", hex(ALL.get("cman_transition"), "udp_payload"), new byte[0]));
        for (String set : List.of("secauth_capture_A", "secauth_capture_B", "crypto_2x_capture")) {
            for (JsonNode node : ALL.get(set).get("packets")) {
                samples.add(new Sample(set + " " + name(node), hex(node, "udp_payload"), hex(ALL.get(set), "key")));
            }
        }
        for (JsonNode node : ALL.get("secauth_sober").get("vectors")) {
            String name = node.get("cluster_name").asText();
            samples.add(new Sample("A " + name, hex(node, "packet_generation_A"), hex(node, "key")));
            samples.add(new Sample("B " + name, hex(node, "packet_generation_B"), hex(node, "key")));
        }
        for (JsonNode node : ALL.get("nss_1x").get("vectors")) {
            samples.add(new Sample("NSS", hex(node, "packet"), hex(node, "key")));
        }
        for (JsonNode node : ALL.get("crypto_2x").get("vectors")) {
            String name = node.get("format").asText() + " " + node.get("cipher").asText() + " "
                    + node.get("hash").asText();
            samples.add(new Sample(name, hex(node, "packet"), hex(node, "key")));
        }
        return samples;
    }

    private static String name(JsonNode node) {
        return node.path("generation").asText() + " " + node.get("type").asText() + " "
                + node.path("note").asText();
    }

    /** A packet and its key. */
    public static final class Sample {

        private final String name;
        private final byte[] packet;
        private final byte[] key;

        private Sample(String name, byte[] packet, byte[] key) {
            this.name = name;
            this.packet = packet;
            this.key = key;
        }

        /** The UDP payload. */
        public byte[] packet() {
            return packet;
        }

        /** A keyring with its key, or an empty one. */
        public TotemKeyring keyring() {
            return key.length == 0 ? TotemKeyring.EMPTY : Vectors.keyring(key);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
