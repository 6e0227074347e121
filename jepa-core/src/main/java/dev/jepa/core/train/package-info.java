/**
 * Training: the run folder, the metrics, the checkpoints and the loop that fills them.
 *
 * <p>{@link dev.jepa.core.train.TrainLoop} runs the steps of a {@link dev.jepa.core.train.TrainStep}, which an algorithm
 * implements. {@link dev.jepa.core.train.RunFolder} is where a run lives on disk, {@link dev.jepa.core.train.Checkpoints}
 * hold its state, {@link dev.jepa.core.train.MetricsSink} is where its numbers and pictures go, and
 * {@link dev.jepa.core.train.Progress} what a person watching sees. {@link dev.jepa.core.train.CollapseMonitor} judges the
 * representations.
 */
@NullMarked
package dev.jepa.core.train;

import org.jspecify.annotations.NullMarked;
