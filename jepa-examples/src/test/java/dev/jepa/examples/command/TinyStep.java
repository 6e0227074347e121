package dev.jepa.examples.command;

import dev.jepa.core.nn.Linear;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import java.time.Duration;
import java.util.Map;

/** One step of {@link TinyRecipe}: mean square of layer(x) - 2 x. */
final class TinyStep implements TrainStep, AutoCloseable {
    private final Linear layer;
    private final TinyRecipe.Config config;
    private final AdamW optimizer;
    private final Rng rng;

    TinyStep(Linear layer, TinyRecipe.Config config, long seed) {
        this.layer = layer;
        this.config = config;
        this.optimizer = new AdamW(layer.namedParameters(), ParameterRule.allAlike());
        this.rng = Rng.of(seed);
    }

    @Override
    public StepGradients compute(long step) {
        sleep(config.pauseMillis());
        Tensor x = Tensors.normal(rng.at(step, "x"), 16, config.width()); // [B, D]
        Tensor loss = Autograd.record(() -> error(x));
        return StepGradients.of(LossTerms.of(loss), layer.namedParameters(), 16, Duration.ZERO);
    }

    private Tensor error(Tensor x) {
        return layer.forward(x).sub(x.mul(2.0)).square().mean();
    }

    /** The loss on a fixed batch. */
    double loss() {
        try (TensorScope scope = TensorScope.open()) {
            return error(Tensors.normal(rng.at("judge"), 64, config.width())).item();
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        optimizer.step(gradients.list(), config.learningRate(), 0);
        return Map.of("learning_rate", config.learningRate());
    }

    @Override
    public TrainState state() {
        return new TrainState().with("encoder", layer).with("optimizer", optimizer);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
