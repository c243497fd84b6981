package io.totemtap.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.CaptureInterface;
import io.totemtap.capture.CaptureStatistics;
import io.totemtap.capture.Frame;
import io.totemtap.capture.FrameSink;
import io.totemtap.capture.LinkType;
import io.totemtap.net.EpochNanos;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a cable in a network namespace of its own; needs root and libpcap. */
class PcapLiveSourceTest {

    private static final String FILTER = LiveFilter.of(Set.of());
    private static final long MINUTE = 60 * EpochNanos.SECOND;

    /** Keeps lengths, sends again on every tick, and acts on messages. */
    private static final class Recorder implements FrameSink, LiveListener {
        final List<CaptureInterface> interfaces = new ArrayList<>();
        final List<Integer> lengths = new ArrayList<>();
        final List<Long> times = new ArrayList<>();
        final List<String> said = new CopyOnWriteArrayList<>();
        int ticks;
        Runnable onTick = () -> {};

        @Override
        public void openInterface(CaptureInterface description) {
            interfaces.add(description);
        }

        @Override
        public void frame(Frame frame) {
            lengths.add(frame.originalLength());
            times.add(frame.timeNanos());
        }

        @Override
        public void said(String message) {
            said.add(message);
        }

        @Override
        public void ticked(long timeNanos, CaptureStatistics soFar) {
            ticks++;
            onTick.run();
        }
    }

    @BeforeEach
    void needsRoot() {
        OwnNetwork.missing().ifPresent(reason -> {
            System.out.println("skipped: " + reason);
            Assumptions.abort(reason);
        });
    }

    private static void send(String group, int port, int count) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("left0"));
            for (int i = 0; i < count; i++) {
                socket.send(new DatagramPacket(new byte[100], 100, InetAddress.getByName(group), port));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void command(String... words) {
        try {
            OwnNetwork.command(words);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CaptureStatistics run(LiveSettings settings, Recorder recorder) {
        try (PcapLiveSource source = PcapLiveSource.open(settings, recorder)) {
            return source.run(recorder);
        }
    }

    @Test
    void deliversWhatTheFilterLetsThroughUntilTheCountIsReached() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            Recorder recorder = new Recorder();
            LiveSettings settings =
                    new LiveSettings(List.of("right0"), "udp", false, LiveSettings.BUFFER, 64, 12, MINUTE);
            try (PcapLiveSource source = PcapLiveSource.open(settings, recorder)) {
                send("239.192.1.1", 5405, 20);
                CaptureStatistics statistics = source.run(recorder);
                assertEquals(12, recorder.lengths.size());
                assertEquals(Set.of(142), Set.copyOf(recorder.lengths));
                assertEquals(12, statistics.frames());
                assertEquals(12, statistics.interfaces().get(0).slicedFrames());
                assertEquals(12 * 142, statistics.interfaces().get(0).bytes());
                assertEquals(0, statistics.interfaces().get(0).droppedByKernel().orElse(-1));
                assertFalse(statistics.stoppedEarly());
            }
            CaptureInterface captured = recorder.interfaces.get(0);
            assertEquals(LinkType.ETHERNET, captured.linkType());
            assertEquals("right0", captured.name());
            assertEquals(64, captured.snapLength());
            assertEquals(HostInterfaces.mac("right0"), captured.mac());
        });
    }

    @Test
    void filtersAsTheDefaultSays() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            Recorder recorder = new Recorder();
            LiveSettings settings = LiveSettings.on(List.of("right0"), FILTER).lasting(MINUTE);
            try (PcapLiveSource source = PcapLiveSource.open(settings, recorder)) {
                send("239.192.1.1", 7000, 3);
                send("226.94.1.1", 5405, 3);
                send("226.94.1.1", 7000, 3);
                recorder.onTick = source::stop;
                CaptureStatistics statistics = source.run(recorder);
                assertEquals(
                        6,
                        recorder.lengths.stream()
                                .filter(length -> length == 142)
                                .count());
                assertTrue(statistics.stoppedEarly());
            }
        });
    }

    @Test
    void changesTheFilterWhileItRuns() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            Recorder recorder = new Recorder();
            LiveSettings settings =
                    LiveSettings.on(List.of("right0"), "udp port 1").lasting(MINUTE);
            try (PcapLiveSource source = PcapLiveSource.open(settings, recorder)) {
                send("239.192.1.1", 7000, 3);
                recorder.onTick = () -> {
                    if (recorder.ticks == 1) {
                        source.filter("udp port 7000");
                    } else if (recorder.lengths.isEmpty()) {
                        send("239.192.1.1", 7000, 1);
                    } else {
                        source.stop();
                    }
                };
                source.run(recorder);
                assertFalse(recorder.lengths.isEmpty());
                assertTrue(recorder.said.isEmpty(), recorder.said.toString());
            }
        });
    }

    @Test
    void mergesInterfacesInTheOrderOfTime() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            Recorder recorder = new Recorder();
            LiveSettings settings = new LiveSettings(
                    List.of("left0", "right0"), "udp", false, LiveSettings.BUFFER, 65_535, 100, MINUTE);
            try (PcapLiveSource source = PcapLiveSource.open(settings, recorder)) {
                recorder.onTick = () -> send("239.192.1.1", 5405, 25);
                CaptureStatistics statistics = source.run(recorder);
                assertEquals(2, recorder.interfaces.size());
                assertEquals(50, statistics.interfaces().get(0).frames(), statistics.toString());
                assertEquals(50, statistics.interfaces().get(1).frames());
            }
        });
    }

    @Test
    void goesOnWhenTheInterfaceWasDownOrAway() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            Recorder recorder = new Recorder();
            LiveSettings settings = LiveSettings.on(List.of("right0"), "udp").lasting(MINUTE);
            try (PcapLiveSource source = PcapLiveSource.open(settings, recorder)) {
                Runnable[] acts = {
                    () -> send("239.192.1.1", 5405, 1),
                    () -> command("ip", "link", "set", "right0", "down"),
                    () -> command("ip", "link", "set", "right0", "up"),
                    () -> command("ip", "link", "delete", "left0"),
                    () -> {
                        try {
                            OwnNetwork.cable();
                        } catch (java.io.IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                };
                int[] act = {0};
                recorder.onTick = () -> {
                    // each act once the one before has been noticed
                    boolean noticed = recorder.said.size() >= act[0] - 1;
                    if (act[0] < acts.length && noticed) {
                        acts[act[0]++].run();
                    } else if (act[0] == acts.length && noticed) {
                        send("239.192.1.1", 5405, 1);
                        if (recorder.lengths.size() > 1) {
                            source.stop();
                        }
                    }
                };
                CaptureStatistics statistics = source.run(recorder);
                assertEquals(4, recorder.said.size(), recorder.said.toString());
                assertTrue(recorder.said.get(0).startsWith("right0 went down"), recorder.said.toString());
                assertTrue(recorder.said.get(1).startsWith("right0 is up"), recorder.said.toString());
                assertTrue(recorder.said.get(2).startsWith("right0 disappeared"), recorder.said.toString());
                assertTrue(recorder.said.get(3).startsWith("right0 is up"), recorder.said.toString());
                assertTrue(statistics.frames() > 1);
            }
        });
    }

    @Test
    void tellsThatAnAddressIsAnotherOne() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            Recorder recorder = new Recorder();
            LiveSettings settings = LiveSettings.on(List.of("right0"), "udp").lasting(MINUTE);
            try (PcapLiveSource source = PcapLiveSource.open(settings, recorder)) {
                recorder.onTick = () -> {
                    if (recorder.ticks == 1) {
                        command("ip", "address", "add", "192.168.1.2/24", "dev", "right0");
                    } else if (!recorder.said.isEmpty()) {
                        source.stop();
                    }
                };
                source.run(recorder);
                assertEquals(List.of("right0 has 192.168.1.2 now, and had no address."), recorder.said);
            }
        });
    }

    @Test
    void isPromiscuousForAWhileWithoutLosingAFrame() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            Recorder recorder = new Recorder();
            LiveSettings settings =
                    LiveSettings.on(List.of("right0"), "udp").takingTurns().lasting(MINUTE);
            boolean[] seen = {false};
            try (PcapLiveSource source = PcapLiveSource.open(settings, recorder)) {
                recorder.onTick = () -> {
                    send("239.192.1.1", 5405, 1);
                    seen[0] |= isPromiscuous();
                    if (!recorder.said.isEmpty() && seen[0]) {
                        source.stop();
                    }
                };
                CaptureStatistics statistics = source.run(recorder);
                assertEquals(2, recorder.interfaces.size());
                assertEquals(
                        "not promiscuous, in turn", recorder.interfaces.get(0).description());
                assertEquals("promiscuous, in turn", recorder.interfaces.get(1).description());
                assertTrue(recorder.ticks - recorder.lengths.size() <= 1, recorder.ticks + " sent");
                assertTrue(statistics.interfaces().get(0).frames() > 5, statistics.toString());
            }
            assertFalse(isPromiscuous());
        });
    }

    private static boolean isPromiscuous() {
        try {
            return OwnNetwork.command("ip", "-d", "link", "show", "right0").contains("promiscuity 1");
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void waitsForAnInterfaceThatIsDown() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            command("ip", "link", "set", "right0", "down");
            Recorder recorder = new Recorder();
            LiveSettings settings =
                    new LiveSettings(List.of("right0"), "udp", false, LiveSettings.BUFFER, 65_535, 1, MINUTE);
            recorder.onTick = () -> {
                command("ip", "link", "set", "right0", "up");
                send("239.192.1.1", 5405, 1);
            };
            assertEquals(1, run(settings, recorder).frames());
            assertEquals(2, recorder.said.size(), recorder.said.toString());
        });
    }

    @Test
    void refusesWhatIsNotThereAndWhatMakesNoSense() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            CaptureException absent = assertThrows(
                    CaptureException.class,
                    () -> PcapLiveSource.open(LiveSettings.on(List.of("eth77"), ""), LiveListener.NONE));
            assertEquals(Reason.NOT_FOUND, absent.reason());
            assertTrue(String.valueOf(absent.getMessage()).contains("right0"));
            CaptureException senseless = assertThrows(
                    CaptureException.class,
                    () -> PcapLiveSource.open(LiveSettings.on(List.of("right0"), "udp prot 5"), LiveListener.NONE));
            assertEquals(Reason.WRONG_USAGE, senseless.reason());
        });
    }

    @Test
    void stoppedBeforeItRunsItEndsAtOnce() throws Exception {
        OwnNetwork.in(() -> {
            OwnNetwork.cable();
            Recorder recorder = new Recorder();
            try (PcapLiveSource source = PcapLiveSource.open(LiveSettings.on(List.of("right0"), FILTER), recorder)) {
                source.stop();
                assertTrue(source.run(recorder).stoppedEarly());
            }
        });
    }
}
