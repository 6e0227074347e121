/** What a run's encoder is good for beyond its own probes: fine-tuning, transfer to a second data set, properties of patches. */
@NullMarked
package dev.jepa.examples.downstream;

import org.jspecify.annotations.NullMarked;
