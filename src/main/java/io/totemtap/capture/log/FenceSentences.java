package io.totemtap.capture.log;

import java.util.Optional;
import java.util.OptionalLong;

/** The sentences of fenced (cluster 2: fenced/agent.c and recover.c, names in quotation marks; cluster 3: without). */
final class FenceSentences {

    private static final String NOT_A_MEMBER = " not a cluster member after ";

    private FenceSentences() {}

    static Optional<LogEvent> recognize(String text) {
        int notMember = text.indexOf(NOT_A_MEMBER);
        if (notMember > 0) {
            return due(text, notMember);
        }
        if (text.startsWith("fencing deferred to ")) {
            return Optional.of(new LogEvent.FenceDeferred(bare(text.substring("fencing deferred to ".length()))));
        }
        if (text.startsWith("fencing node ")) {
            return Optional.of(new LogEvent.Fencing(bare(text.substring("fencing node ".length()))));
        }
        if (!text.startsWith("fence ")) {
            return Optional.empty();
        }
        boolean success = text.endsWith(" success");
        if (!success && !text.endsWith(" failed")) {
            return Optional.empty();
        }
        String node = bare(text.substring("fence ".length(), text.lastIndexOf(' ')));
        return node.isEmpty() || node.indexOf(' ') >= 0
                ? Optional.empty()
                : Optional.of(new LogEvent.FenceResult(node, success));
    }

    private static Optional<LogEvent> due(String text, int at) {
        OptionalLong seconds = LogEventRecognizer.numberAfter(text, NOT_A_MEMBER);
        int delay = text.indexOf(" sec ", at);
        if (seconds.isEmpty() || delay < 0) {
            return Optional.empty();
        }
        return Optional.of(new LogEvent.FenceDue(
                bare(text.substring(0, at)),
                (int) seconds.getAsLong(),
                text.substring(delay + " sec ".length()).strip()));
    }

    private static String bare(String name) {
        return name.replace("\"", "").strip();
    }
}
