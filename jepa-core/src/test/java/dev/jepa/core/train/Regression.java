package dev.jepa.core.train;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mlp;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.ExponentialMovingAverage;
import dev.jepa.core.optim.Optimizer;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A real network with a moving average that learns y = sin(3 mean x) from synthetic data: what the tests train. */
final class Regression implements TrainStep, AutoCloseable {
    static final int INPUTS = 8;
    private static final int BATCH = 64;

    private final Rng rng = Rng.of(7);
    private final Mlp network;
    private final Mlp target;
    private final Optimizer optimizer;
    private final Schedule rate = new Schedule.WarmupCosine(0, 3e-3, 1e-4, 10, 400);

    /** The step at which the loss becomes NaN; -1 for never. */
    long poisoned = -1;

    Regression(int hidden) {
        network = new Mlp(INPUTS, hidden, 1, Init.of(1));
        target = new Mlp(INPUTS, hidden, 1, Init.of(1));
        optimizer = new AdamW(network.namedParameters(), ParameterRule.noDecayForBiasesAndNorms());
    }

    @Override
    public StepGradients compute(long step) {
        Tensor x = Tensors.normal(rng.at(step, "x"), BATCH, INPUTS);
        Tensor noise = Tensors.normal(rng.at(step, "noise"), BATCH, 1).mul(0.01);
        Tensor y = answer(x).add(noise).mul(step == poisoned ? Double.NaN : 1);
        Tensor loss = Autograd.record(() -> network.forward(x).sub(y).square().mean());
        return StepGradients.of(LossTerms.of(loss), network.namedParameters(), BATCH, Duration.ZERO);
    }

    private static Tensor answer(Tensor x) {
        return x.meanKeep(1).mul(3.0).sin();
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        optimizer.step(gradients.list(), rate.at(step), 0.05);
        ExponentialMovingAverage.update(target.parameters(), network.parameters(), 0.99);
        return Map.of("learning_rate", rate.at(step));
    }

    @Override
    public TrainState state() {
        return new TrainState().with("network", network).with("target", target).with("optimizer", optimizer);
    }

    @Override
    public Map<String, Double> evaluate(long stepsDone) {
        Tensor x = Tensors.normal(Rng.of(99), 256, INPUTS);
        return Map.of(
                "validation_loss",
                target.forward(x).sub(answer(x)).square().mean().item());
    }

    @Override
    public Optional<Tensor> representations(long stepsDone) {
        return Optional.of(network.forward(Tensors.normal(Rng.of(5), 64, INPUTS)));
    }

    /** All parameters as numbers. */
    float[] parameters() {
        try (TensorScope scope = TensorScope.open()) {
            return Tensors.concat(
                            state().tensors().values().stream()
                                    .map(t -> t.to(dev.jepa.core.tensor.DType.FLOAT32)
                                            .reshape(-1))
                                    .toList(),
                            0)
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        optimizer.close();
        network.close();
        target.close();
    }
}
