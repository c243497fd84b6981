/**
 * What needs libpcap, through Pcap4J: capturing on this host's own interfaces, filter expressions, and files that {@link
 * io.totemtap.capture.file} does not know. Where libpcap is missing, a {@link io.totemtap.capture.CaptureException} says so in one
 * sentence; everything else of the program works without. Nothing is sent and no group is joined.
 */
@NullMarked
package io.totemtap.capture.live;

import org.jspecify.annotations.NullMarked;
