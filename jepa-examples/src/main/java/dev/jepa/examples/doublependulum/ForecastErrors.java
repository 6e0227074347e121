package dev.jepa.examples.doublependulum;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/** Root mean squared errors of forecast angles over windows and both joints, in degrees, by the number of steps. */
final class ForecastErrors {
    private ForecastErrors() {}

    /**
     * Errors after 1 … H steps, the windows seen alike by every forecaster.
     *
     * @param windows measurements [N, K + H, 4]
     * @param history K
     * @return [H]
     */
    static double[] of(Forecaster forecaster, Tensor windows, int history) {
        try (TensorScope ignored = TensorScope.open()) {
            int steps = (int) windows.size(1) - history;
            double[] read = forecaster
                    .angles(windows.slice(1, 0, history), steps)
                    .to(DType.FLOAT64)
                    .toDoubleArray();
            double[] truth = windows.slice(1, history, windows.size(1))
                    .slice(2, 0, 2)
                    .to(DType.FLOAT64)
                    .toDoubleArray();
            double[] squares = new double[steps];
            for (int i = 0; i < truth.length; i++) {
                double error = Math.IEEEremainder(read[i] - truth[i], 2 * Math.PI);
                squares[i / 2 % steps] += error * error;
            }
            for (int h = 0; h < steps; h++) {
                squares[h] = Math.toDegrees(Math.sqrt(squares[h] / (2.0 * windows.size(0))));
            }
            return squares;
        }
    }
}
