/** End-to-end tests in a laboratory of network namespaces, a snooping bridge and real corosync; run with {@code mvn verify -Dlab}. */
@NullMarked
package io.totemtap.lab;

import org.jspecify.annotations.NullMarked;
