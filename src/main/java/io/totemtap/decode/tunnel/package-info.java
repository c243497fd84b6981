/**
 * What mirror ports wrap round the frames they copy: GRE with or without ERSPAN, and VXLAN. One level of it is taken off;
 * a tunnel inside a tunnel stays as it is.
 */
@NullMarked
package io.totemtap.decode.tunnel;

import org.jspecify.annotations.NullMarked;
