package io.totemtap.capture.host.witness;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Names of the kernel's functions by address, from the text of /proc/kallsyms. */
final class KernelSymbols {

    /** Where the kernel shows it; to processes without privilege with zeros in place of addresses. */
    static final String PATH = "proc/kallsyms";

    /** A function is not larger than this; an address further on belongs to none. */
    private static final long LARGEST = 1 << 20;

    private static final String TEXT = "tTwW";

    private KernelSymbols() {}

    /**
     * Finds the functions that contain addresses: the nearest before each, with its module as the text gives it.
     *
     * @param text lines "ffffffff81c4b2a0 T nf_hook_slow", and "… t nft_do_chain [nf_tables]"; others are passed over
     * @param addresses where a function was left to
     * @return the function's name for each address that has one, "name[module]" for those of modules
     * @throws IOException if {@code text} cannot be read
     */
    static Map<Long, String> find(BufferedReader text, Collection<Long> addresses) throws IOException {
        TreeMap<Long, Best> wanted = new TreeMap<>(Long::compareUnsigned);
        addresses.forEach(address -> wanted.put(address, new Best()));
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            take(line, wanted);
        }
        Map<Long, String> names = new HashMap<>();
        wanted.forEach((address, best) -> {
            boolean inside = best.address != 0 && Long.compareUnsigned(address - best.address, LARGEST) < 0;
            if (inside) {
                names.put(address, best.name);
            }
        });
        return names;
    }

    private static void take(String line, NavigableMap<Long, Best> wanted) {
        int blank = line.indexOf(' ');
        if (blank < 1 || blank > 16 || line.length() < blank + 4 || TEXT.indexOf(line.charAt(blank + 1)) < 0) {
            return;
        }
        long address;
        try {
            address = Long.parseUnsignedLong(line.substring(0, blank), 16);
        } catch (NumberFormatException e) {
            return;
        }
        for (Map.Entry<Long, Best> entry : wanted.tailMap(address, true).entrySet()) {
            Best best = entry.getValue();
            if (Long.compareUnsigned(address, best.address) > 0) {
                best.address = address;
                best.name = line.substring(blank + 3).replace("\t", "").replace(" ", "");
            }
        }
    }

    private static final class Best {
        private long address;
        private String name = "";
    }
}
