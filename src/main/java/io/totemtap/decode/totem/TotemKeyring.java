package io.totemtap.decode.totem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The private keys to try. Immutable: any number of {@link TotemOpener openers}, one a thread, share one keyring. Keys
 * that were stated stand before those that were derived by guessing; only the former are tried on every packet.
 */
public final class TotemKeyring {

    /** Bytes of a key from a key file, and the most any key has. */
    public static final int KEY_LENGTH = 128;

    /** The most keys of a ring. */
    public static final int MOST_KEYS = 4096;

    /** How many unopened packets of a flow are tried with derived keys unless told otherwise. */
    public static final int DERIVED_BUDGET = 64;

    /** No keys: clear messages, and those of corosync 2.x without cipher, can be read. */
    public static final TotemKeyring EMPTY = new Builder().build();

    private final List<TotemKey> keys;
    private final int stated;
    private final int derivedBudget;

    private TotemKeyring(List<TotemKey> keys, int stated, int derivedBudget) {
        this.keys = List.copyOf(keys);
        this.stated = stated;
        this.derivedBudget = derivedBudget;
    }

    /**
     * The private key cman hands to the daemon where no key file is configured: the name, then NUL bytes up to the next
     * multiple of four that is greater than its length (cman {@code ais.c}, {@code cman-preconfig.c}). Empty for a name
     * too long for the daemon's buffer of 128 bytes.
     */
    public static Optional<byte[]> cmanKey(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length + 4 & ~3;
        return length <= KEY_LENGTH ? Optional.of(Arrays.copyOf(bytes, length)) : Optional.empty();
    }

    /** Starts a keyring. */
    public static Builder builder() {
        return new Builder();
    }

    /** The keys, stated ones first; their place is their index. */
    public List<TotemKey> keys() {
        return keys;
    }

    /** How many keys there are. */
    public int size() {
        return keys.size();
    }

    /** How many of them are tried on every packet. */
    int stated() {
        return stated;
    }

    /** How many unopened packets of one flow are tried with derived keys. */
    int derivedBudget() {
        return derivedBudget;
    }

    /** How many keys there are, never which. */
    @Override
    public String toString() {
        return keys.size() + " keys, " + stated + " of them stated";
    }

    /**
     * Collects keys. What is added must say where it came from in words that may be shown to anybody, such as "key file
     * #1": not the key, and not the cluster name a key is made from. A refused key is answered with a sentence, an
     * accepted one with nothing; a key that is there already is accepted and not added again.
     */
    public static final class Builder {

        /** A key without its place. */
        private static final class Entry {

            private final byte[] bytes;
            private final String source;
            private final boolean derived;

            private Entry(byte[] bytes, String source, boolean derived) {
                this.bytes = bytes;
                this.source = source;
                this.derived = derived;
            }
        }

        private final List<Entry> entries = new ArrayList<>();
        private int derivedBudget = DERIVED_BUDGET;

        private Builder() {}

        /** Adds the first 128 bytes of a key file, as the daemons read it; a shorter file is refused. */
        public Optional<String> addKeyFile(byte[] contents, String source) {
            if (contents.length < KEY_LENGTH) {
                return Optional.of(source + " has " + contents.length + " bytes; a totem key file has " + KEY_LENGTH);
            }
            return add(Arrays.copyOf(contents, KEY_LENGTH), source, false);
        }

        /**
         * Adds a key as it is, of 1 to 128 bytes. One whose length is not a multiple of four does not open SOBER-128
         * but may open the other envelopes.
         */
        public Optional<String> addKey(byte[] key, String source) {
            return add(key.clone(), source, false);
        }

        /** Adds the key cman makes of a cluster's name. */
        public Optional<String> addClusterName(String name, String source) {
            return addName(name, source, false);
        }

        /**
         * Adds the key cman would make of a name that is only a guess; it is tried on the first packets of a flow only.
         */
        public Optional<String> addDerivedName(String name, String source) {
            return addName(name, source, true);
        }

        /** Sets how many unopened packets of a flow are tried with derived keys, 0 or more. */
        public Builder derivedBudget(int packets) {
            derivedBudget = packets;
            return this;
        }

        /** Makes the keyring; the builder can go on. */
        public TotemKeyring build() {
            List<TotemKey> keys = new ArrayList<>(entries.size());
            entries.stream().filter(entry -> !entry.derived).forEach(entry -> append(keys, entry));
            int stated = keys.size();
            entries.stream().filter(entry -> entry.derived).forEach(entry -> append(keys, entry));
            return new TotemKeyring(keys, stated, derivedBudget);
        }

        private static void append(List<TotemKey> keys, Entry entry) {
            keys.add(new TotemKey(keys.size(), entry.source, entry.derived, entry.bytes));
        }

        private Optional<String> addName(String name, String source, boolean derived) {
            Optional<byte[]> key = cmanKey(name);
            return key.isPresent()
                    ? add(key.get(), source, derived)
                    : Optional.of(source + " is longer than the daemon's buffer of " + KEY_LENGTH + " bytes");
        }

        private Optional<String> add(byte[] key, String source, boolean derived) {
            if (key.length == 0 || key.length > KEY_LENGTH) {
                return Optional.of(source + " has " + key.length + " bytes; a totem key has 1 to " + KEY_LENGTH);
            }
            for (int i = 0; i < entries.size(); i++) {
                if (Arrays.equals(entries.get(i).bytes, key)) {
                    promote(i, source, derived);
                    return Optional.empty();
                }
            }
            if (entries.size() == MOST_KEYS) {
                return Optional.of(source + " is one key too many; a keyring has at most " + MOST_KEYS);
            }
            entries.add(new Entry(key, source, derived));
            return Optional.empty();
        }

        /** A guess that is stated later is no guess any more. */
        private void promote(int at, String source, boolean derived) {
            if (entries.get(at).derived && !derived) {
                entries.set(at, new Entry(entries.get(at).bytes, source, false));
            }
        }
    }
}
