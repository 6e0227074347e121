package dev.jepa.examples.tworooms;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.env.tworooms.Trajectory;
import dev.jepa.planning.env.tworooms.WindowBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * What states say about positions, on walks that were not trained on: read linearly off encoded frames, and off states unrolled
 * for {@value #STEPS} steps from the first frame and the actions alone.
 *
 * @param encodedError root mean squared distance for encoded frames, in pixels
 * @param unrolledError the same for unrolled states, after 1 … {@value #STEPS} steps
 * @param walks some of the walks
 * @param read the positions read off the unrolled states of those, [walk][step][x, y]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PositionReport(double encodedError, List<Double> unrolledError, List<Trajectory> walks, double[][][] read) {
    static final int STEPS = 90;
    private static final int FITTED = 3;
    private static final int SHOWN = 6;

    static PositionReport of(ActionJepa model, TwoRoomsRun config) {
        Walks held = Evaluations.held(config, STEPS);
        try (TensorScope scope = TensorScope.open()) {
            PositionProbe probe = PositionProbe.fit(model, Evaluations.fitted(config), FITTED);
            WindowBatch batch = held.windows(0);
            Tensor states = model.encodeSequence(batch.observations(), Mode.EVAL); // [B, T + 1, D]
            Tensor encoded = read(probe, states); // [B, T + 1, 2]
            Tensor unrolled = read(probe, model.unroll(states.select(1, 0), batch.actions())); // [B, T, 2]
            List<Double> errors = new ArrayList<>();
            for (int t = 0; t < STEPS; t++) {
                errors.add(PositionProbe.error(
                        unrolled.select(1, t), batch.positions().select(1, t + 1)));
            }
            return new PositionReport(
                    PositionProbe.error(encoded, batch.positions()),
                    List.copyOf(errors),
                    List.of(held.trajectories(0)).subList(0, SHOWN),
                    shown(encoded.select(1, 0), unrolled));
        }
    }

    private static Tensor read(PositionProbe probe, Tensor states) {
        return probe.read(states.flatten(0, 1)).reshape(states.size(0), states.size(1), 2);
    }

    private static double[][][] shown(Tensor first, Tensor unrolled) {
        double[] starts = first.toDoubleArray();
        double[] rest = unrolled.toDoubleArray();
        double[][][] paths = new double[SHOWN][STEPS + 1][];
        for (int i = 0; i < SHOWN; i++) {
            paths[i][0] = new double[] {starts[2 * i], starts[2 * i + 1]};
            for (int t = 0; t < STEPS; t++) {
                int at = 2 * (i * STEPS + t);
                paths[i][t + 1] = new double[] {rest[at], rest[at + 1]};
            }
        }
        return paths;
    }

    Summary figures() {
        return new Summary()
                .put("position_rmse", encodedError)
                .put("position_rmse_unrolled_10", unrolledError.get(9))
                .put("position_rmse_unrolled_90", unrolledError.get(STEPS - 1));
    }
}
