package dev.jepa.examples.worlds;

import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.models.action.ActionJepaConfig;
import dev.jepa.models.action.ActionObjective;
import dev.jepa.models.action.ActionOptimization;
import dev.jepa.models.action.Refinement;

/**
 * Every hyper-parameter of a run in a world that is seen by sensors.
 *
 * @param data the episodes that are learned from
 * @param encoder the network that sees the sensors
 * @param model predictor and inverse dynamics
 * @param objective what is minimised
 * @param optimization how
 * @param refinement what follows for the predictor alone
 * @param planning how {@code jepa plan} plans where its command line says nothing
 * @param checkpoint when to save, what to keep
 * @param logEvery steps between two lines of metrics
 * @param monitorEvery steps between two looks at collapse
 */
public record WorldRun(
        Data data,
        SensorEncoderConfig encoder,
        ActionJepaConfig model,
        ActionObjective objective,
        ActionOptimization optimization,
        Refinement refinement,
        Planning planning,
        CheckpointPolicy checkpoint,
        long logEvery,
        long monitorEvery) {

    public WorldRun {
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
     * The episodes.
     *
     * @param episodes how many
     * @param steps actions of each
     * @param hold steps that a random action lasts
     * @param repeat steps of the world that a step of the model is
     * @param batch windows in a training step
     * @param length observations of a window
     */
    public record Data(int episodes, int steps, int hold, int repeat, int batch, int length) {
        public Data {
            if (episodes < 1 || hold < 1 || repeat < 1 || batch < 2 || length < 2 || steps < length - 1) {
                throw new IllegalArgumentException(
                        "episodes, hold and repeat must be >= 1, batch and length >= 2, and steps >= length - 1, but were "
                                + episodes + ", " + hold + ", " + repeat + ", " + batch + ", " + length + " and "
                                + steps + ".");
            }
        }
    }

    /**
     * How plans are made.
     *
     * @param cost what they are judged by
     * @param horizon steps of the model to plan ahead
     * @param replan actions taken from a plan before the next is made
     * @param oracleRounds rounds of the planner with true dynamics that is the oracle where no policy knows the world
     */
    public record Planning(WorldCost cost, int horizon, int replan, int oracleRounds) {
        public Planning {
            if (replan < 1 || horizon < replan || oracleRounds < 1) {
                throw new IllegalArgumentException(
                        "replan and oracleRounds must be >= 1 and horizon >= replan but were " + replan + ", "
                                + oracleRounds + " and " + horizon + ".");
            }
        }
    }
}
