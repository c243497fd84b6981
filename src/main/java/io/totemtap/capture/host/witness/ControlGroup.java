package io.totemtap.capture.host.witness;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The root of the control groups of version 2, as far as this process sees it, opened as a directory. */
final class ControlGroup implements AutoCloseable {

    private static final int READ_AND_CLOSE_ON_EXEC = 02000000;

    private static final String FIRST_PROCESS = "/proc/1/root";

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
        return mountPoint(lines(root.resolve("proc/self/mounts")))
                .or(() -> mountPoint(lines(root.resolve("proc/1/mounts"))).map(FIRST_PROCESS::concat));
    }

    private static List<String> lines(Path mounts) {
        try {
            return Files.readAllLines(mounts);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Opens it; empty if it is not mounted or may not be opened. */
    static Optional<ControlGroup> open() {
        return mountPoint(Path.of("/"))
                .map(path -> LibC.open(path, READ_AND_CLOSE_ON_EXEC))
                .filter(descriptor -> descriptor >= 0)
                .map(ControlGroup::new);
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
