/** Puts everything together: commands, options, progress, exit codes. The only package that prints. */
@NullMarked
package io.totemtap.cli;

import org.jspecify.annotations.NullMarked;
