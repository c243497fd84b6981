package io.totemtap.capture.host;

import java.util.OptionalInt;
import java.util.Set;

/**
 * The flags of an interface. The words that {@code ip} and {@code ifconfig} print leave out promiscuity that was asked
 * for by a packet socket; the number in /sys/class/net/IF/flags and the counts of {@code ip -d} do not.
 *
 * @param words as {@code ip} or {@code ifconfig} print them, empty if neither was asked
 * @param raw the number in /sys/class/net/IF/flags (linux/if.h), absent if not read
 * @param promiscuity how many users want promiscuous mode, absent if not printed
 * @param allMulticast how many users want all multicast, absent if not printed
 */
public record LinkFlags(Set<String> words, OptionalInt raw, OptionalInt promiscuity, OptionalInt allMulticast) {

    private static final int IFF_UP = 0x1;
    private static final int IFF_RUNNING = 0x40;
    private static final int IFF_PROMISC = 0x100;
    private static final int IFF_ALLMULTI = 0x200;

    /** Copies the set. */
    public LinkFlags {
        words = Copies.of(words);
    }

    /** Whether every frame is taken, whoever it is for. */
    public Answer promiscuous() {
        return switchedOn(promiscuity, IFF_PROMISC, "PROMISC");
    }

    /** Whether every multicast frame is taken, joined or not. */
    public Answer takesAllMulticast() {
        return switchedOn(allMulticast, IFF_ALLMULTI, "ALLMULTI");
    }

    /** Whether it is switched on. */
    public Answer up() {
        if (raw.isPresent()) {
            return Answer.of((raw.getAsInt() & IFF_UP) != 0);
        }
        return words.isEmpty() ? Answer.UNKNOWN : Answer.of(words.contains("UP"));
    }

    /** Whether the link has a carrier. */
    public Answer carrier() {
        if (words.contains("LOWER_UP") || words.contains("RUNNING")) {
            return Answer.YES;
        }
        if (words.contains("NO-CARRIER")) {
            return Answer.NO;
        }
        // the number has no bit for the carrier while the interface is down, and sysfs leaves IFF_RUNNING out on new
        // kernels
        return raw.isPresent() && (raw.getAsInt() & IFF_RUNNING) != 0 ? Answer.YES : Answer.UNKNOWN;
    }

    private Answer switchedOn(OptionalInt users, int bit, String word) {
        if (words.contains(word) || users.orElse(0) > 0) {
            return Answer.YES;
        }
        if (raw.isPresent()) {
            return Answer.of((raw.getAsInt() & bit) != 0);
        }
        return users.isPresent() ? Answer.NO : Answer.UNKNOWN;
    }
}
