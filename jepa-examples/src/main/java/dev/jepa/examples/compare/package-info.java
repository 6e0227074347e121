/** Families of self-supervised methods with one encoder, one data set and one budget of time: {@code jepa compare}. */
@NullMarked
package dev.jepa.examples.compare;

import org.jspecify.annotations.NullMarked;
