/**
 * Configuration of a cluster as its files give it: cluster.conf, corosync.conf, /etc/hosts. Nothing is looked up
 * elsewhere.
 */
@NullMarked
package io.totemtap.capture.config;

import org.jspecify.annotations.NullMarked;
