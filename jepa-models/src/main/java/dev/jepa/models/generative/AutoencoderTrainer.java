package dev.jepa.models.generative;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** Trains an {@link Autoencoder}: gradients of encoder and decoder, AdamW with decay on all but biases and vectors. */
public final class AutoencoderTrainer implements TrainStep, AutoCloseable {
    private final Autoencoder model;
    private final LongFunction<ImagesBatch> batches;
    private final Rng rng;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final AdamW optimizer;
    private final Schedule learningRate;
    private final double weightDecay;

    /**
     * @param batches the batch of a step: a pure function of the step
     * @param stepsPerEpoch steps in which the data set is seen once, for the schedule
     * @param rng the run's key, from which masks, noise and drop path are drawn
     */
    public AutoencoderTrainer(
            Autoencoder model,
            AutoencoderOptimization optimization,
            LongFunction<ImagesBatch> batches,
            long stepsPerEpoch,
            Rng rng) {
        this.model = model;
        this.batches = batches;
        this.rng = rng;
        model.encoder().namedParameters().forEach((name, p) -> parameters.put("encoder." + name, p));
        model.decoder().namedParameters().forEach((name, p) -> parameters.put("decoder." + name, p));
        optimizer = new AdamW(parameters, ParameterRule.noDecayForBiasesAndNorms(), optimization.adam());
        learningRate = optimization.learningRate(stepsPerEpoch);
        weightDecay = optimization.weightDecay();
    }

    @Override
    public StepGradients compute(long step) {
        ImagesBatch batch = batches.apply(step);
        Mode mode = Mode.training(rng.at(step, "forward"));
        Tensor loss = Autograd.record(() -> model.loss(batch.images(), rng.at(step, "corruption"), mode));
        int examples = (int) batch.images().size(0);
        return StepGradients.of(LossTerms.of(loss), parameters, examples, batch.waited());
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        double rate = learningRate.at(step);
        optimizer.step(gradients.list(), rate, weightDecay);
        return Map.of("learning_rate", rate);
    }

    @Override
    public TrainState state() {
        return new TrainState()
                .with("encoder", model.encoder())
                .with("decoder", model.decoder())
                .with("optimizer", optimizer);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
