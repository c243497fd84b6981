package io.totemtap.capture.host.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelTypesTest {

    private static final int INT = 1;
    private static final int ENUM = 6;
    private static final int TYPEDEF = 8;
    private static final int FUNCTION = 12;
    private static final int PROTOTYPE = 13;

    private static final Set<String> WANTED = Set.of("ip_send_skb", "btf_trace_kfree_skb", "no_such_thing");

    /** Puts types together as the kernel shows them. */
    private static final class Types {
        private final ByteArrayOutputStream types = new ByteArrayOutputStream();
        private final ByteArrayOutputStream strings = new ByteArrayOutputStream();

        Types() {
            strings.write(0);
        }

        int name(String name) {
            int at = strings.size();
            strings.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            strings.write(0);
            return at;
        }

        Types words(int... words) {
            ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Arrays.stream(words).forEach(bytes::putInt);
            types.writeBytes(bytes.array());
            return this;
        }

        Types type(String name, int kind, int members, int... rest) {
            words(name(name), kind << 24 | members, 4);
            return words(rest);
        }

        byte[] bytes() {
            ByteBuffer all =
                    ByteBuffer.allocate(24 + types.size() + strings.size()).order(ByteOrder.LITTLE_ENDIAN);
            all.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
            all.putInt(0).putInt(types.size()).putInt(types.size()).putInt(strings.size());
            return all.put(types.toByteArray()).put(strings.toByteArray()).array();
        }
    }

    private static byte[] kernel() {
        Types types = new Types();
        types.type("int", INT, 0, 32);
        types.type("", PROTOTYPE, 1, types.name("skb"), 1);
        types.type("ip_send_skb", FUNCTION, 0);
        types.type("some_other", FUNCTION, 0);
        types.type("btf_trace_kfree_skb", TYPEDEF, 0);
        types.type(
                "skb_drop_reason",
                ENUM,
                3,
                types.name("SKB_DROP_REASON_NOT_SPECIFIED"),
                2,
                types.name("SKB_CONSUMED"),
                1,
                types.name("SKB_DROP_REASON_NETFILTER_DROP"),
                8);
        return types.bytes();
    }

    @Test
    void namesAndReasons() {
        KernelTypes types = KernelTypes.parse(kernel(), WANTED);
        assertEquals(Set.of("ip_send_skb", "btf_trace_kfree_skb"), types.present());
        assertEquals(Map.of(2L, "NOT_SPECIFIED", 1L, "SKB_CONSUMED", 8L, "NETFILTER_DROP"), types.dropReasons());
        assertEquals("NETFILTER_DROP", types.reason(8));
        assertEquals("REASON_99", types.reason(99));
        assertEquals("SUBSYSTEM_3_2", types.reason(0x30002));
    }

    @Test
    void everyPrefixIsReadAsFarAsItGoes() {
        byte[] whole = kernel();
        for (int length = 0; length < whole.length; length++) {
            KernelTypes types = KernelTypes.parse(Arrays.copyOf(whole, length), WANTED);
            assertEquals(Map.of(), types.dropReasons());
        }
    }

    @Test
    void everyByteMayBeWrong() {
        byte[] whole = kernel();
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0xff;
            KernelTypes types = KernelTypes.parse(damaged, WANTED);
            assertEquals(true, types.dropReasons().size() <= 3);
        }
    }

    @Test
    void aTypeOfAnUnknownKindEndsIt() {
        Types types = new Types();
        types.type("ip_send_skb", FUNCTION, 0).type("new", 25, 0).type("btf_trace_kfree_skb", TYPEDEF, 0);
        assertEquals(
                Set.of("ip_send_skb"), KernelTypes.parse(types.bytes(), WANTED).present());
    }
}
