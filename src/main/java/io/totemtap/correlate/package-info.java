/**
 * Several observations become one picture: clocks are aligned, sightings of the same packet joined, and for each sender,
 * receiver and group it is counted where packets were still seen and where they were not.
 */
@NullMarked
package io.totemtap.correlate;

import org.jspecify.annotations.NullMarked;
