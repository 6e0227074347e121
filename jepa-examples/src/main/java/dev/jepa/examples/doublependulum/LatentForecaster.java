package dev.jepa.examples.doublependulum;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.models.probe.RidgeProbe;
import java.util.List;

/** A frozen JEPA that is unrolled from an encoded history; a linear map, fitted to encoded histories of the training runs, reads the angles. */
final class LatentForecaster implements Forecaster {
    private final ActionJepa model;
    private final Features features;
    private final RidgeProbe probe;
    private final Device device;

    private LatentForecaster(ActionJepa model, Features features, RidgeProbe probe, Device device) {
        this.model = model;
        this.features = features;
        this.probe = probe;
        this.device = device;
    }

    /** Fits the map; its tensors belong to the open scope. */
    static LatentForecaster fit(
            ActionJepa model, Features features, RecordedRuns train, DoublePendulumRun config, Device device) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor windows =
                    train.windows(config.data().history(), config.data().skip(), 1); // [N, K, 4]
            if (config.mirror()) {
                windows = Tensors.concat(List.of(windows, windows.neg()), 0);
            }
            Tensor seen = features.of4(windows); // [N, K, 6]
            RidgeProbe probe = RidgeProbe.fit(
                    model.encode(seen.to(device)).to(Device.CPU), seen.select(1, seen.size(1) - 1), config.ridge());
            scope.keep(List.of(probe.weight(), probe.bias()));
            return new LatentForecaster(model, features, probe, device);
        }
    }

    @Override
    public Tensor angles(Tensor past, int steps) {
        Tensor first = encode(past);
        Tensor states =
                model.unroll(first, Tensors.zeros(past.size(0), steps, 0).to(device), Mode.EVAL); // [N, H, D]
        return read(states);
    }

    /** The error of reading the last measured angles off encoded histories, without a prediction, in degrees. */
    double readingError(Tensor past) {
        Forecaster now = (before, steps) -> read(encode(past).unsqueeze(1));
        return ForecastErrors.of(now, past, (int) past.size(1) - 1)[0];
    }

    private Tensor encode(Tensor past) {
        return model.encode(features.of4(past).to(device)); // [N, D]
    }

    private Tensor read(Tensor states) {
        return features.angles(probe.predict(states.to(Device.CPU).flatten(0, 1))
                .reshape(states.size(0), states.size(1), Features.COUNT));
    }
}
