package dev.jepa.examples.tworooms;

import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.models.action.ActionJepaConfig;
import dev.jepa.models.action.ActionObjective;
import dev.jepa.models.action.ActionOptimization;
import dev.jepa.models.action.Refinement;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.WalkConfig;

/**
 * Every hyper-parameter of a Two Rooms run.
 *
 * @param world the world of data, planning and evaluation
 * @param walk the random walks that are learned from
 * @param batch how many of them a step sees
 * @param encoder the network that sees the frames
 * @param model predictor and inverse dynamics
 * @param objective what is minimised
 * @param optimization how
 * @param refinement what follows for the predictor alone
 * @param cost what plans are judged by
 * @param checkpoint when to save, what to keep
 * @param logEvery steps between two lines of metrics
 * @param monitorEvery steps between two looks at collapse
 */
public record TwoRoomsRun(
        TwoRoomsConfig world,
        WalkConfig walk,
        Batch batch,
        RoomsEncoderConfig encoder,
        ActionJepaConfig model,
        ActionObjective objective,
        ActionOptimization optimization,
        Refinement refinement,
        RoomsCost cost,
        CheckpointPolicy checkpoint,
        long logEvery,
        long monitorEvery) {

    public TwoRoomsRun {
        if (batch.length() > walk.steps() + 1) {
            throw new IllegalArgumentException("batch.length must be at most walk.steps + 1 = " + (walk.steps() + 1)
                    + " but was " + batch.length() + ".");
        }
        if (logEvery < 1 || monitorEvery < 1) {
            throw new IllegalArgumentException(
                    "logEvery and monitorEvery must be >= 1 but were " + logEvery + " and " + monitorEvery + ".");
        }
    }

    /** All steps of a run. */
    long steps() {
        return optimization.steps() + refinement.steps();
    }

    /**
     * The walks of a step.
     *
     * @param layouts different layouts in a batch
     * @param walks walks in each layout
     * @param length observations seen of each walk, at a random place in it
     */
    public record Batch(int layouts, int walks, int length) {
        public Batch {
            if (layouts < 1 || walks < 1 || layouts * walks < 2 || length < 2) {
                throw new IllegalArgumentException(
                        "layouts and walks must be >= 1, two walks or more in all, and length >= 2," + " but were "
                                + layouts + ", " + walks + " and " + length + ".");
            }
        }

        int size() {
            return layouts * walks;
        }
    }
}
