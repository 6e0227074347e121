package dev.jepa.examples.doublependulum;

import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.WindowSampler;
import dev.jepa.models.action.ActionBatch;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Training batches: windows of the runs, some of them mirrored, as H + 1 histories each. A function of seed and step. */
final class PendulumBatches implements LongFunction<ActionBatch> {
    private final WindowSampler sampler;
    private final Features features;
    private final DoublePendulumRun config;
    private final Rng rng;
    private final Device device;

    PendulumBatches(Trajectories runs, Features features, DoublePendulumRun config, long seed, Device device) {
        DoublePendulumRun.Data data = config.data();
        this.sampler = new WindowSampler(runs, config.batch(), data.history() + data.steps(), data.skip(), seed);
        this.features = features;
        this.config = config;
        this.rng = Rng.of(seed);
        this.device = device;
    }

    @Override
    public ActionBatch apply(long step) {
        Tensor windows = sampler.windows(step).observations(); // [B, K + H, 4]
        if (config.mirror()) {
            Tensor sign = Tensors.bernoulli(rng.at(step, "mirror"), 0.5, config.batch(), 1, 1)
                    .to(windows.dtype())
                    .mul(2.0)
                    .sub(1.0);
            windows = windows.mul(sign);
        }
        Tensor seen = features.of4(windows); // [B, K + H, 6]
        if (config.noise() > 0) {
            Tensor noise = Tensors.normal(rng.at(step, "noise"), seen.shape().toArray());
            seen = seen.add(noise.mul(config.noise()));
        }
        Tensor nothing = Tensors.zeros(config.batch(), config.data().steps(), 0);
        return new ActionBatch(histories(seen, config.data().history()).to(device), nothing.to(device), Duration.ZERO);
    }

    /** All histories of windows: [N, K + H, 6] to [N, H + 1, K, 6]. */
    static Tensor histories(Tensor windows, int history) {
        int count = (int) windows.size(1) - history + 1;
        List<Tensor> each = IntStream.range(0, count)
                .mapToObj(t -> windows.slice(1, t, (long) t + history))
                .toList();
        return Tensors.stack(each, 1);
    }
}
