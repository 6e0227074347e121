package dev.jepa.models.jea;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.optim.ExponentialMovingAverage;
import dev.jepa.core.optim.Optimizer;
import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * Trains a {@link JointEmbedding}: gradients of encoder, projector and predictor, one step of the optimiser, then the target
 * network follows, target = m target + (1 - m) online.
 */
public final class JeaTrainer implements TrainStep, AutoCloseable {
    private static final String PREDICTOR = "predictor.";

    private final JointEmbedding model;
    private final LongFunction<JeaBatch> batches;
    private final Rng rng;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Schedule momentum;
    private final double weightDecay;

    /** Parameters that share a learning rate. */
    private record Group(List<String> names, Optimizer optimizer, Schedule learningRate) {}

    /**
     * @param batches the batch of a step: a pure function of the step
     * @param stepsPerEpoch steps in which the data set is seen once, for the schedules
     * @param rng the run's key, from which drop path and losses draw
     */
    public JeaTrainer(
            JointEmbedding model,
            JeaOptimization optimization,
            LongFunction<JeaBatch> batches,
            long stepsPerEpoch,
            Rng rng) {
        this.model = model;
        this.batches = batches;
        this.rng = rng;
        model.parts().forEach((part, module) -> {
            if (!part.startsWith("target_")) {
                module.namedParameters().forEach((name, p) -> parameters.put(part + "." + name, p));
            }
        });
        momentum = optimization.momentum(stepsPerEpoch);
        weightDecay = optimization.weightDecay();
        Schedule scheduled = optimization.learningRate(stepsPerEpoch);
        if (optimization.constantPredictorRate()) {
            Schedule constant = new Schedule.Constant(optimization.peakRate());
            groups.put("optimizer", group(false, optimization, scheduled));
            groups.put("predictor_optimizer", group(true, optimization, constant));
        } else {
            List<String> all = List.copyOf(parameters.keySet());
            groups.put("optimizer", new Group(all, optimization.optimizer().create(parameters), scheduled));
        }
    }

    private Group group(boolean ofPredictor, JeaOptimization optimization, Schedule learningRate) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        parameters.forEach((name, p) -> {
            if (name.startsWith(PREDICTOR) == ofPredictor) {
                own.put(name, p);
            }
        });
        return new Group(List.copyOf(own.keySet()), optimization.optimizer().create(own), learningRate);
    }

    @Override
    public StepGradients compute(long step) {
        JeaBatch batch = batches.apply(step);
        Mode mode = Mode.training(rng.at(step, "forward"));
        LossTerms loss = Autograd.record(() -> model.loss(batch.views(), mode, rng.at(step, "loss")));
        int examples = (int) batch.views().images().get(0).size(0);
        return StepGradients.of(loss, parameters, examples, batch.waited());
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        Map<String, Double> values = new LinkedHashMap<>();
        groups.forEach((name, group) -> {
            List<Tensor> own = new ArrayList<>();
            group.names()
                    .forEach(parameter ->
                            own.add(Objects.requireNonNull(gradients.gradients().get(parameter))));
            double rate = group.learningRate().at(step);
            group.optimizer().step(own, rate, weightDecay);
            values.putIfAbsent("learning_rate", rate);
        });
        model.followers().ifPresent(followers -> {
            double m = momentum.at(step);
            ExponentialMovingAverage.update(followers, model.followed(), m);
            values.put("momentum", m);
        });
        return values;
    }

    @Override
    public TrainState state() {
        TrainState state = new TrainState();
        model.parts().forEach(state::with);
        groups.forEach((name, group) -> state.with(name, group.optimizer()));
        return state;
    }

    @Override
    public void close() {
        groups.values().forEach(group -> group.optimizer().close());
    }
}
