/**
 * What a host says about itself, beside what it captured: texts of commands in, records out. {@link
 * io.totemtap.capture.host.Transcript} splits a text into sections, one parser a command family reads a section, {@link
 * io.totemtap.capture.host.HostState} is what one host said at one moment, {@link io.totemtap.capture.host.HostDelta}
 * what changed between two.
 */
@NullMarked
package io.totemtap.capture.host;

import org.jspecify.annotations.NullMarked;
