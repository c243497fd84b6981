package io.totemtap.capture.host.witness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Two network namespaces with a cable between them: "wa" (10.77.0.1, fd77::1) sends, "wb" (10.77.0.2, fd77::2) receives. */
final class WitnessLab implements AutoCloseable {

    static final String GROUP = "239.77.1.1";
    static final String GROUP6 = "ff15::7711";
    static final int PORT = 5405;

    private final String id = "tt" + ProcessHandle.current().pid();
    private final List<Agent> agents = new ArrayList<>();

    private WitnessLab() {
        for (String side : List.of("a", "b")) {
            run("ip netns add " + namespace(side));
        }
        run("ip link add v" + id + "a netns " + namespace("a") + " type veth peer name v" + id + "b netns "
                + namespace("b"));
        side("a", 1);
        side("b", 2);
        ready("a");
        ready("b");
    }

    /** Waits until IPv6 works on a side: its link-local address is valid a second after the link is up. */
    private void ready(String side) {
        for (int tries = 0; tries < 100; tries++) {
            String addresses = output("ip", "-n", namespace(side), "-6", "addr", "show", "dev", "w" + side);
            if (!addresses.contains("fd77:") || (addresses.contains("fe80:") && !addresses.contains("tentative"))) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it; skips the test where that, or the witness, is not possible. */
    static WitnessLab open() {
        WitnessAvailability availability = WitnessAvailability.here();
        assume(availability.isAvailable(), String.join(" ", availability.obstacles()));
        assume(exit("ip", "netns", "list") == 0, "the command ip netns is not there");
        return new WitnessLab();
    }

    /** Skips the test unless something is so; says why, as a build does not show it by itself. */
    static void assume(boolean so, String otherwise) {
        if (!so) {
            System.out.println("skipped: " + otherwise);
        }
        assumeTrue(so, () -> "skipped: " + otherwise);
    }

    private void side(String side, int number) {
        in(side, "ip link set v" + id + side + " name w" + side);
        // no waiting for others with the same address
        exit("ip", "netns", "exec", namespace(side), "sysctl", "-q", "net.ipv6.conf.w" + side + ".accept_dad=0");
        in(side, "ip addr add 10.77.0." + number + "/24 dev w" + side);
        in(side, "ip addr add fd77::" + number + "/64 dev w" + side + " nodad");
        in(side, "ip link set lo up");
        in(side, "ip link set w" + side + " up");
    }

    String namespace(String side) {
        return id + side;
    }

    /** Runs a command inside a namespace; fails the test if the command does. */
    void in(String side, String command) {
        run("ip netns exec " + namespace(side) + " " + command);
    }

    /** Runs a command inside a namespace, its words given one by one; skips the test if it fails. */
    void inOrSkip(String side, String... words) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace(side)));
        command.addAll(List.of(words));
        int status = exit(command.toArray(String[]::new));
        assume(status == 0, String.join(" ", words) + ": exit code " + status);
    }

    /** The inode of a namespace, with which the kernel names it. */
    WitnessRequest request(String side) {
        try {
            long inode =
                    ((Number) Files.getAttribute(Path.of("/run/netns/" + namespace(side)), "unix:ino")).longValue();
            return new WitnessRequest(inode, Set.of(), index -> "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that sends and receives in a namespace. */
    Agent agent(String side) {
        Agent agent = new Agent(namespace(side));
        agents.add(agent);
        return agent;
    }

    @Override
    public void close() {
        agents.forEach(Agent::close);
        exit("ip", "netns", "del", namespace("a"));
        exit("ip", "netns", "del", namespace("b"));
    }

    static void run(String command) {
        int status = exit(command.split(" "));
        if (status != 0) {
            throw new IllegalStateException(command + ": exit code " + status);
        }
    }

    static int exit(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One process of {@link GroupTraffic}. */
    static final class Agent implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final Writer orders;

        Agent(String namespace) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            try {
                process = new ProcessBuilder(
                                "ip",
                                "netns",
                                "exec",
                                namespace,
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-cp",
                                System.getProperty("java.class.path"),
                                GroupTraffic.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            answers = process.inputReader(StandardCharsets.US_ASCII);
            orders = process.outputWriter(StandardCharsets.US_ASCII);
            answer();
        }

        String order(String order) {
            try {
                orders.write(order + "\n");
                orders.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return answer();
        }

        private String answer() {
            try {
                String line = answers.readLine();
                if (line == null) {
                    throw new IllegalStateException("the process in the namespace has ended");
                }
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String send(String group, int count, String device) {
            return order("send " + group + " " + PORT + " " + device + " " + count);
        }

        void join(String group, String device, int buffer) {
            order("join " + group + " " + PORT + " " + device + " " + buffer);
        }

        long read() {
            return Long.parseLong(order("read"));
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
