/** Messages that say what was wrong and what to do: the nearest known name, the file that could not be read. */
@NullMarked
package dev.jepa.core.errors;

import org.jspecify.annotations.NullMarked;
