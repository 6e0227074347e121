package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;

/** Coordinates in which the box of the bounds is [-1, 1], or all numbers by tanh. */
final class BoxCoordinates {
    /** Keeps starts on the box's faces from having no gradient. */
    private static final double NEAREST = 0.999;

    private final ActionBounds bounds;
    private final boolean tanh;
    private final Tensor middle;
    private final Tensor half;

    BoxCoordinates(Search search, GradientPlanner.Bounding bounding) {
        bounds = search.problem().bounds();
        tanh = bounding == GradientPlanner.Bounding.TANH;
        half = Gaussian.halfRange(search);
        middle = search.like(Tensors.of(bounds.low(), bounds.dim())).add(half);
    }

    /** The actions at a position; they may still be longer than the longest step. */
    Tensor actions(Tensor position) {
        return (tanh ? position.tanh() : position).mul(half).add(middle);
    }

    /** The position of actions. */
    Tensor free(Tensor actions) {
        Tensor unit = actions.sub(middle).div(half);
        if (!tanh) {
            return unit;
        }
        Tensor inner = unit.clamp(-NEAREST, NEAREST);
        return inner.add(1).div(inner.subtractFrom(1)).log().div(2); // artanh
    }

    /** The nearest position whose actions are allowed. */
    Tensor project(Tensor position) {
        return tanh ? position : free(bounds.project(actions(position)));
    }
}
