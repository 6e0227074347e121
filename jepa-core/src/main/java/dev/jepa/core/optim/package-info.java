/**
 * Optimisers, schedules, clipping and moving averages, as functions of the step.
 *
 * <p>An {@link dev.jepa.core.optim.Optimizer} takes parameters and the gradients of
 * {@link dev.jepa.core.tensor.Autograd#gradients}; learning rate and weight decay are arguments of a step, usually taken
 * from a {@link dev.jepa.core.optim.Schedule}. {@link dev.jepa.core.optim.ParameterRule} says which parameters are not
 * decayed, not adapted, or learn at another rate.
 */
@NullMarked
package dev.jepa.core.optim;

import org.jspecify.annotations.NullMarked;
