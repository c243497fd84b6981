package io.totemtap.capture.host.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessAvailabilityTest {

    private static final String ALL = "000001ffffffffff";

    @TempDir
    private Path root = Path.of("");

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void capabilities(String mask) throws IOException {
        file("proc/self/status", "Name:\tjava\nCapPrm:\t" + mask + "\nCapEff:\t" + mask + "\n");
    }

    private WitnessAvailability here() {
        return WitnessAvailability.of(root, "amd64", true, true);
    }

    private String obstacle() {
        List<String> obstacles = here().obstacles();
        assertEquals(1, obstacles.size(), obstacles::toString);
        return obstacles.get(0);
    }

    @BeforeEach
    void machine() throws IOException {
        file("sys/kernel/btf/vmlinux", "");
        file("sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
        file("proc/sys/kernel/osrelease", "5.14.0-427.el9.x86_64\n");
        file("proc/self/uid_map", "         0          0 4294967295\n");
        file("proc/self/mounts", "proc /proc proc rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n");
        capabilities(ALL);
    }

    @Test
    void nothingInTheWay() {
        WitnessAvailability here = here();
        assertEquals(List.of(), here.obstacles());
        assertTrue(here.isAvailable());
        assertTrue(here.limits().contains(LadderText.BELOW));
        assertTrue(here.limits().get(here.limits().size() - 1).startsWith("The kernel gives no reasons for drops"));
    }

    @Test
    void builtWithoutClang() {
        assertEquals(
                List.of("The kernel witness is not in this jar: it was built where there is no clang."),
                WitnessAvailability.of(root, "amd64", false, true).obstacles());
    }

    @Test
    void noLibrary() {
        assertEquals(
                List.of("The kernel witness needs libbpf: install libbpf (RHEL), libbpf1 or libbpf0 (Debian)."),
                WitnessAvailability.of(root, "amd64", true, false).obstacles());
    }

    @Test
    void bigEndian() {
        assertEquals(
                List.of(
                        "The kernel witness was not made for the architecture \"s390x\": it needs a 64-bit little-endian"
                                + " machine."),
                WitnessAvailability.of(root, "s390x", true, true).obstacles());
    }

    @Test
    void noTypes() throws IOException {
        Files.delete(root.resolve("sys/kernel/btf/vmlinux"));
        assertTrue(obstacle().startsWith("The kernel 5.14.0-427.el9.x86_64 does not describe its types (BTF)"));
    }

    @Test
    void oldKernel() throws IOException {
        Files.delete(root.resolve("sys/kernel/btf/vmlinux"));
        file("proc/sys/kernel/osrelease", "3.10.0-1160.el7.x86_64\n");
        assertTrue(obstacle().startsWith("The kernel 3.10.0-1160.el7.x86_64 is too old"));
    }

    @Test
    void lockedDown() throws IOException {
        file("sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
        assertTrue(obstacle().startsWith("The kernel is locked down"));
    }

    @Test
    void noPrivilege() throws IOException {
        capabilities("0000000000000000");
        assertTrue(obstacle().startsWith("The process lacks CAP_BPF and CAP_PERFMON"));
        assertTrue(obstacle().endsWith("run it as root."));
        file(".dockerenv", "");
        assertTrue(obstacle().endsWith("or give the container these capabilities."));
    }

    @Test
    void theTwoCapabilitiesAreEnough() throws IOException {
        capabilities("000000c000000000");
        WitnessAvailability here = here();
        assertEquals(List.of(), here.obstacles());
        assertTrue(here.limits().stream().anyMatch(limit -> limit.endsWith("the process lacks CAP_NET_ADMIN.")));
    }

    @Test
    void ownUsers() throws IOException {
        file("proc/self/uid_map", "0 1000 1\n");
        assertTrue(obstacle().startsWith("The process is in a container with its own users"));
    }

    @Test
    void container() throws IOException {
        file("run/.containerenv", "");
        assertTrue(
                here().limits().contains("In a container the kernel witness counts the container's own network only."));
    }

    @Test
    void controlGroups() throws IOException {
        assertEquals(Optional.of("/sys/fs/cgroup"), ControlGroup.mountPoint(root));
        file("proc/self/mounts", "cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\n");
        file("proc/1/mounts", "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n");
        assertEquals(Optional.of("/proc/1/root/sys/fs/cgroup/unified"), ControlGroup.mountPoint(root));
        Files.delete(root.resolve("proc/1/mounts"));
        assertEquals(Optional.empty(), ControlGroup.mountPoint(root));
        assertTrue(isWithoutGroups());
    }

    private boolean isWithoutGroups() {
        return here().limits().stream()
                .anyMatch(limit -> limit.endsWith("the root of the control groups of version 2 is not within reach."));
    }

    @Test
    void controlGroupsThatAreMountedNowhere() throws IOException {
        file("proc/self/mounts", "proc /proc proc rw 0 0\n");
        assertTrue(isWithoutGroups());
        file("proc/self/cgroup", "4:memory:/x\n0::/\n");
        assertFalse(isWithoutGroups());
        capabilities("000000c000001000");
        assertTrue(isWithoutGroups());
    }

    @Test
    void controlGroupsOfAContainerAreNotThoseOfTheHost() throws IOException {
        file("proc/self/cgroup", "0::/\n");
        Files.createDirectories(root.resolve("proc/self/ns"));
        Files.createDirectories(root.resolve("proc/1/ns"));
        Path own = Files.createSymbolicLink(root.resolve("proc/self/ns/cgroup"), Path.of("cgroup:[4026532000]"));
        assertTrue(isWithoutGroups());
        file("proc/1/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n");
        Path first = Files.createSymbolicLink(root.resolve("proc/1/ns/cgroup"), Path.of("cgroup:[4026532000]"));
        assertTrue(isWithoutGroups());
        Files.delete(first);
        Files.createSymbolicLink(first, Path.of("cgroup:[4026531835]"));
        assertFalse(isWithoutGroups());
        Files.delete(own);
        Files.createSymbolicLink(own, Path.of("cgroup:[4026531835]"));
        assertEquals(Optional.of("/sys/fs/cgroup"), ControlGroup.mountPoint(root));
    }

    @Test
    void nothingThere() throws IOException {
        for (String file : List.of("sys/kernel/btf/vmlinux", "proc/sys/kernel/osrelease", "proc/self/status")) {
            Files.delete(root.resolve(file));
        }
        assertEquals(2, here().obstacles().size());
    }
}
