package dev.jepa.examples.doublependulum;

import dev.jepa.core.tensor.Tensor;

/** Where forecasts are judged: each tenth of a second that has a whole history before it and all steps after it. */
final class Evaluation {
    private static final double EVERY_SECONDS = 0.1;

    private Evaluation() {}

    /** The windows of all runs: measurements [N, K + H, 4]. */
    static Tensor windows(RecordedRuns runs, DoublePendulumRun.Data data) {
        return runs.windows(data.history() + data.steps(), data.skip(), stride(data));
    }

    /** The windows of one run. */
    static Tensor windows(RecordedRuns runs, int run, DoublePendulumRun.Data data) {
        return runs.windows(run, data.history() + data.steps(), data.skip(), stride(data));
    }

    private static int stride(DoublePendulumRun.Data data) {
        return Math.max(1, (int) Math.round(EVERY_SECONDS / data.seconds()));
    }
}
