package io.totemtap.cli;

import io.totemtap.capture.CaptureException;
import io.totemtap.capture.CaptureException.Reason;
import io.totemtap.capture.host.witness.WitnessAvailability;
import io.totemtap.capture.live.HostInterfaces;
import io.totemtap.capture.live.LiveFilter;
import io.totemtap.capture.live.LiveListener;
import io.totemtap.capture.live.LiveSettings;
import io.totemtap.capture.live.PcapLiveSource;
import io.totemtap.report.Escape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Says what can be captured and proven from here. */
final class DoctorCommand implements Command {

    private static final List<String> TOOLS = List.of("ip", "ss", "nft", "iptables-save", "bridge", "tcpdump");
    private static final List<String> DIRECTORIES = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private int worst = ExitCode.HEALTHY;

    @Override
    public Synopsis synopsis() {
        return new Synopsis(
                        "doctor",
                        "Say what can be captured and proven from here, and what to type where something is missing.",
                        "",
                        "  totemtap doctor            look at every interface",
                        "  totemtap doctor -i eth0    look at one, before a capture there",
                        "")
                .values("-i --interface", "IF", "Look at this interface only. Repeatable.");
    }

    @Override
    public int run(Given given) {
        List<String> interfaces = given.values("--interface");
        say("java", Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        if (hasLibrary()) {
            List<String> wanted = interfaces.isEmpty()
                    ? HostInterfaces.names().stream()
                            .filter(name -> !name.equals("lo"))
                            .toList()
                    : interfaces;
            wanted.forEach(this::look);
        }
        witness();
        List<String> missing = TOOLS.stream().filter(tool -> !isInstalled(tool)).toList();
        say(
                "tools",
                missing.isEmpty()
                        ? "all that a snapshot asks are installed"
                        : "not installed: " + String.join(", ", missing) + "; a snapshot does without them");
        return worst;
    }

    /** What the kernel's own witness can do here; a capture does without it. */
    private static void witness() {
        WitnessAvailability here = WitnessAvailability.here();
        List<String> sentences = new ArrayList<>(here.obstacles());
        if (here.isAvailable()) {
            sentences.add("The kernel can count what becomes of each group's packets after they arrived.");
            sentences.addAll(here.limits());
        } else {
            sentences.add("A capture does without it.");
        }
        for (int i = 0; i < sentences.size(); i++) {
            say(i == 0 ? "witness" : "", sentences.get(i));
        }
    }

    private boolean hasLibrary() {
        try {
            say("libpcap", PcapLiveSource.libraryVersion());
            return true;
        } catch (CaptureException e) {
            say("libpcap", String.valueOf(e.getMessage()));
            worst = ExitCode.of(e);
            return false;
        }
    }

    private void look(String name) {
        LiveSettings settings = new LiveSettings(
                List.of(name), LiveFilter.of(Set.of()), false, 1 << 20, LiveSettings.SNAP_LENGTH, 0, 0);
        try (PcapLiveSource source = PcapLiveSource.open(settings, LiveListener.NONE)) {
            source.stop();
            say(name, "can be captured" + (HostInterfaces.isUp(name) ? "" : ", but is down") + kind(name));
            standing(name);
        } catch (CaptureException e) {
            say(name, String.valueOf(e.getMessage()));
            worst = ExitCode.of(e);
            if (e.reason() == Reason.NO_PERMISSION) {
                System.out.println(Remedy.forCapturing(name));
            }
        }
    }

    private static String kind(String name) {
        Path device = Path.of("/sys/class/net", name);
        String master = link(device.resolve("master"));
        if (!master.isEmpty()) {
            return "; it is a member of " + master
                    + ": multicast may come in on another member, so give every member with -i";
        }
        if (Files.isDirectory(device.resolve("bridge"))) {
            return "; it is a bridge: whether it snoops decides what its own ports get";
        }
        if (Files.isDirectory(device.resolve("bonding"))) {
            return "; it is a bond: its members show which cable a frame came by";
        }
        return Files.isReadable(Path.of("/proc/net/vlan", name))
                ? "; it is a VLAN: the interface below it shows the tag"
                : "";
    }

    private static String link(Path path) {
        try {
            Path target = Files.readSymbolicLink(path).getFileName();
            return target == null ? "" : target.toString();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    /** What a capture here can and cannot prove. */
    private void standing(String name) {
        say(
                "",
                "proves here: what reaches " + name
                        + ", what this host's kernel drops after that, what the daemon misses");
        say(
                "",
                "cannot prove alone: where between another host and " + name
                        + " a frame was lost; capture on the other host too");
    }

    private static boolean isInstalled(String tool) {
        return Stream.concat(
                        DIRECTORIES.stream(),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    private static void say(String what, String text) {
        System.out.println(Escape.forTerminal(String.format("%-8s %s", what, text)));
    }
}
