/** What a person watching a run sees on a terminal or in a log. */
@NullMarked
package dev.jepa.examples.progress;

import org.jspecify.annotations.NullMarked;
