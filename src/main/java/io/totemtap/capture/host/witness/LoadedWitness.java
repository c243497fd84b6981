package io.totemtap.capture.host.witness;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.totemtap.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The program in the kernel, attached. It counts nothing until {@link #open}. Nothing is pinned: what is left when the
 * process ends, however it ends, the kernel removes.
 */
final class LoadedWitness implements AutoCloseable {

    /** Bytes of a key of the map of places. */
    static final int PLACE = 48;

    /** Bytes of a key of the map of drops. */
    static final int DROP = 64;

    private static final int VALUE = 8;
    private static final int ADDRESS = 16;
    private static final int KINDS_OF_LOSS = 4;
    private static final int INFORMATION = 256;

    /** The place of recursion_misses in struct bpf_prog_info (include/uapi/linux/bpf.h), and its end. */
    private static final int MISSES = 208;

    private static final int MAPS_LARGEST = 8192;

    private final Memory bytes;
    private final Pointer object;
    private final Set<Hook> hooks;
    private final List<Pointer> links = new ArrayList<>();

    private LoadedWitness(Memory bytes, Pointer object, Set<Hook> hooks) {
        this.bytes = bytes;
        this.object = object;
        this.hooks = EnumSet.copyOf(hooks);
    }

    /**
     * Loads and attaches some programs.
     *
     * @param hooks which; what is optional and cannot be attached is left out
     * @return empty if the kernel does not accept them
     */
    static Optional<LoadedWitness> load(byte[] object, Set<Hook> hooks) {
        Memory bytes = new Memory(object.length);
        bytes.write(0, object, 0, object.length);
        Pointer opened = LibBpf.openObject(bytes, new NativeLong(object.length), Pointer.NULL);
        if (LibBpf.isError(opened)) {
            return Optional.empty();
        }
        LoadedWitness loaded = new LoadedWitness(bytes, opened, hooks);
        if (loaded.load() && loaded.attach()) {
            return Optional.of(loaded);
        }
        loaded.close();
        return Optional.empty();
    }

    private boolean load() {
        for (Hook hook : Hook.values()) {
            Pointer program = LibBpf.findProgram(object, hook.program());
            if (LibBpf.isError(program)) {
                return false;
            }
            LibBpf.setAutoload(program, hooks.contains(hook));
        }
        return LibBpf.loadObject(object) == 0;
    }

    private boolean attach() {
        for (Hook hook : hooks) {
            Pointer program = LibBpf.findProgram(object, hook.program());
            Pointer link = hook.kind().isOfGroup() ? attachToGroup(program) : LibBpf.attach(program);
            if (LibBpf.isError(link)) {
                return false;
            }
            links.add(link);
        }
        return true;
    }

    private static Pointer attachToGroup(Pointer program) {
        Optional<ControlGroup> root = ControlGroup.open();
        if (root.isEmpty()) {
            return Pointer.NULL;
        }
        try (ControlGroup directory = root.get()) {
            return LibBpf.attachToGroup(program, directory.descriptor());
        }
    }

    Set<Hook> hooks() {
        return Set.copyOf(hooks);
    }

    /** Begins to count. */
    void open(long namespace, Set<IpAddress> groups) {
        int map = LibBpf.findMap(object, "groups");
        for (IpAddress group : groups) {
            byte[] key = ByteBuffer.allocate(ADDRESS)
                    .putLong(group.high())
                    .putLong(group.low())
                    .array();
            LibBpf.update(map, key, new byte[] {1}, 0);
        }
        settings(namespace, !groups.isEmpty());
    }

    /** Stops counting; what was counted stays. */
    void shut() {
        settings(0, true);
    }

    private void settings(long namespace, boolean listed) {
        byte[] value =
                little(VALUE).putInt((int) namespace).putInt(listed ? 1 : 0).array();
        LibBpf.update(LibBpf.findMap(object, "settings"), new byte[Integer.BYTES], value, 0);
    }

    /** Gives every entry of the map "places": key and packets. */
    void places(BiConsumer<ByteBuffer, Long> sink) {
        each("places", PLACE, sink);
    }

    /** Gives every entry of the map "drops": key and packets. */
    void drops(BiConsumer<ByteBuffer, Long> sink) {
        each("drops", DROP, sink);
    }

    private void each(String name, int size, BiConsumer<ByteBuffer, Long> sink) {
        int map = LibBpf.findMap(object, name);
        byte[] key = new byte[size];
        byte[] next = new byte[size];
        byte[] value = new byte[VALUE];
        // a key that is in no map, as its last byte is never set, gives the first
        key[PLACE - 1] = 1;
        boolean more = LibBpf.nextKey(map, key, next) == 0;
        for (int i = 0; more && i < MAPS_LARGEST; i++) {
            System.arraycopy(next, 0, key, 0, size);
            if (LibBpf.lookUp(map, key, value) == 0) {
                sink.accept(
                        ByteBuffer.wrap(key.clone()).order(ByteOrder.LITTLE_ENDIAN),
                        ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong());
            }
            more = LibBpf.nextKey(map, key, next) == 0;
        }
    }

    /** What could not be counted. */
    Lost lost() {
        int map = LibBpf.findMap(object, "lost");
        long[] counts = new long[KINDS_OF_LOSS];
        byte[] value = new byte[VALUE];
        for (int i = 0; i < counts.length; i++) {
            if (LibBpf.lookUp(map, little(Integer.BYTES).putInt(i).array(), value) == 0) {
                counts[i] =
                        ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
            }
        }
        return new Lost(counts[0], counts[1], counts[2], counts[3], misses());
    }

    private long misses() {
        long all = 0;
        for (Hook hook : hooks) {
            Pointer program = LibBpf.findProgram(object, hook.program());
            byte[] information = new byte[INFORMATION];
            IntByReference length = new IntByReference(INFORMATION);
            boolean told = LibBpf.information(LibBpf.descriptorOf(program), information, length) == 0
                    && length.getValue() >= MISSES + VALUE;
            all += told
                    ? ByteBuffer.wrap(information)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong(MISSES)
                    : 0;
        }
        return all;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        links.forEach(LibBpf::destroyLink);
        links.clear();
        LibBpf.closeObject(object);
        bytes.close();
    }
}
