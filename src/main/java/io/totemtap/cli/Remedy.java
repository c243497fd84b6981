package io.totemtap.cli;

import io.totemtap.capture.live.LiveFilter;
import java.util.List;
import java.util.Set;

/** What to type where capturing is not permitted. */
final class Remedy {

    private static final String RIGHT = "/usr/local/sbin/totemtap-right";

    private Remedy() {}

    /**
     * Lines that grant the right to capture, and one that does without it. The right goes to a launcher of ours, a copy of setpriv that
     * only the user's group may run and that passes on this one right; never to the system's java.
     */
    static String forCapturing(String interfaceName) {
        return String.join(
                "\n",
                "Run it as root, or grant the right to capture once to a launcher of its own:",
                "  sudo install -m 0750 -g \"$(id -gn)\" \"$(command -v setpriv)\" " + RIGHT,
                "  sudo setcap cap_net_raw=eip " + RIGHT,
                "and start through it:",
                "  " + launch("totemtap capture -i " + interfaceName),
                "or let tcpdump capture:",
                "  sudo tcpdump -p -U -w - -i " + interfaceName + " '" + LiveFilter.of(Set.of())
                        + "' | totemtap analyze -");
    }

    /** A command line that starts a command with the right. */
    static String launch(String command) {
        return String.join(" ", List.of(RIGHT, "--inh-caps=+net_raw", "--ambient-caps=+net_raw", command));
    }
}
