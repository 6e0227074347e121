/** Blind source separation: what FastICA and the variance-covariance criterion make of mixed signals. */
@NullMarked
package dev.jepa.examples.ica;

import org.jspecify.annotations.NullMarked;
