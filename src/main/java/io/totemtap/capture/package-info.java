/**
 * Gets frames from files, interfaces and hosts; knows link types, not protocols. What a source delivers is one pass of
 * {@link io.totemtap.capture.Frame frames} into a {@link io.totemtap.capture.FrameSink}, then
 * {@link io.totemtap.capture.CaptureStatistics what it knows about itself}.
 */
@NullMarked
package io.totemtap.capture;

import org.jspecify.annotations.NullMarked;
