package dev.jepa.examples.doublependulum;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.report.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Errors of forecasters on the same windows, in degrees.
 *
 * @param forecasters the JEPA first
 * @param stepSeconds of a predicted step
 * @param reading error of what the JEPA's encoded histories say of the present
 * @param errors by forecaster, after 1 … H steps, over all runs
 * @param byRun the same for each run by itself
 * @param windows how many forecasts were judged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Comparison(
        Map<String, Forecaster> forecasters,
        double stepSeconds,
        double reading,
        Map<String, double[]> errors,
        Map<String, Map<String, double[]>> byRun,
        long windows) {
    /** Milliseconds ahead that the figures tell of. */
    static final List<Integer> HORIZONS = List.of(100, 200, 500, 1000, 1500, 2000);

    static Comparison of(
            LatentForecaster jepa, Map<String, Forecaster> others, RecordedRuns runs, DoublePendulumRun.Data data) {
        Map<String, Forecaster> forecasters = new LinkedHashMap<>(Map.of("jepa", jepa));
        forecasters.putAll(others);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor all = Evaluation.windows(runs, data);
            Map<String, double[]> errors = new LinkedHashMap<>();
            Map<String, Map<String, double[]>> byRun = new LinkedHashMap<>();
            forecasters.forEach((name, forecaster) -> {
                errors.put(name, ForecastErrors.of(forecaster, all, data.history()));
                Map<String, double[]> each = new LinkedHashMap<>();
                for (int run = 0; run < runs.names().size(); run++) {
                    each.put(
                            runs.names().get(run),
                            ForecastErrors.of(forecaster, Evaluation.windows(runs, run, data), data.history()));
                }
                byRun.put(name, each);
            });
            double reading = jepa.readingError(all.slice(1, 0, data.history()));
            return new Comparison(forecasters, data.stepSeconds(), reading, errors, byRun, all.size(0));
        }
    }

    /** The horizons that a whole number of predicted steps reaches. */
    List<Integer> horizons() {
        int steps = errors.values().iterator().next().length;
        return HORIZONS.stream().filter(ms -> step(ms) >= 0 && step(ms) < steps).toList();
    }

    /** The index of a horizon among the steps, or -1 where it falls between two. */
    private int step(int milliseconds) {
        double steps = milliseconds / (1000 * stepSeconds);
        return Math.abs(steps - Math.rint(steps)) < 1e-6 ? (int) Math.rint(steps) - 1 : -1;
    }

    /** The error at a horizon, of errors after 1 … H steps. */
    double at(double[] byStep, int milliseconds) {
        return byStep[step(milliseconds)];
    }

    Summary figures() {
        Summary figures = new Summary().put("test_windows", windows).put("jepa_0ms_degrees", reading);
        errors.forEach((name, byStep) ->
                horizons().forEach(ms -> figures.put("%s_%dms_degrees".formatted(name, ms), at(byStep, ms))));
        return figures;
    }
}
