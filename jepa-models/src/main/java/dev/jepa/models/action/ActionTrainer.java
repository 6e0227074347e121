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
import dev.jepa.core.train.LossTerms;
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
 *
 * <p>A {@link Refinement} may follow: the encoder is left as it is, and the predictor goes on alone, with moments of its own.
 */
public final class ActionTrainer implements TrainStep, AutoCloseable {
    private final ActionJepa model;
    private final LongFunction<ActionBatch> batches;
    private final Rng rng;
    private final Phase joint;
    private final Phase alone;

    /** Steps with one objective and one optimiser. */
    private record Phase(
            long begin,
            ActionObjective objective,
            ActionOptimization optimization,
            Schedule learningRate,
            Map<String, Tensor> parameters,
            Map<String, Set<Tensor>> clipped,
            AdamW optimizer) {
        /** @param clipped the networks whose gradients are clipped, in this order */
        static Phase of(
                long begin,
                ActionObjective objective,
                ActionOptimization optimization,
                Map<String, Tensor> parameters,
                Map<String, Module> clipped) {
            Map<String, Set<Tensor>> sets = new LinkedHashMap<>();
            clipped.forEach((name, network) -> sets.put(name, Set.copyOf(network.parameters())));
            return new Phase(
                    begin,
                    objective,
                    optimization,
                    optimization.learningRate(),
                    parameters,
                    sets,
                    new AdamW(parameters, ParameterRule.allAlike()));
        }
    }

    /**
     * Trains without a refinement.
     *
     * @param batches the batch of a step: a pure function of the step
     * @param rng the run's key, from which the objective draws
     */
    public ActionTrainer(
            ActionJepa model,
            ActionObjective objective,
            ActionOptimization optimization,
            LongFunction<ActionBatch> batches,
            Rng rng) {
        this(model, objective, optimization, Refinement.NONE, batches, rng);
    }

    /**
     * Trains with a refinement after the steps of {@code optimization}.
     *
     * @param batches the batch of a step: a pure function of the step
     * @param rng the run's key, from which the objective draws
     */
    public ActionTrainer(
            ActionJepa model,
            ActionObjective objective,
            ActionOptimization optimization,
            Refinement refinement,
            LongFunction<ActionBatch> batches,
            Rng rng) {
        this.model = model;
        this.batches = batches;
        this.rng = rng;
        Map<String, Module> networks = new LinkedHashMap<>();
        networks.put("encoder", (Module) model.encoder());
        networks.put("predictor", model.predictor());
        joint = Phase.of(0, objective, optimization, model.trainedParameters(), networks);
        alone = Phase.of(
                optimization.steps(),
                refinement.objective(),
                refinement.optimization(optimization),
                model.predictionParameters(),
                Map.of("predictor", model.predictor()));
    }

    private Phase phase(long step) {
        return step < alone.begin ? joint : alone;
    }

    @Override
    public StepGradients compute(long step) {
        Phase phase = phase(step);
        ActionBatch batch = batches.apply(step);
        Mode mode = Mode.training(rng.at(step, "objective"));
        LossTerms loss = Autograd.record(() -> phase.objective.loss(model, batch, mode));
        int examples =
                (int) (batch.observations().size(0) * batch.observations().size(1));
        return StepGradients.of(loss, phase.parameters, examples, batch.waited());
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        Phase phase = phase(step);
        double rate = phase.learningRate.at(step - phase.begin);
        Map<String, Double> record = new LinkedHashMap<>();
        Map<String, Tensor> kept = new LinkedHashMap<>(gradients.gradients());
        phase.clipped.forEach((network, some) -> record.put(network + "_norm", clip(phase, kept, some)));
        phase.optimizer.step(List.copyOf(kept.values()), rate, phase.optimization.weightDecay());
        phase.objective
                .targetMomentum()
                .ifPresent(m -> model.target().orElseThrow().follow(m));
        record.put("learning_rate", rate);
        return record;
    }

    /** Clips the gradients of some parameters together, in the map; returns their norm before. */
    private static double clip(Phase phase, Map<String, Tensor> gradients, Set<Tensor> some) {
        List<String> names = gradients.keySet().stream()
                .filter(name -> some.contains(phase.parameters.get(name)))
                .collect(Collectors.toList());
        GradientClipping clipping = GradientClipping.byGlobalNorm(
                names.stream().map(gradients::get).toList(), phase.optimization.maxNorm());
        for (int i = 0; i < names.size(); i++) {
            gradients.put(names.get(i), clipping.gradients().get(i));
        }
        return clipping.norm().item();
    }

    @Override
    public TrainState state() {
        return new TrainState()
                .with("model", model)
                .with("optimizer", joint.optimizer)
                .with("refinement", alone.optimizer);
    }

    @Override
    public void close() {
        joint.optimizer.close();
        alone.optimizer.close();
    }
}
