@NullMarked
package io.totemtap.capture.host.witness;

import org.jspecify.annotations.NullMarked;
