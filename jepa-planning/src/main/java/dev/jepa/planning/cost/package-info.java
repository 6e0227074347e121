/**
 * Costs of plans, as energies of predicted states x [B, T, D] and their actions y [B, T, A]: they add up with {@code plus} and
 * {@code times}.
 */
@NullMarked
package dev.jepa.planning.cost;

import org.jspecify.annotations.NullMarked;
