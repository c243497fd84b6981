/** The report a person reads on a terminal, in a mail or on paper: first what is wrong, where and how sure; then what it rests on. */
@NullMarked
package io.totemtap.report.text;

import org.jspecify.annotations.NullMarked;
