package dev.jepa.models.action;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.GradientClipping;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Trains an {@link ActionJepa}: one backward pass, clipped gradients, AdamW on everything, then the target encoder follows.
 *
 * <p>As in the authors' code the encoder's gradients are clipped first, then the predictor's; a normalisation that both share is
 * clipped in both, and the inverse-dynamics network in neither.
 */
public final class ActionTrainer implements TrainStep, AutoCloseable {
    private final ActionJepa model;
    private final ActionObjective objective;
    private final LongFunction<ActionBatch> batches;
    private final Rng rng;
    private final Map<String, Tensor> parameters;
    private final List<Set<Tensor>> clipped;
    private final AdamW optimizer;
    private final Schedule learningRate;
    private final ActionOptimization optimization;

    /**
     * @param batches the batch of a step: a pure function of the step
     * @param rng the run's key, from which the objective draws
     */
    public ActionTrainer(
            ActionJepa model,
            ActionObjective objective,
            ActionOptimization optimization,
            LongFunction<ActionBatch> batches,
            Rng rng) {
        this.model = model;
        this.objective = objective;
        this.optimization = optimization;
        this.batches = batches;
        this.rng = rng;
        parameters = model.trainedParameters();
        clipped = List.of(
                Set.copyOf(((Module) model.encoder()).parameters()),
                Set.copyOf(model.predictor().parameters()));
        optimizer = new AdamW(parameters, ParameterRule.allAlike());
        learningRate = optimization.learningRate();
    }

    @Override
    public StepGradients compute(long step) {
        ActionBatch batch = batches.apply(step);
        Mode mode = Mode.training(rng.at(step, "objective"));
        ActionObjective.Loss loss = Autograd.record(() -> objective.loss(model, batch, mode));
        Map<String, Double> terms = new LinkedHashMap<>();
        terms.put("loss", loss.total().item());
        loss.terms().forEach((name, term) -> terms.put(name, term.item()));
        int examples =
                (int) (batch.observations().size(0) * batch.observations().size(1));
        return StepGradients.of(loss.total(), parameters, terms, examples, batch.waited());
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        double rate = learningRate.at(step);
        Map<String, Double> record = new LinkedHashMap<>();
        Map<String, Tensor> kept = new LinkedHashMap<>(gradients.gradients());
        List<String> networks = List.of("encoder", "predictor");
        for (int i = 0; i < networks.size(); i++) {
            record.put(networks.get(i) + "_norm", clip(kept, clipped.get(i)));
        }
        optimizer.step(List.copyOf(kept.values()), rate, optimization.weightDecay());
        objective.targetMomentum().ifPresent(m -> model.target().orElseThrow().follow(m));
        record.put("learning_rate", rate);
        return record;
    }

    /** Clips the gradients of some parameters together, in the map; returns their norm before. */
    private double clip(Map<String, Tensor> gradients, Set<Tensor> some) {
        List<String> names = gradients.keySet().stream()
                .filter(name -> some.contains(parameters.get(name)))
                .collect(Collectors.toList());
        GradientClipping clipping =
                GradientClipping.byGlobalNorm(names.stream().map(gradients::get).toList(), optimization.maxNorm());
        for (int i = 0; i < names.size(); i++) {
            gradients.put(names.get(i), clipping.gradients().get(i));
        }
        return clipping.norm().item();
    }

    @Override
    public TrainState state() {
        return new TrainState().with("model", model).with("optimizer", optimizer);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
