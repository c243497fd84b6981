package io.totemtap.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher asks of Java, told by a Java that only repeats what it is asked. */
class LauncherTest {

    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    /** Names what the second compiler is for, where it is for one thing only. */
    private static final String LIST = "totemtap.compiler.json";

    @TempDir
    private Path here;

    @BeforeEach
    void install() throws IOException {
        Files.copy(Path.of("src/main/launcher/totemtap"), here.resolve("totemtap"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.setPosixFilePermissions(here.resolve("totemtap"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(here.resolve("totemtap.jar"));
        Files.copy(Path.of("src/main/launcher/compiler.json"), here.resolve(LIST));
        script("java", "printf '%s\\n' \"$*\"");
    }

    private void script(String name, String line) throws IOException {
        Path script = Files.writeString(here.resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String asked(String arguments) throws Exception {
        return Shell.run(
                "sh",
                "-c",
                "cd '" + here + "' && TOTEMTAP_JAVA='" + here + "/java' ./totemtap " + arguments + " </dev/null");
    }

    private void file(String name, int megabytes) throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(here.resolve(name))) {
            for (int i = 0; i < megabytes; i++) {
                out.write(noise);
            }
        }
    }

    @Test
    void whatIsSmallHasTheQuickCompilerOnly() throws Exception {
        file("small.pcap", 1);
        assertTrue(asked("analyze small.pcap").contains(QUICK));
        assertTrue(asked("explain").contains(QUICK));
        assertTrue(asked("analyze missing.pcap --format json")
                .endsWith("totemtap.jar analyze missing.pcap --format json\n"));
    }

    /** Compressed files are counted eightfold. */
    @Test
    void whatIsLargeHasBoth() throws Exception {
        file("large.pcap.gz", 16);
        assertFalse(asked("analyze 'large.pcap.gz'").contains(QUICK));
        Files.createDirectory(here.resolve("case"));
        Files.move(here.resolve("large.pcap.gz"), here.resolve("case/a.pcap.gz"));
        assertFalse(asked("analyze case").contains(QUICK));
    }

    @Test
    void whatIsDecryptedHasTheSecondForDigestsOnly() throws Exception {
        file("secauth.pcap", 24);
        for (String key : new String[] {"--cluster-name nfs", "--key-file authkey", "--cluster-conf corosync.conf"}) {
            String asked = asked("analyze secauth.pcap " + key);
            assertTrue(asked.contains(" -XX:CompilerDirectivesFile=./" + LIST + " "), asked);
            assertFalse(asked.contains(QUICK));
        }
        assertTrue(asked("analyze secauth.pcap").contains(QUICK), "nothing is decrypted without a key");
        Files.delete(here.resolve(LIST));
        assertTrue(asked("analyze secauth.pcap --cluster-name nfs").contains(QUICK), "the list is not beside the jar");
    }

    @Test
    void whatIsSmallIsDecryptedByTheQuickOne() throws Exception {
        file("small.pcap", 1);
        assertTrue(asked("analyze small.pcap --cluster-name nfs").contains(QUICK));
    }

    /** Options of Java are separated by spaces, so that a path with one cannot be among them. */
    @Test
    void aPathWithSpacesIsNoOption() throws Exception {
        file("secauth.pcap", 24);
        Path spaced = Files.createDirectory(here.resolve("a place"));
        for (String name : new String[] {"totemtap", "totemtap.jar", LIST}) {
            Files.copy(here.resolve(name), spaced.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        String asked = Shell.run(
                "sh",
                "-c",
                "cd '" + here + "' && TOTEMTAP_JAVA='" + here
                        + "/java' './a place/totemtap' analyze secauth.pcap --cluster-name nfs </dev/null");
        assertTrue(asked.contains(QUICK), asked);
    }

    /** A real Java takes the options, says nothing of them, and answers. */
    @Test
    void javaTakesTheOptions() throws Exception {
        file("secauth.pcap", 24);
        Files.writeString(
                here.resolve("Main.java"),
                "class Main { public static void main(String[] a) { System.out.print(a.length); } }");
        script(
                "java",
                "for word; do case $word in -XX*) set -- \"$@\" \"$word\" ;; esac; shift; done; exec '"
                        + Path.of(System.getProperty("java.home"), "bin", "java") + "' \"$@\" '" + here
                        + "/Main.java' 2>&1");
        assertEquals("0", asked("analyze secauth.pcap --cluster-name nfs"));
    }

    @Test
    void whatHasNoEndHasBoth() throws Exception {
        assertFalse(asked("capture -i eth0").contains(QUICK));
        assertFalse(asked("analyze -").contains(QUICK));
        assertFalse(asked("analyze /dev/stdin").contains(QUICK));
    }

    @Test
    void namesWithSpacesStayWhole() throws Exception {
        script("java", "for word; do :; done; printf '%s' \"$word\"");
        assertEquals("a b.pcap", asked("analyze 'a b.pcap'"));
    }
}
