package io.totemtap.capture.host.witness;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.util.List;
import java.util.Map;

/** The functions of libbpf 0.x and 1.x that are used, mapped directly. */
final class LibBpf {

    /** The library's names, the newer first. */
    private static final List<String> LIBRARIES = List.of("libbpf.so.1", "libbpf.so.0");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("setPrint", "libbpf_set_print"),
            Map.entry("errorOf", "libbpf_get_error"),
            Map.entry("openObject", "bpf_object__open_mem"),
            Map.entry("loadObject", "bpf_object__load"),
            Map.entry("closeObject", "bpf_object__close"),
            Map.entry("findProgram", "bpf_object__find_program_by_name"),
            Map.entry("findMap", "bpf_object__find_map_fd_by_name"),
            Map.entry("setAutoload", "bpf_program__set_autoload"),
            Map.entry("descriptorOf", "bpf_program__fd"),
            Map.entry("attach", "bpf_program__attach"),
            Map.entry("attachToGroup", "bpf_program__attach_cgroup"),
            Map.entry("destroyLink", "bpf_link__destroy"),
            Map.entry("lookUp", "bpf_map_lookup_elem"),
            Map.entry("update", "bpf_map_update_elem"),
            Map.entry("nextKey", "bpf_map_get_next_key"),
            Map.entry("information", "bpf_obj_get_info_by_fd"));

    private static final boolean LOADED = load();

    private LibBpf() {}

    /** Whether the library is installed and has these functions. */
    static boolean isInstalled() {
        return LOADED;
    }

    private static boolean load() {
        FunctionMapper names = (library, method) -> NAMES.getOrDefault(method.getName(), method.getName());
        for (String name : LIBRARIES) {
            try {
                Native.register(
                        LibBpf.class, NativeLibrary.getInstance(name, Map.of(Library.OPTION_FUNCTION_MAPPER, names)));
                setPrint(Pointer.NULL);
                return true;
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                // the next name, or not installed
            }
        }
        return false;
    }

    /** Whether a pointer that a function returned is none: 0 in version 1, an error's number in version 0. */
    static boolean isError(Pointer pointer) {
        long value = Pointer.nativeValue(pointer);
        return value == 0 || (value < 0 && value >= -4095);
    }

    static native Pointer setPrint(Pointer none);

    static native NativeLong errorOf(Pointer pointer);

    static native Pointer openObject(Memory bytes, NativeLong size, Pointer options);

    static native int loadObject(Pointer object);

    static native void closeObject(Pointer object);

    static native Pointer findProgram(Pointer object, String name);

    static native int findMap(Pointer object, String name);

    static native int setAutoload(Pointer program, boolean load);

    static native int descriptorOf(Pointer program);

    static native Pointer attach(Pointer program);

    static native Pointer attachToGroup(Pointer program, int directory);

    static native int destroyLink(Pointer link);

    static native int lookUp(int map, byte[] key, byte[] value);

    static native int update(int map, byte[] key, byte[] value, long flags);

    static native int nextKey(int map, byte[] key, byte[] next);

    static native int information(int descriptor, byte[] information, IntByReference length);
}
