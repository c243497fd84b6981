package io.totemtap.capture.live;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.totemtap.capture.CaptureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a test in a network namespace that nobody else sees and that ends with its thread: unshare(2), and a sysfs of its own, which
 * shows that network's interfaces. Threads and commands that the test starts are in it too.
 */
final class OwnNetwork {

    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final int CLONE_NEWNS = 0x0002_0000;
    private static final long MS_PRIVATE_REC = 0x4_4000;

    private OwnNetwork() {}

    /** libc. */
    interface LibC extends Library {
        int unshare(int flags);

        int mount(String source, String target, String type, NativeLong flags, @Nullable Pointer data);
    }

    /** A test. */
    interface Body {
        void run() throws Exception;
    }

    /** Why it cannot be done here, if it cannot. */
    static Optional<String> missing() {
        try {
            PcapLiveSource.libraryVersion();
        } catch (CaptureException e) {
            return Optional.of("libpcap is missing");
        }
        try {
            in(() -> command("ip", "link", "set", "lo", "up"));
        } catch (Exception | AssertionError e) {
            return Optional.of(
                    "a network namespace of its own is not permitted here, or ip is missing: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Runs a test in its own network. */
    static void in(Body body) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                LibC c = Native.load("c", LibC.class);
                boolean done = c.unshare(CLONE_NEWNET | CLONE_NEWNS) == 0
                        && c.mount("none", "/", "none", new NativeLong(MS_PRIVATE_REC), null) == 0
                        && c.mount("sysfs", "/sys", "sysfs", new NativeLong(0), null) == 0;
                if (!done) {
                    throw new IllegalStateException("unshare or mount is refused");
                }
                body.run();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        thread.start();
        thread.join();
        if (failure.get() instanceof Error error) {
            throw error;
        }
        if (failure.get() instanceof Exception exception) {
            throw exception;
        }
    }

    /** Makes the two ends of a cable, left0 (192.168.1.1) and right0, both up. */
    static void cable() throws IOException, InterruptedException {
        command("ip", "link", "add", "left0", "type", "veth", "peer", "name", "right0");
        command("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
        command("ip", "address", "add", "192.168.1.1/24", "dev", "left0");
        command("ip", "link", "set", "left0", "up");
        command("ip", "link", "set", "right0", "up");
        command("ip", "route", "add", "224.0.0.0/4", "dev", "left0");
    }

    /** Runs a command and returns what it printed. */
    static String command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(List.of(words) + ": " + output);
        }
        return output;
    }
}
