/**
 * Brings public data sets to this machine: from their official home, or where that cannot be reached from a package registry, every
 * file checked against its SHA-256, nothing half-written.
 */
@NullMarked
package dev.jepa.examples.download;

import org.jspecify.annotations.NullMarked;
