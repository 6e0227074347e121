package dev.jepa.models.finetune;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import java.util.Map;
import java.util.function.LongFunction;

/** Trains a {@link Classifier} end to end by cross-entropy. Closing it frees the optimiser; the classifier lives on. */
public final class FineTuner implements TrainStep, AutoCloseable {
    private final Classifier classifier;
    private final FineTuneConfig config;
    private final LongFunction<LabeledBatch> batches;
    private final Rng rng;
    private final Map<String, Tensor> parameters;
    private final AdamW optimizer;
    private final Schedule learningRate;

    /**
     * A training of so many steps.
     *
     * @param batches the batch of a step: a pure function of the step
     * @param steps of the schedule
     * @param rng the run's key, from which drop path draws
     */
    public FineTuner(
            Classifier classifier, FineTuneConfig config, LongFunction<LabeledBatch> batches, long steps, Rng rng) {
        this.classifier = classifier;
        this.config = config;
        this.batches = batches;
        this.rng = rng;
        parameters = classifier.namedParameters();
        optimizer = new AdamW(parameters, new LayerDecay(config.layerDecay(), parameters.keySet()));
        learningRate = config.schedule(steps);
    }

    @Override
    public StepGradients compute(long step) {
        LabeledBatch batch = batches.apply(step);
        Tensor logits =
                Autograd.record(() -> classifier.forward(batch.images(), Mode.training(rng.at(step, "forward"))));
        Tensor loss = Autograd.record(
                () -> Losses.crossEntropy(logits, batch.labels(), config.labelSmoothing(), Losses.Reduction.MEAN));
        Tensor right = logits.detach().argMax(1).eq(batch.labels());
        int examples = (int) batch.images().size(0);
        LossTerms terms =
                LossTerms.of(loss, Map.of("train_top1", right.to(DType.FLOAT64).mean()));
        return StepGradients.of(terms, parameters, examples, batch.waited());
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        double rate = learningRate.at(step + 1);
        optimizer.step(gradients.list(), rate, config.weightDecay());
        return Map.of("learning_rate", rate);
    }

    @Override
    public TrainState state() {
        return new TrainState().with("classifier", classifier).with("optimizer", optimizer);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
