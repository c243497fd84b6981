package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no capture ends in one sentence and the exit code of its kind, and leaves standard output empty. */
class HostileInputCommandTest {

    private static final Path GOLDEN = Path.of("captures/openais-seed/n1.pcap");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private record Ended(int code, String output, String error) {}

    private static Ended run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
            int code = Main.run(arguments);
            return new Ended(code, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static void refused(int code, String part, Path path) {
        refused(code, part, run("analyze", path.toString()));
    }

    private static void refused(int code, String part, Ended ended) {
        assertEquals(code, ended.code(), ended.error());
        assertEquals("", ended.output());
        assertEquals(1, ended.error().lines().count(), ended.error());
        assertTrue(ended.error().startsWith("totemtap: "), ended.error());
        assertTrue(ended.error().contains(part), ended.error());
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("x.pcap"), bytes);
    }

    @Test
    void anEmptyFileIsTold() throws IOException {
        refused(ExitCode.UNREADABLE, "an empty file", file(new byte[0]));
    }

    @Test
    void aTextFileIsTold() throws IOException {
        refused(ExitCode.UNREADABLE, "a text file", file("no capture\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFileThatEndsInItsHeaderIsTold() throws IOException {
        refused(ExitCode.UNREADABLE, "x.pcap", file(HexFormat.of().parseHex("d4c3b2a1020004000000000000")));
    }

    @Test
    void aDirectoryWithoutCapturesIsTold() throws IOException {
        Files.writeString(directory.resolve("notes.md"), "nothing");
        refused(ExitCode.UNREADABLE, "There is no capture", directory);
    }

    @Test
    void aNameThatDoesNotExistIsTold() {
        refused(ExitCode.NOT_FOUND, "There is no file", directory.resolve("absent.pcap"));
    }

    @Test
    void aFileThatMayNotBeReadIsTold() throws IOException {
        Path file = file(Files.readAllBytes(GOLDEN));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "the tests run as a user who may read everything");
        refused(ExitCode.NO_PERMISSION, "may not be read", file);
    }

    /** The names of hosts are read after the arguments and before the captures, here from a pipe that waits until it is gone. */
    @Test
    void aFileThatVanishesBeforeItIsReadIsTold() throws Exception {
        Path pipe = directory.resolve("hosts");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "there is no mkfifo here");
        assertEquals(
                0,
                new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor());
        Path file = file(Files.readAllBytes(GOLDEN));
        Thread remover = new Thread(() -> removeBeforeWriting(file, pipe));
        remover.start();
        Ended ended = run("analyze", "--hosts", pipe.toString(), file.toString());
        remover.join();
        refused(ExitCode.NOT_FOUND, "There is no file " + file, ended);
    }

    private static void removeBeforeWriting(Path file, Path pipe) {
        // Opening it for writing waits for the reader.
        try (var out = Files.newOutputStream(pipe)) {
            Files.delete(file);
            out.write("192.168.1.81 n1\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void xzAndZstdFilesThatAskForGigabytesAreTold() throws IOException {
        ByteBuffer xz = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        byte[] block = HexFormat.of().parseHex("0200210128000000");
        xz.put(HexFormat.of().parseHex("fd377a585a000000")).putInt(crc32(new byte[2]));
        xz.put(block).putInt(crc32(block)).putInt(1);
        refused(ExitCode.UNREADABLE, "cannot be decompressed", file(xz.array()));
        byte[] zstd = HexFormat.of().parseHex("28b52ffd00a8290000d4c3b2a102");
        refused(ExitCode.UNREADABLE, "cannot be decompressed", file(zstd));
    }

    private static int crc32(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    @Test
    void aCaseWhoseFileIsMissingIsTold() throws IOException {
        Files.copy(GOLDEN, directory.resolve("a.pcap"));
        Files.writeString(
                directory.resolve("case.json"),
                "{\"format\": 1, \"vantagePoints\": [{\"name\": \"a\", \"role\": \"node\", \"file\": \"b.pcap\"}]}");
        Ended ended = run("analyze", directory.toString());
        assertEquals(ExitCode.USAGE, ended.code(), ended.error());
        assertTrue(ended.error().contains("b.pcap"), ended.error());
    }

    @Test
    void oneBadFileBesideGoodOnesIsNamed() throws IOException {
        Path bad = file("no capture\n".getBytes(StandardCharsets.UTF_8));
        refused(ExitCode.UNREADABLE, bad.toString(), run("analyze", GOLDEN.toString(), bad.toString()));
    }

    @Test
    void nothingToReadIsWrongUsage() {
        Ended ended = run("analyze");
        assertEquals(ExitCode.USAGE, ended.code(), ended.error());
    }
}
