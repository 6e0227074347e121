/**
 * Planners: they look for the actions of least energy through a world model, all behind {@link dev.jepa.planning.planner.Planner}.
 *
 * <p>Dimensions: K candidates, H horizon, A action, D state.
 */
@NullMarked
package dev.jepa.planning.planner;

import org.jspecify.annotations.NullMarked;
