package io.totemtap.capture.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The values totem prints at start (exec/totemsrp.c, totemsrp_initialize; exec/totemnet.c): words, then a number in
 * parentheses.
 */
final class SettingsSentences {

    private static final List<String> STARTS = List.of(
            "Token Timeout (",
            "token hold (",
            "join (",
            "downcheck (",
            "seqno unchanged const (",
            "window size per rotation (",
            "missed count const (",
            "send threads (",
            "heartbeat_failures_allowed (",
            "max_network_delay (",
            "Receive multicast socket recv buffer size (",
            "Transmit multicast socket send buffer size (");
    private static final String MTU = "Maximum network MTU";

    private SettingsSentences() {}

    static Optional<LogEvent> recognize(String text) {
        if (STARTS.stream().noneMatch(text::startsWith)) {
            return Optional.empty();
        }
        Map<String, Long> values = new LinkedHashMap<>();
        int at = 0;
        int open = text.indexOf('(');
        while (open >= 0) {
            String name = text.substring(at, open).strip();
            OptionalLong value = LogEventRecognizer.numberAfter(text.substring(open), "(");
            if (value.isPresent() && !name.isEmpty()) {
                values.put(name, value.getAsLong());
            }
            int close = text.indexOf(')', open);
            at = close < 0 ? text.length() : close + 1;
            open = text.indexOf('(', at);
        }
        OptionalLong mtu = LogEventRecognizer.numberAfter(text, MTU + " ");
        if (mtu.isPresent()) {
            values.put(MTU, mtu.getAsLong());
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new LogEvent.Settings(values));
    }
}
