/**
 * What needs libpcap, through Pcap4J: filter expressions, and files that {@link io.totemtap.capture.file} does not know. Where
 * libpcap is missing, a {@link io.totemtap.capture.CaptureException} says so in one sentence; everything else of the program
 * works without.
 */
@NullMarked
package io.totemtap.capture.live;

import org.jspecify.annotations.NullMarked;
