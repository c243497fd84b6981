/**
 * What was found, written out: text for the terminal, JSON, HTML around the same JSON, events. Formats know nothing of each other.
 * Whatever came from a packet is untrusted and escaped.
 */
@NullMarked
package io.totemtap.report;

import org.jspecify.annotations.NullMarked;
