package io.totemtap.capture.log;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of a log, taken apart. What the line does not have is empty.
 *
 * @param number the line's number in its file, from 1
 * @param time as written, absent for lines without
 * @param host the host that wrote it
 * @param program the program, without path and process id
 * @param pid its process id
 * @param severity "notice", "warning" and so on, in lower case
 * @param subsystem what openais and corosync put in brackets, such as "TOTEM", without padding
 * @param text the message; control characters are as they came
 */
public record LogLine(
        long number,
        Optional<LogTime> time,
        String host,
        String program,
        OptionalLong pid,
        String severity,
        String subsystem,
        String text) {}
