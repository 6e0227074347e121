package dev.jepa.models.ijepa;

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
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Trains an {@link IJepa}: gradients of context encoder and predictor, AdamW, then the target encoder follows.
 *
 * <p>Order within a step as in the authors' code: learning rate and weight decay of the next schedule step, update, then
 * target = m target + (1 - m) context encoder. Decay falls on matrices only; the mask token, three-dimensional, is decayed.
 */
public final class IJepaTrainer implements TrainStep, AutoCloseable {
    private final IJepa model;
    private final LongFunction<IJepaBatch> batches;
    private final Rng rng;
    private final Map<String, Tensor> parameters;
    private final AdamW optimizer;
    private final Schedule learningRate;
    private final Schedule weightDecay;
    private final Schedule momentum;

    /**
     * @param batches the batch of a step: a pure function of the step
     * @param stepsPerEpoch steps in which the data set is seen once, for the schedules
     * @param rng the run's key, from which drop path draws
     */
    public IJepaTrainer(
            IJepa model,
            IJepaOptimization optimization,
            LongFunction<IJepaBatch> batches,
            long stepsPerEpoch,
            Rng rng) {
        this.model = model;
        this.batches = batches;
        this.rng = rng;
        parameters = model.trainedParameters();
        optimizer = new AdamW(parameters, ParameterRule.noDecayForBiasesAndNorms());
        learningRate = optimization.learningRate(stepsPerEpoch);
        weightDecay = optimization.weightDecay(stepsPerEpoch);
        momentum = optimization.momentum(stepsPerEpoch);
    }

    @Override
    public StepGradients compute(long step) {
        IJepaBatch batch = batches.apply(step);
        Mode mode = Mode.training(rng.at(step, "forward"));
        LossTerms loss = Autograd.record(() -> model.loss(batch, mode));
        int examples = (int) batch.images().size(0);
        return StepGradients.of(loss, parameters, examples, batch.waited());
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        double rate = learningRate.at(step + 1);
        double decay = weightDecay.at(step + 1);
        double m = momentum.at(step);
        optimizer.step(gradients.list(), rate, decay);
        model.updateTarget(m);
        return Map.of("learning_rate", rate, "weight_decay", decay, "momentum", m);
    }

    @Override
    public TrainState state() {
        return new TrainState()
                .with("encoder", model.contextEncoder())
                .with("predictor", model.predictor())
                .with("target", model.targetEncoder())
                .with("optimizer", optimizer);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
