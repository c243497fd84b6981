package io.totemtap.capture.host.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the kernel's own description of its types (BTF, Documentation/bpf/btf.rst) says of drop reasons and hooks.
 *
 * @param present which of the wanted functions and type names exist
 * @param dropReasons the names of {@code enum skb_drop_reason} without their prefix, by value; empty before 5.17
 */
record KernelTypes(Set<String> present, Map<Long, String> dropReasons) {

    /** Where the kernel shows it. */
    static final String PATH = "sys/kernel/btf/vmlinux";

    private static final String REASONS = "skb_drop_reason";
    private static final String PREFIX = "SKB_DROP_REASON_";
    private static final int MAGIC = 0xeb9f;
    private static final int HEADER = 24;
    private static final int TYPE = 12;
    private static final int KINDS = 20;
    private static final int ENUM = 6;
    private static final int TYPEDEF = 8;
    private static final int FUNCTION = 12;

    /** Bytes after a type of each kind, for the type itself. */
    private static final int[] FIXED = {0, 4, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 0, 0};

    /** Bytes after a type of each kind, for each of its members. */
    private static final int[] EACH = {0, 0, 0, 0, 12, 12, 8, 0, 0, 0, 0, 0, 0, 8, 0, 12, 0, 0, 0, 12};

    /** Copies the collections. */
    KernelTypes {
        present = Set.copyOf(present);
        dropReasons = Map.copyOf(dropReasons);
    }

    /**
     * Reads a file of types.
     *
     * @param wanted names of functions, and of types defined by name, to look for
     * @throws IOException if it cannot be read
     */
    static KernelTypes read(Path file, Set<String> wanted) throws IOException {
        return parse(Files.readAllBytes(file), wanted);
    }

    /** Reads types as far as they can be understood; little-endian. */
    static KernelTypes parse(byte[] bytes, Set<String> wanted) {
        return new Parser(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), wanted).parse();
    }

    /** The name of a reason; those of other subsystems, which stand elsewhere, and unknown ones by number. */
    String reason(long value) {
        String name = dropReasons.get(value);
        if (name != null) {
            return name;
        }
        return value > 0xffff ? "SUBSYSTEM_" + (value >>> 16) + "_" + (value & 0xffff) : "REASON_" + value;
    }

    /** Goes through the types once. */
    private static final class Parser {
        private final ByteBuffer bytes;
        private final Set<String> wanted;
        private final Set<String> present = new TreeSet<>();
        private final Map<Long, String> reasons = new HashMap<>();
        private int stringsAt;
        private int stringsEnd;

        Parser(ByteBuffer bytes, Set<String> wanted) {
            this.bytes = bytes;
            this.wanted = wanted;
        }

        KernelTypes parse() {
            if (bytes.limit() >= HEADER && (bytes.getShort(0) & 0xffff) == MAGIC) {
                long header = bytes.getInt(4) & 0xffff_ffffL;
                long typesAt = header + (bytes.getInt(8) & 0xffff_ffffL);
                long typesEnd = typesAt + (bytes.getInt(12) & 0xffff_ffffL);
                long strings = header + (bytes.getInt(16) & 0xffff_ffffL);
                long end = strings + (bytes.getInt(20) & 0xffff_ffffL);
                if (typesEnd <= bytes.limit() && end <= bytes.limit()) {
                    stringsAt = (int) strings;
                    stringsEnd = (int) end;
                    types((int) typesAt, (int) typesEnd);
                }
            }
            return new KernelTypes(present, reasons);
        }

        private void types(int from, int end) {
            long at = from;
            while (at + TYPE <= end) {
                int info = bytes.getInt((int) at + 4);
                int kind = info >>> 24 & 0x1f;
                int members = info & 0xffff;
                if (kind >= KINDS) {
                    return;
                }
                long next = at + TYPE + FIXED[kind] + (long) EACH[kind] * members;
                if (next > end) {
                    return;
                }
                type((int) at, kind, members);
                at = next;
            }
        }

        private void type(int at, int kind, int members) {
            if (kind != ENUM && kind != TYPEDEF && kind != FUNCTION) {
                return;
            }
            String name = name(bytes.getInt(at));
            if (kind != ENUM) {
                if (wanted.contains(name)) {
                    present.add(name);
                }
            } else if (name.equals(REASONS)) {
                for (int i = 0; i < members; i++) {
                    int member = at + TYPE + EACH[ENUM] * i;
                    String reason = name(bytes.getInt(member));
                    long value = bytes.getInt(member + 4) & 0xffff_ffffL;
                    reasons.put(value, reason.startsWith(PREFIX) ? reason.substring(PREFIX.length()) : reason);
                }
            }
        }

        private String name(int offset) {
            long from = stringsAt + (offset & 0xffff_ffffL);
            int end = (int) Math.min(from, stringsEnd);
            int begin = end;
            while (end < stringsEnd && bytes.get(end) != 0) {
                end++;
            }
            byte[] name = new byte[end - begin];
            bytes.get(begin, name);
            return new String(name, StandardCharsets.US_ASCII);
        }
    }
}
