package io.totemtap.capture.log;

import io.totemtap.capture.log.LogEvent.LinkChanged.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * The sentences of the kernel about network interfaces. Every driver has words of its own; the interface stands before them, behind the
 * driver's name and the place on the bus, both of which some drivers leave out:
 *
 * <pre>
 * e1000e: eth0 NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx      RHEL 6
 * bnx2: eth0 NIC Copper Link is Down                                          RHEL 5
 * bnx2 0000:03:00.0 eth0: NIC Copper Link is Up, 1000 Mbps full duplex        3.x
 * tg3: eth0: Link is up at 1000 Mbps, full duplex.
 * NETDEV WATCHDOG: eth0: transmit timed out                                   2.6.18
 * NETDEV WATCHDOG: eth0 (e1000e): transmit queue 0 timed out                  2.6.27 to 5.x
 * r8169 0000:03:00.0 eth0: NETDEV WATCHDOG: CPU: 3: transmit queue 0 timed out 5016 ms   6.x
 * device eth0 entered promiscuous mode                                        to 6.4
 * veth0: entered promiscuous mode                                             6.5 on
 * </pre>
 */
final class KernelSentences {

    private static final int HEAD = 300;
    private static final String WATCHDOG = "NETDEV WATCHDOG: ";

    /** "[ 1234.567890] ", which stands behind "kernel:" where the kernel prints it. */
    private static final Pattern UPTIME = Pattern.compile("^\\[ {0,12}\\d{1,12}\\.\\d{1,9}] ");

    /** Stricter than the kernel: "SATA link up" is said of a disk. */
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9._-]{1,14}");

    private static final Pattern BUS = Pattern.compile("[0-9a-f]{1,8}(:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-9a-f])?:?");

    /** Words between an interface and what is said of it. */
    private static final Pattern FILLER = Pattern.compile("NIC|Copper|SerDes|Remote|\\w+_task");

    /** Words of drivers, in lower case, and what they tell. */
    private record Phrase(String words, Change change) {}

    private static final List<Phrase> PHRASES = List.of(
            new Phrase("link is up", Change.UP),
            new Phrase("link up", Change.UP),
            new Phrase("link becomes ready", Change.UP),
            new Phrase("link is down", Change.DOWN),
            new Phrase("link down", Change.DOWN),
            new Phrase("lost carrier", Change.DOWN),
            new Phrase("reset adapter", Change.RESET),
            new Phrase("resetting adapter", Change.RESET),
            new Phrase("initiating reset", Change.RESET),
            new Phrase("transmit timed out, resetting", Change.RESET),
            new Phrase("detected hardware unit hang", Change.STALLED),
            new Phrase("detected tx unit hang", Change.STALLED),
            new Phrase("entered promiscuous mode", Change.PROMISCUOUS),
            new Phrase("left promiscuous mode", Change.NOT_PROMISCUOUS));

    private KernelSentences() {}

    static Optional<LogEvent> recognize(String said) {
        String text = UPTIME.matcher(said).replaceFirst("");
        text = text.length() > HEAD ? text.substring(0, HEAD) : text;
        int watchdog = text.indexOf(WATCHDOG);
        if (watchdog >= 0) {
            return watchdog(text, watchdog);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        for (Phrase phrase : PHRASES) {
            int at = lower.indexOf(phrase.words());
            if (at > 0) {
                return device(text.substring(0, at)).map(device -> new LogEvent.LinkChanged(device, phrase.change()));
            }
        }
        return Optional.empty();
    }

    private static Optional<LogEvent> watchdog(String text, int at) {
        if (!text.contains("timed out")) {
            return Optional.empty();
        }
        String rest = text.substring(at + WATCHDOG.length());
        int end = rest.indexOf(' ');
        String first = end < 0 ? "" : bare(rest.substring(0, end));
        return (at > 0 ? device(text.substring(0, at)) : Optional.of(first))
                .filter(device -> NAME.matcher(device).matches())
                .map(device -> new LogEvent.LinkChanged(device, Change.STALLED));
    }

    /**
     * The interface that a sentence begins with: its last word that may be one. A driver that names its place on the bus only names no
     * interface, and then nothing is known.
     */
    private static Optional<String> device(String head) {
        List<String> words = new ArrayList<>();
        StringTokenizer all = new StringTokenizer(head);
        while (all.hasMoreTokens()) {
            words.add(all.nextToken());
        }
        for (int i = words.size() - 1; i >= 0; i--) {
            String word = bare(words.get(i));
            if (BUS.matcher(word).matches() && word.indexOf(':') > 0) {
                return Optional.empty();
            }
            if (!FILLER.matcher(word).matches()) {
                return NAME.matcher(word).matches() ? Optional.of(word) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String bare(String word) {
        return word.endsWith(":") || word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
    }
}
