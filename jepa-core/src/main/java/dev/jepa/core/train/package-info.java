/**
 * Training: the run folder, the metrics, the checkpoints and the loop that fills them.
 *
 * <p>{@link dev.jepa.core.train.RunFolder} is where a run lives on disk, {@link dev.jepa.core.train.MetricsSink} where its
 * numbers and pictures go.
 */
@NullMarked
package dev.jepa.core.train;

import org.jspecify.annotations.NullMarked;
