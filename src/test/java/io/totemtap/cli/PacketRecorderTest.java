package io.totemtap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.Direction;
import io.totemtap.capture.Frame;
import io.totemtap.capture.LinkType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketRecorderTest {

    @Test
    void aFullDiskEndsTheKeepingAndIsToldOnce() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full here");
        PacketRecorder recorder = PacketRecorder.open(full);
        recorder.openInterface(CaptureInterface.plain(0, 1, 262_144));
        assertEquals(Optional.empty(), recorder.failure());
        recorder.flush();
        Optional<String> told = recorder.failure();
        assertTrue(told.isPresent());
        assertTrue(told.get().contains("/dev/full"), told.get());
        assertEquals(Optional.empty(), recorder.failure());
        recorder.frame(
                new Frame().bytes(new byte[60], 0, 60, 60).at(5, 0, 1).on(0, LinkType.ETHERNET, Direction.UNKNOWN));
        recorder.flush();
    }

    @Test
    void saysWhatCannotBeMade(@TempDir Path directory) {
        OutputException absent = assertThrows(
                OutputException.class,
                () -> PacketRecorder.open(directory.resolve("no").resolve("file.pcapng")));
        assertEquals(ExitCode.NOT_FOUND, absent.exitCode());
    }
}
