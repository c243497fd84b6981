/** One page around the JSON report: text that can be read without a script, and pictures that need one. Nothing leaves the page. */
@NullMarked
package io.totemtap.report.html;

import org.jspecify.annotations.NullMarked;
