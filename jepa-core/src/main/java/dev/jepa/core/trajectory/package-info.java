/**
 * Recorded episodes: what was seen at each step, and the actions between.
 *
 * <p>{@link dev.jepa.core.trajectory.Trajectories} is a numbered set of them, whether they come from a folder ({@link
 * dev.jepa.core.trajectory.StoredTrajectories}), from files that somebody recorded ({@link
 * dev.jepa.core.trajectory.CsvTrajectories}, {@link dev.jepa.core.trajectory.SafetensorsTrajectories}) or from a simulation. {@link
 * dev.jepa.core.trajectory.TrajectoryWriter} stores any of them; a {@link dev.jepa.core.trajectory.WindowSampler} draws
 * windows for training, a pure function of seed and step.
 *
 * <p>Legend: T steps of an episode, A action, P proprioception, B batch, L observations of a window. Whatever is wrong with files
 * is a {@link dev.jepa.core.data.DataException} that names the file.
 */
@NullMarked
package dev.jepa.core.trajectory;

import org.jspecify.annotations.NullMarked;
