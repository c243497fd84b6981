package io.totemtap.cli;

import io.totemtap.capture.CaptureStatistics;
import io.totemtap.diagnose.Diagnosis;

/**
 * A live capture as it stands.
 *
 * @param timeNanos the host's clock
 * @param elapsedNanos since the capture began
 * @param statistics frames and drops until now
 * @param framesPerSecond in the last second
 * @param diagnosis as it stands
 */
record LiveMoment(
        long timeNanos, long elapsedNanos, CaptureStatistics statistics, long framesPerSecond, Diagnosis diagnosis) {}
