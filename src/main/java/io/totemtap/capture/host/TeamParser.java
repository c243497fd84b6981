package io.totemtap.capture.host;

import io.totemtap.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code teamdctl team0 state} (libteam, utils/teamdctl.c): a team is a bond that a daemon runs. */
final class TeamParser {

    /** What stands before the runner's name in a bond's mode. */
    static final String RUNNER = "teamd runner ";

    private static final int MOST_PORTS = 256;

    private final List<Bond.Member> members = new ArrayList<>();
    private String part = "";
    private String runner = "";
    private String active = "";

    private TeamParser() {}

    /** The team; empty if the text is none. */
    static Optional<Bond> parse(Lines lines, String name) {
        TeamParser parser = new TeamParser();
        while (lines.hasNext()) {
            String line = lines.next();
            if (!parser.line(line)) {
                lines.unread(line);
            }
        }
        return parser.runner.isEmpty()
                ? Optional.empty()
                : Optional.of(new Bond(name, RUNNER + parser.runner, parser.active, parser.members));
    }

    /** Parts stand at the margin: "setup:", "ports:", "runner:". Ports stand below theirs, without a colon. */
    private boolean line(String line) {
        String text = line.strip();
        int colon = text.indexOf(':');
        boolean atMargin = text.length() == line.length();
        if (atMargin) {
            part = colon == text.length() - 1 ? text.substring(0, colon) : "";
            return !part.isEmpty();
        }
        if (part.equals("ports") && colon < 0 && Words.of(text).size() == 1) {
            return members.size() < MOST_PORTS && members.add(Bond.Member.named(text));
        }
        if (part.isEmpty()) {
            return false;
        }
        if (colon > 0) {
            value(text.substring(0, colon), text.substring(colon + 1).strip());
        }
        return true;
    }

    private void value(String key, String value) {
        if (part.equals("setup") && key.equals("runner")) {
            runner = value;
        } else if (part.equals("runner") && key.equals("active port")) {
            active = Words.of(value).stream().findFirst().orElse("");
        } else if (part.equals("ports") && !members.isEmpty()) {
            int last = members.size() - 1;
            Bond.Member old = members.get(last);
            members.set(
                    last,
                    switch (key) {
                        case "link summary" -> old.withLink(value.equals("up"));
                        case "down count" ->
                            old.withFailures(
                                    Words.sum(old.failures(), Words.whole(value).orElse(0)));
                        case "addr" -> old.withMac(MacAddress.parse(value).orElse(MacAddress.NONE));
                        default -> old;
                    });
        }
    }
}
