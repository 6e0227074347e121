package dev.jepa.examples.doublependulum;

import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.models.action.ActionJepaConfig;
import dev.jepa.models.action.ActionObjective;
import dev.jepa.models.action.ActionOptimization;
import java.util.List;

/**
 * Every hyper-parameter of a double-pendulum run.
 *
 * @param data the recorded runs and how they are cut
 * @param encoder the network that sees histories
 * @param model the predictor
 * @param objective what is minimised
 * @param optimization how; the supervised predictor is trained alike
 * @param batch windows a step
 * @param mirror whether runs are also shown mirrored, left for right, as the pendulum's equations allow
 * @param noise standard deviation of what is added to features in training, in their own deviations
 * @param ridge strength of the penalty on the linear map that reads measurements off states
 * @param supervised whether to train the supervised predictor for comparison
 * @param checkpoint when to save, what to keep
 * @param logEvery steps between two lines of metrics
 * @param monitorEvery steps between two looks at collapse
 */
public record DoublePendulumRun(
        Data data,
        Encoder encoder,
        ActionJepaConfig model,
        ActionObjective objective,
        ActionOptimization optimization,
        int batch,
        boolean mirror,
        double noise,
        double ridge,
        boolean supervised,
        CheckpointPolicy checkpoint,
        long logEvery,
        long monitorEvery) {

    public DoublePendulumRun {
        if (batch < 2 || logEvery < 1 || monitorEvery < 1 || !(noise >= 0) || !(ridge > 0)) {
            throw new IllegalArgumentException(
                    "batch must be >= 2, logEvery and monitorEvery >= 1, noise >= 0 and ridge > 0 but were " + batch
                            + ", " + logEvery + ", " + monitorEvery + ", " + noise + " and " + ridge + ".");
        }
        if (model.actionDim() != 0) {
            throw new IllegalArgumentException(
                    "model.actionDim must be 0, since the torques are not shown, but was " + model.actionDim() + ".");
        }
    }

    /**
     * The recorded runs: every {@code .csv} file of the data folder is one.
     *
     * @param time the column of the time, in seconds
     * @param columns the columns of q1, q2, v1, v2
     * @param test names of the files, without {@code .csv}, that are only judged by; the others are trained on
     * @param seconds between two rows after resampling
     * @param skip rows from one measurement of a window to the next
     * @param history K, measurements that the encoder sees
     * @param steps H, predicted in training and judged
     */
    public record Data(
            String time, List<String> columns, List<String> test, double seconds, int skip, int history, int steps) {
        public Data {
            columns = List.copyOf(columns);
            test = List.copyOf(test);
            if (columns.size() != 4 || test.isEmpty()) {
                throw new IllegalArgumentException("columns must name q1, q2, v1, v2 and test a run or more but were "
                        + columns + " and " + test + ".");
            }
            if (!(seconds > 0) || skip < 1 || history < 1 || steps < 1) {
                throw new IllegalArgumentException(
                        "seconds must be > 0 and skip, history and steps >= 1 but were %s, %d, %d and %d."
                                .formatted(seconds, skip, history, steps));
            }
        }

        /** Seconds of a predicted step. */
        double stepSeconds() {
            return seconds * skip;
        }
    }

    /**
     * A linear map of the features of a history, plus a perceptron.
     *
     * @param hidden width of its hidden layers
     * @param depth number of hidden layers; 0 for the linear map alone
     * @param dim D
     */
    public record Encoder(int hidden, int depth, int dim) {
        public Encoder {
            if (hidden < 1 || depth < 0 || dim < 1) {
                throw new IllegalArgumentException("hidden and dim must be >= 1 and depth >= 0 but were " + hidden
                        + ", " + dim + " and " + depth + ".");
            }
        }
    }
}
