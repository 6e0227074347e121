package dev.jepa.examples.doublependulum;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.probe.RidgeProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The next measurement as a linear function of the last p, fitted by ridge regression and applied again and again.
 *
 * <p>Measurements are divided by their deviation. Order and penalty are those with the least error on training runs that were left out
 * of the fit, one after the other: the root mean square over all horizons.
 */
final class LinearAutoregression implements Forecaster {
    private static final int[] ORDERS = {1, 2, 3, 4, 6, 8, 10, 15, 20};
    private static final double[] PENALTIES = {1e-3, 1e-1, 10};
    private static final int MEASURED = 4;

    private final int order;
    private final double penalty;
    private final Tensor scale; // [4]
    private final RidgeProbe map;

    private LinearAutoregression(int order, double penalty, Tensor scale, RidgeProbe map) {
        this.order = order;
        this.penalty = penalty;
        this.scale = scale;
        this.map = map;
    }

    /** p. */
    int order() {
        return order;
    }

    /** The strength of the penalty. */
    double penalty() {
        return penalty;
    }

    /** Chooses order and penalty by leaving runs out, then fits all runs; its tensors belong to the open scope. */
    static LinearAutoregression choose(RecordedRuns train, DoublePendulumRun config) {
        int bestOrder = 0;
        double bestPenalty = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int order : ORDERS) {
            for (double penalty : PENALTIES) {
                if (order <= config.data().history()) {
                    double error = leftOutError(train, config, order, penalty);
                    if (error < least) {
                        least = error;
                        bestOrder = order;
                        bestPenalty = penalty;
                    }
                }
            }
        }
        if (bestOrder == 0) {
            throw new IllegalStateException("no linear autoregression had a finite error on the runs left out.");
        }
        return fit(train, config, bestOrder, bestPenalty);
    }

    private static double leftOutError(RecordedRuns train, DoublePendulumRun config, int order, double penalty) {
        double squares = 0;
        for (String left : train.names()) {
            try (TensorScope ignored = TensorScope.open()) {
                LinearAutoregression fitted = fit(train.without(List.of(left)), config, order, penalty);
                Tensor windows = Evaluation.windows(train.only(List.of(left)), config.data());
                squares += DoubleStream.of(
                                ForecastErrors.of(fitted, windows, config.data().history()))
                        .map(e -> e * e)
                        .sum();
            }
        }
        return squares;
    }

    /** Fits runs, and their mirror images where the configuration has them. */
    static LinearAutoregression fit(RecordedRuns runs, DoublePendulumRun config, int order, double penalty) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor windows = runs.windows(order + 1, config.data().skip(), 1); // [N, p + 1, 4]
            if (config.mirror()) {
                windows = Tensors.concat(List.of(windows, windows.neg()), 0);
            }
            Tensor scale = windows.select(1, order).std(0, 0).add(1e-6); // [4]
            Tensor scaled = windows.div(scale);
            RidgeProbe map = RidgeProbe.fit(scaled.slice(1, 0, order).flatten(1, 2), scaled.select(1, order), penalty);
            scope.keep(List.of(map.weight(), map.bias(), scale));
            return new LinearAutoregression(order, penalty, scale, map);
        }
    }

    @Override
    public Tensor angles(Tensor past, int steps) {
        Tensor seen =
                past.slice(1, past.size(1) - order, past.size(1)).div(scale).to(DType.FLOAT64); // [N, p, 4]
        List<Tensor> predicted = new ArrayList<>();
        for (int h = 0; h < steps; h++) {
            Tensor next = map.predict(seen.flatten(1, 2)); // [N, 4]
            predicted.add(next);
            seen = Tensors.concat(List.of(seen.slice(1, 1, order), next.unsqueeze(1)), 1);
        }
        return Tensors.stack(predicted, 1).mul(scale.to(DType.FLOAT64)).slice(2, 0, MEASURED / 2);
    }
}
