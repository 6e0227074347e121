/**
 * Two Rooms: a dot, a wall with a door, and a goal in the other room (Sobal et al. 2025, arXiv 2502.14819; the benchmark of
 * eb_jepa). One noise-free dynamics function serves data, planner and evaluation.
 */
@NullMarked
package dev.jepa.planning.env.tworooms;

import org.jspecify.annotations.NullMarked;
