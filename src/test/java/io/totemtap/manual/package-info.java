/** Manual pages and shell completions, made by the build from what {@code --help} is made from; nothing of it is in the jar. */
@NullMarked
package io.totemtap.manual;

import org.jspecify.annotations.NullMarked;
