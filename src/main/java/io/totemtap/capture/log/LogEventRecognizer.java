package io.totemtap.capture.log;

import io.totemtap.capture.log.LogEvent.TotemState;
import io.totemtap.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/**
 * Knows the sentences of openais, corosync, cman and fenced, and of the kernel about interfaces. Only lines of these are
 * looked at: those with a subsystem in brackets, fenced's and the kernel's.
 */
final class LogEventRecognizer {

    private static final int SEQUENCES = 100;

    private LogEventRecognizer() {}

    /** What a line tells, if it is one of the sentences that matter. */
    static Optional<LogEvent> recognize(LogLine line) {
        String text = line.text();
        if (text.startsWith("last message repeated ") || text.startsWith("message repeated ")) {
            OptionalLong times = numberAfter(text, "repeated ");
            return times.isPresent() ? Optional.of(new LogEvent.Repeated((int) times.getAsLong())) : Optional.empty();
        }
        if (line.program().equals("fenced")) {
            return FenceSentences.recognize(text);
        }
        if (line.program().equals("kernel")) {
            return KernelSentences.recognize(text);
        }
        if (line.subsystem().isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        Optional<LogEvent> event = totem(text);
        if (event.isEmpty()) {
            event = trouble(text);
        }
        if (event.isEmpty()) {
            event = daemon(text);
        }
        return event.isEmpty() ? SettingsSentences.recognize(text) : event;
    }

    private static Optional<LogEvent> totem(String text) {
        if (text.startsWith("entering ")) {
            return stateEntered(text);
        }
        if (text.startsWith("The network interface ")) {
            return networkInterface(text);
        }
        if (text.startsWith("The token was lost in the ")) {
            return state(text, "in the ").map(LogEvent.TokenLost::new);
        }
        if (text.startsWith("A processor failed, forming new configuration")) {
            return Optional.of(new LogEvent.TokenLost(TotemState.OPERATIONAL));
        }
        if (text.startsWith("The consensus timeout expired")) {
            return Optional.of(new LogEvent.ConsensusTimeout());
        }
        if (text.startsWith("A new membership (")) {
            return Optional.of(new LogEvent.NewMembership(
                    between(text, "(", ")"), listAfter(text, "joined:"), listAfter(text, "left:")));
        }
        if (text.startsWith("A processor joined or left the membership")) {
            return Optional.of(new LogEvent.NewMembership("", List.of(), List.of()));
        }
        if (text.startsWith("Failed to receive the leave message")) {
            return Optional.of(new LogEvent.LeftWithoutLeave(listAfter(text, "failed:")));
        }
        return text.startsWith("Retransmit List:") ? Optional.of(retransmits(text)) : Optional.empty();
    }

    private static Optional<LogEvent> trouble(String text) {
        if (text.startsWith("FAILED TO RECEIVE")) {
            return Optional.of(new LogEvent.FailedToReceive());
        }
        if (text.startsWith("Received message has invalid digest")) {
            return Optional.of(new LogEvent.InvalidDigest());
        }
        if (text.startsWith("Token has not been received in ")) {
            return numbered(numberAfter(text, "received in "), LogEvent.TokenLate::new);
        }
        if (text.startsWith("Type of received message is wrong")) {
            return numbered(numberAfter(text, "ignoring "), LogEvent.UnknownMessageType::new);
        }
        if (text.startsWith("Process pause detected for ")) {
            return Optional.of(new LogEvent.ProcessPaused(numberAfter(text, "detected for ")));
        }
        if (text.startsWith("Corosync main process was not scheduled ")) {
            return Optional.of(new LogEvent.ProcessPaused(numberAfter(text, " for ")));
        }
        if (text.startsWith("Totem is unable to form a cluster")) {
            return Optional.of(new LogEvent.UnableToForm(between(text, "(reason: ", ")")));
        }
        if (text.startsWith("Marking ") && text.contains(" FAULTY")) {
            return numbered(numberAfter(text, "ringid "), ring -> new LogEvent.RingFaulty((int) ring));
        }
        return text.startsWith("Automatically recovered ring ")
                ? numbered(numberAfter(text, "recovered ring "), ring -> new LogEvent.RingRecovered((int) ring))
                : Optional.empty();
    }

    private static Optional<LogEvent> daemon(String text) {
        if (text.startsWith("AIS Executive Service RELEASE ")) {
            return Optional.of(new LogEvent.DaemonStarted("openais", between(text, "'", "'")));
        }
        if (text.startsWith("Corosync Cluster Engine exiting") || text.startsWith("AIS Executive exiting")) {
            return Optional.of(new LogEvent.DaemonExiting());
        }
        if (text.startsWith("Corosync Cluster Engine (")) {
            return Optional.of(new LogEvent.DaemonStarted("corosync", between(text, "'", "'")));
        }
        if (text.startsWith("Corosync Cluster Engine ") && text.endsWith(" starting up")) {
            return Optional.of(new LogEvent.DaemonStarted("corosync", between(text, "Engine ", " starting")));
        }
        if (text.startsWith("CMAN ") && text.endsWith(" started")) {
            return Optional.of(new LogEvent.DaemonStarted("cman", between(text, "CMAN ", " ")));
        }
        if (text.startsWith("Using default multicast address of ")) {
            return IpAddress.parse(text.substring("Using default multicast address of ".length())
                            .strip())
                    .map(LogEvent.DefaultGroup::new);
        }
        if (text.startsWith("Initializing transport (")) {
            return Optional.of(new LogEvent.TransportChosen(between(text, "(", ")")));
        }
        return quorum(text);
    }

    private static Optional<LogEvent> quorum(String text) {
        if (text.startsWith("Members[")) {
            return Optional.of(new LogEvent.QuorumMembers(listAfter(text, "]:")));
        }
        if (text.startsWith("quorum regained") || text.startsWith("This node is within the primary component")) {
            return Optional.of(new LogEvent.QuorumChanged(true));
        }
        boolean lost =
                text.startsWith("quorum lost") || text.startsWith("This node is within the non-primary component");
        return lost ? Optional.of(new LogEvent.QuorumChanged(false)) : Optional.empty();
    }

    private static Optional<LogEvent> stateEntered(String text) {
        Optional<TotemState> state = state(text, "entering ");
        if (state.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong number = numberAfter(text, " state from ");
        if (state.get() != TotemState.GATHER || number.isEmpty()) {
            return Optional.of(new LogEvent.StateEntered(state.get(), Optional.empty(), OptionalInt.empty()));
        }
        int reason = (int) number.getAsLong();
        return Optional.of(
                new LogEvent.StateEntered(TotemState.GATHER, GatherReason.of(reason), OptionalInt.of(reason)));
    }

    private static Optional<LogEvent> networkInterface(String text) {
        if (text.contains("is now up")) {
            return Optional.of(new LogEvent.InterfaceUp(IpAddress.parse(between(text, "[", "]"))));
        }
        return text.contains(" down") ? Optional.of(new LogEvent.InterfaceDown()) : Optional.empty();
    }

    private static LogEvent retransmits(String text) {
        List<Long> sequences = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(text.substring("Retransmit List:".length()));
        while (words.hasMoreTokens() && sequences.size() < SEQUENCES) {
            String word = words.nextToken();
            if (word.length() <= 8 && word.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
                sequences.add(Long.parseLong(word, 16));
            }
        }
        return new LogEvent.RetransmitList(sequences);
    }

    private static Optional<TotemState> state(String text, String before) {
        for (TotemState state : TotemState.values()) {
            if (text.startsWith(state.name() + " state", text.indexOf(before) + before.length())) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** An event made from a number, if there is one. */
    @FunctionalInterface
    private interface OfNumber {
        LogEvent of(long number);
    }

    private static Optional<LogEvent> numbered(OptionalLong number, OfNumber event) {
        return number.isPresent() ? Optional.of(event.of(number.getAsLong())) : Optional.empty();
    }

    /** The words after a label, up to one that is another label. */
    private static List<String> listAfter(String text, String label) {
        int at = text.indexOf(label);
        List<String> words = new ArrayList<>();
        if (at < 0) {
            return words;
        }
        StringTokenizer rest = new StringTokenizer(text.substring(at + label.length()));
        while (rest.hasMoreTokens()) {
            String word = rest.nextToken();
            if (word.endsWith(":")) {
                break;
            }
            words.add(word);
        }
        return words;
    }

    /** What stands between two marks; empty if either is missing. */
    static String between(String text, String before, String after) {
        int from = text.indexOf(before);
        int to = from < 0 ? -1 : text.indexOf(after, from + before.length());
        return to < 0 ? "" : text.substring(from + before.length(), to);
    }

    /** The number of at most nine digits, possibly negative, that follows a label. */
    static OptionalLong numberAfter(String text, String label) {
        int start = text.indexOf(label);
        if (start < 0) {
            return OptionalLong.empty();
        }
        int at = start + label.length();
        boolean negative = at < text.length() && text.charAt(at) == '-';
        at += negative ? 1 : 0;
        long value = 0;
        int digits = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && digits < 10) {
            value = value * 10 + (text.charAt(at) - '0');
            digits++;
            at++;
        }
        boolean fits = digits > 0 && value <= Integer.MAX_VALUE;
        return fits ? OptionalLong.of(negative ? -value : value) : OptionalLong.empty();
    }
}
