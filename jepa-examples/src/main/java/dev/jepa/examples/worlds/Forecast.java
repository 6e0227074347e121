package dev.jepa.examples.worlds;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.action.ActionBatch;
import dev.jepa.models.action.ActionJepa;
import java.util.Arrays;

/**
 * How well sensors are foretold in episodes that were not trained on: read linearly off states that were unrolled from the first one
 * and the actions alone. Errors are root mean squares over episodes and sensors, in training deviations.
 *
 * @param reading error of reading them off encoded states, without a prediction
 * @param model errors after 1 … {@value #STEPS} steps
 * @param persistence errors of saying that nothing changes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Forecast(double reading, double[] model, double[] persistence) {
    static final int STEPS = 50;
    private static final int[] SHOWN = {1, 10, 50};

    /** Judges a model on whole episodes of {@value #STEPS} steps. */
    static Forecast of(ActionJepa model, SensorEncoder encoder, SensorProbe probe, ActionBatch held) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor truth = encoder.normalized(held.observations()); // [N, T + 1, F]
            Tensor states = model.encodeSequence(held.observations(), Mode.EVAL); // [N, T + 1, D]
            Tensor foretold = probe.read(model.unroll(states.select(1, 0), held.actions())); // [N, T, F]
            double[] errors = new double[STEPS];
            double[] unchanged = new double[STEPS];
            for (int t = 0; t < STEPS; t++) {
                Tensor then = truth.select(1, t + 1);
                errors[t] = error(foretold.select(1, t), then);
                unchanged[t] = error(truth.select(1, 0), then);
            }
            return new Forecast(error(probe.read(states), truth), errors, unchanged);
        }
    }

    private static double error(Tensor said, Tensor truth) {
        return Math.sqrt(said.sub(truth).square().mean().item());
    }

    Summary figures() {
        Summary summary = new Summary().put("reading_error", reading);
        Arrays.stream(SHOWN).forEach(t -> summary.put("prediction_error_" + t, model[t - 1]));
        Arrays.stream(SHOWN).forEach(t -> summary.put("persistence_error_" + t, persistence[t - 1]));
        return summary;
    }
}
