/** Logs of cluster daemons: lines of syslog, journal and the daemons' own files, and the events they tell of. */
@NullMarked
package io.totemtap.capture.log;

import org.jspecify.annotations.NullMarked;
