/**
 * Action-conditioned JEPA: a world model learned from observations and actions, whose predictions planners unroll (PLDM,
 * arXiv 2502.14819; facebookresearch/eb_jepa).
 *
 * <p>{@link dev.jepa.models.action.ActionJepa} holds the networks, {@link dev.jepa.models.action.ActionObjective} says what keeps
 * them from collapsing, {@link dev.jepa.models.action.ActionTrainer} trains.
 */
@NullMarked
package dev.jepa.models.action;

import org.jspecify.annotations.NullMarked;
