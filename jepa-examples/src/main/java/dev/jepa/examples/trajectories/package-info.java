/** Worlds by name, whose episodes {@code jepa data trajectories} writes. */
@NullMarked
package dev.jepa.examples.trajectories;

import org.jspecify.annotations.NullMarked;
