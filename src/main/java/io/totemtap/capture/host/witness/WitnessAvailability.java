package io.totemtap.capture.host.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether the kernel witness can run here.
 *
 * @param obstacles what stands in its way, one sentence each with what to do; empty if nothing does
 * @param limits what it does not see here although it runs, one sentence each
 */
public record WitnessAvailability(List<String> obstacles, List<String> limits) {

    private static final int NET_ADMIN = 12;
    private static final int SYS_ADMIN = 21;
    private static final int PERFMON = 38;
    private static final int BPF = 39;
    private static final int OLDEST_MAJOR = 5;
    private static final int OLDEST_MINOR = 5;

    /** Copies the lists. */
    public WitnessAvailability {
        obstacles = List.copyOf(obstacles);
        limits = List.copyOf(limits);
    }

    /** Whether nothing known stands in its way. */
    public boolean isAvailable() {
        return obstacles.isEmpty();
    }

    /** Looks at this machine and process. */
    public static WitnessAvailability here() {
        boolean linux = System.getProperty("os.name", "").equals("Linux");
        return linux
                ? of(Path.of("/"), System.getProperty("os.arch", ""), WitnessObject.isThere(), LibBpf.isInstalled())
                : new WitnessAvailability(List.of("The kernel witness needs Linux."), List.of());
    }

    /**
     * Looks at a system below a root directory.
     *
     * @param architecture Java's name of it
     * @param object whether the program is in the jar
     * @param library whether libbpf can be used
     */
    static WitnessAvailability of(Path root, String architecture, boolean object, boolean library) {
        List<String> obstacles = new ArrayList<>();
        if (!object) {
            obstacles.add("The kernel witness is not in this jar: it was built where there is no clang.");
        }
        if (!library) {
            obstacles.add("The kernel witness needs libbpf: install libbpf (RHEL), libbpf1 or libbpf0 (Debian).");
        }
        if (!architecture.equals("amd64") && !architecture.equals("aarch64") && !architecture.equals("riscv64")) {
            obstacles.add("The kernel witness was not made for the architecture \"" + Words.word(architecture)
                    + "\": it needs a 64-bit little-endian machine.");
        }
        kernel(root, obstacles);
        privilege(root, obstacles);
        List<String> limits = new ArrayList<>();
        if (obstacles.isEmpty()) {
            limits(root, limits);
        }
        return new WitnessAvailability(obstacles, limits);
    }

    private static void kernel(Path root, List<String> obstacles) {
        if (!Files.isReadable(root.resolve(KernelTypes.PATH))) {
            String release = text(root, "proc/sys/kernel/osrelease").strip();
            String name = release.isEmpty() ? "" : " " + Words.word(release);
            obstacles.add(
                    isOld(release)
                            ? "The kernel" + name
                                    + " is too old for the kernel witness: it needs the kernel of RHEL 8.2,"
                                    + " Debian 11 or later."
                            : "The kernel" + name + " does not describe its types (BTF): there is no"
                                    + " /sys/kernel/btf/vmlinux, which CONFIG_DEBUG_INFO_BTF and a mounted /sys give.");
        }
        if (text(root, "sys/kernel/security/lockdown").contains("[confidentiality]")) {
            obstacles.add(
                    "The kernel is locked down (confidentiality), so that no program may read its memory; boot with"
                            + " lockdown=integrity or without to use the kernel witness.");
        }
    }

    private static boolean isOld(String release) {
        String[] numbers = release.split("[.-]", 3);
        OptionalLong major = Words.number(numbers[0]);
        OptionalLong minor = numbers.length > 1 ? Words.number(numbers[1]) : OptionalLong.empty();
        return major.isPresent()
                && minor.isPresent()
                && (major.getAsLong() < OLDEST_MAJOR
                        || (major.getAsLong() == OLDEST_MAJOR && minor.getAsLong() < OLDEST_MINOR));
    }

    private static void privilege(Path root, List<String> obstacles) {
        String map = text(root, "proc/self/uid_map").strip().replaceAll("\\s+", " ");
        if (!map.isEmpty() && !map.equals("0 0 4294967295")) {
            obstacles.add(
                    "The process is in a container with its own users, where no program may look into the kernel; run"
                            + " it on the host.");
        }
        Optional<Long> capabilities = capabilities(root);
        boolean allowed = capabilities
                .filter(mask -> has(mask, SYS_ADMIN) || (has(mask, BPF) && has(mask, PERFMON)))
                .isPresent();
        if (!allowed) {
            obstacles.add("The process lacks CAP_BPF and CAP_PERFMON (before Linux 5.8 CAP_SYS_ADMIN): run it as root"
                    + (isContainer(root) ? ", or give the container these capabilities." : "."));
        }
    }

    private static void limits(Path root, List<String> limits) {
        limits.add(LadderText.BELOW);
        if (isContainer(root)) {
            limits.add("In a container the kernel witness counts the container's own network only.");
        }
        boolean network = capabilities(root)
                .filter(mask -> has(mask, SYS_ADMIN) || has(mask, NET_ADMIN))
                .isPresent();
        boolean admin = capabilities(root).filter(mask -> has(mask, SYS_ADMIN)).isPresent();
        boolean reachable = ControlGroup.mountPoint(root).isPresent() || (admin && ControlGroup.isMountable(root));
        if (!reachable || !network) {
            limits.add("If the kernel allows no program at its functions, what reaches a socket is not seen, because "
                    + (network
                            ? "the root of the control groups of version 2 is not within reach."
                            : "the process lacks CAP_NET_ADMIN."));
        }
        if (!hasReasons(root)) {
            limits.add("The kernel gives no reasons for drops (Linux 5.17 and later does): the kernel witness names the"
                    + " function that dropped.");
        }
    }

    private static boolean hasReasons(Path root) {
        try {
            return !KernelTypes.read(root.resolve(KernelTypes.PATH), Set.of())
                    .dropReasons()
                    .isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isContainer(Path root) {
        return Files.exists(root.resolve(".dockerenv")) || Files.exists(root.resolve("run/.containerenv"));
    }

    private static boolean has(long mask, int capability) {
        return (mask >>> capability & 1) != 0;
    }

    /** "CapEff:	000001ffffffffff" */
    private static Optional<Long> capabilities(Path root) {
        return text(root, "proc/self/status")
                .lines()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> line.substring("CapEff:".length()).strip())
                .filter(mask -> mask.matches("[0-9a-f]{1,16}"))
                .map(mask -> Long.parseUnsignedLong(mask, 16))
                .findFirst();
    }

    /** The text of a file, or empty. */
    private static String text(Path root, String path) {
        try {
            return Files.readString(root.resolve(path), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
