package io.totemtap.capture.host.witness;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The root of the control groups of version 2, opened as a directory. It must be that of all processes: below it only those of one
 * container would be seen.
 */
final class ControlGroup implements AutoCloseable {

    private static final int READ_AND_CLOSE_ON_EXEC = 02000000;

    private static final String FIRST_PROCESS = "/proc/1/root";

    /** The namespace of control groups that a kernel begins with (PROC_CGROUP_INIT_INO); older kernels have no other and no link. */
    private static final String FIRST_NAMESPACE = "cgroup:[4026531835]";

    /** System calls of Linux 5.2, with the same numbers on every architecture. */
    private static final long FSOPEN = 430;

    private static final long FSCONFIG = 431;
    private static final long FSMOUNT = 432;
    private static final long CREATE = 6;
    private static final long CLOSE_ON_EXEC = 1;

    private final int descriptor;

    private ControlGroup(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Where it is mounted, from the lines of /proc/self/mounts: "cgroup2 /sys/fs/cgroup cgroup2 rw,… 0 0". */
    static Optional<String> mountPoint(List<String> mounts) {
        return mounts.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length > 2 && words[2].equals("cgroup2"))
                .map(words -> words[1])
                .findFirst();
    }

    /**
     * Where it is mounted below a root directory; where this process does not have it, which is so in a network namespace
     * of {@code ip netns exec}, where the first process has it. Empty if it is mounted nowhere.
     */
    static Optional<String> mountPoint(Path root) {
        return own(root).or(() -> ofFirstProcess(root));
    }

    private static Optional<String> own(Path root) {
        return isFirstNamespace(root, "self") ? mountPoint(lines(root.resolve("proc/self/mounts"))) : Optional.empty();
    }

    private static Optional<String> ofFirstProcess(Path root) {
        return isFirstNamespace(root, "1")
                ? mountPoint(lines(root.resolve("proc/1/mounts"))).map(FIRST_PROCESS::concat)
                : Optional.empty();
    }

    private static boolean isFirstNamespace(Path root, String process) {
        try {
            return Files.readSymbolicLink(root.resolve("proc/" + process + "/ns/cgroup"))
                    .toString()
                    .equals(FIRST_NAMESPACE);
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }

    /** Whether the kernel shows control groups of version 2 to a process that could mount them: "0::/" in its list of groups. */
    static boolean isMountable(Path root) {
        return isFirstNamespace(root, "self")
                && lines(root.resolve("proc/self/cgroup")).stream().anyMatch(line -> line.startsWith("0::"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Opens it: as this process has it, else by a mount of its own that nobody else sees and that ends when it is closed, else as the
     * first process has it. Empty if none of these is possible.
     */
    static Optional<ControlGroup> open() {
        Path root = Path.of("/");
        return own(root)
                .flatMap(ControlGroup::open)
                .or(() -> isMountable(root) ? mounted() : Optional.empty())
                .or(() -> ofFirstProcess(root).flatMap(ControlGroup::open));
    }

    private static Optional<ControlGroup> open(String path) {
        return of(LibC.open(path, READ_AND_CLOSE_ON_EXEC));
    }

    private static Optional<ControlGroup> of(long descriptor) {
        return descriptor >= 0 ? Optional.of(new ControlGroup((int) descriptor)) : Optional.empty();
    }

    /** A mount that is attached to no directory. */
    private static Optional<ControlGroup> mounted() {
        long context = system(FSOPEN, "cgroup2", CLOSE_ON_EXEC);
        if (context < 0) {
            return Optional.empty();
        }
        try {
            return system(FSCONFIG, context, CREATE, Pointer.NULL, Pointer.NULL, 0L) < 0
                    ? Optional.empty()
                    : of(system(FSMOUNT, context, CLOSE_ON_EXEC, 0L));
        } finally {
            LibC.close((int) context);
        }
    }

    private static long system(Object... arguments) {
        return Function.getFunction("c", "syscall").invokeLong(arguments);
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }

    /** The C library's calls that give a directory's descriptor, which Java does not. */
    private static final class LibC {
        static {
            Native.register(LibC.class, "c");
        }

        private LibC() {}

        static native int open(String path, int flags);

        static native int close(int descriptor);
    }
}
