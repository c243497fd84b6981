/** Pure-Java readers and a writer for capture files: a capture can be analysed on any machine, without libpcap. */
@NullMarked
package io.totemtap.capture.file;

import org.jspecify.annotations.NullMarked;
