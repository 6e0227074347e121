package dev.jepa.models.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.losses.sigreg.SigReg;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.losses.vicreg.SampleAxes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionGradientTest {
    private static final int B = 4;
    private static final int T = 5;
    private static final int IN = 3;
    private static final int D = 6;
    private static final Init INIT = Init.of(3).on(TestDevice.get()).as(DType.FLOAT64);
    private static final List<PredictorConfig> PREDICTORS = List.of(
            new PredictorConfig.GatedRecurrent(false),
            new PredictorConfig.Residual(7, 2),
            new PredictorConfig.CausalTransformer(8, 2, 2, 3));

    /** A linear encoder. */
    private static final class Toy extends Module implements Encoder {
        private final Linear linear;

        Toy(Init init) {
            linear = child("linear", new Linear(IN, D, init.at("linear")));
        }

        @Override
        public Tensor encode(Tensor observations, Mode mode) {
            return linear.forward(observations);
        }

        @Override
        public int dim() {
            return D;
        }
    }

    private static Tensor random(String name, long... shape) {
        return Tensors.normal(Rng.of(5).at(name), shape).to(TestDevice.get()).to(DType.FLOAT64);
    }

    private static ActionJepa model(PredictorConfig predictor, int actionFeatures) {
        return model(new ActionJepaConfig(2, actionFeatures, predictor, 9));
    }

    private static ActionJepa model(ActionJepaConfig config) {
        Toy encoder = new Toy(INIT);
        ActionJepa model = new ActionJepa(config, encoder, Optional.of(new Toy(INIT)), INIT);
        try (TensorScope scope = TensorScope.open()) { // layers that begin at zero hide errors behind them
            for (Tensor p : model.trainedParameters().values()) {
                InPlace.add(List.of(p), List.of(random("noise", p.shape().toArray())), 0.3);
            }
        }
        return model;
    }

    @Test
    void unrolledStatesHaveGradientsOfStatesActionsAndParameters() {
        for (PredictorConfig predictor : PREDICTORS) {
            try (TensorScope scope = TensorScope.open();
                    ActionJepa model = model(predictor, 4)) {
                Tensor states = Autograd.variable(random("s", B, D));
                Tensor actions = Autograd.variable(random("a", B, T, 2));
                List<Tensor> leaves = new ArrayList<>(List.of(states, actions));
                leaves.addAll(model.predictor().parameters());
                FiniteDifference.checkLeaves(() -> model.unroll(states, actions), leaves);
            }
        }
    }

    @Test
    void objectivesHaveGradientsOfAllParameters() {
        SequenceRegularizer weights = SequenceRegularizer.ebJepa().over(SampleAxes.ALL_STEPS);
        List<ActionObjective> objectives = List.of(
                new ActionMethod.VarianceCovariance(3, ActionMethod.Starts.FIRST, 1, SceneFeatures.NONE, weights),
                new ActionMethod.VarianceCovariance(3, ActionMethod.Starts.FIRST, 2, SceneFeatures.NONE, weights),
                new ActionMethod.VarianceCovariance(
                        3, ActionMethod.Starts.FIRST, 2, new SceneFeatures(2, 3, 0.5, 4), weights),
                new ActionMethod.VarianceCovariance(3, ActionMethod.Starts.ALL, 1, SceneFeatures.NONE, weights),
                new ActionMethod.Gaussian(
                        3, 0.1, 1, new SigReg(8, SigReg.leJepa().test())),
                new ActionMethod.MovingTarget(3, 0.9, 1));
        for (ActionObjective objective : objectives) {
            try (TensorScope scope = TensorScope.open();
                    ActionJepa model = model(new PredictorConfig.Residual(7, 1), 0)) {
                ActionBatch batch = new ActionBatch(random("x", B, T, IN), random("a", B, T - 1, 2), Duration.ZERO);
                Mode mode = Mode.training(Rng.of(8));
                FiniteDifference.checkLeaves(
                        () -> objective.loss(model, batch, mode).total(),
                        List.copyOf(model.trainedParameters().values()));
            }
        }
    }

    @Test
    void objectivesOfModelsWithALatentVariableHaveGradients() {
        SequenceRegularizer weights = SequenceRegularizer.ebJepa().over(SampleAxes.ALL_STEPS);
        for (ActionMethod.Starts starts : ActionMethod.Starts.values()) {
            for (PredictorConfig predictor : PREDICTORS) {
                ActionJepaConfig config = new ActionJepaConfig(2, 4, predictor, 9).withLatent(new LatentNoise(3, 4));
                try (TensorScope scope = TensorScope.open();
                        ActionJepa model = model(config)) {
                    ActionBatch batch = new ActionBatch(random("x", B, T, IN), random("a", B, T - 1, 2), Duration.ZERO);
                    ActionObjective objective =
                            new ActionMethod.VarianceCovariance(2, starts, 1, SceneFeatures.NONE, weights);
                    Mode mode = Mode.training(Rng.of(8));
                    FiniteDifference.checkLeaves(
                            () -> objective.loss(model, batch, mode).total(),
                            List.copyOf(model.trainedParameters().values()));
                }
            }
        }
    }

    @Test
    void predictionsFromEveryStateAreAveraged() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(new PredictorConfig.Residual(7, 1), 4)) {
            ActionBatch batch = new ActionBatch(random("x", B, 3, IN), random("a", B, 2, 2), Duration.ZERO);
            Tensor states = model.encodeSequence(batch.observations(), Mode.EVAL); // s_0, s_1, s_2
            Tensor first = model.unroll(states.select(1, 0), batch.actions()); // of s_1 and s_2
            Tensor second = model.unroll(states.select(1, 1), batch.actions().slice(1, 1, 2)); // of s_2
            double byHand = (2 * Losses.mse(first, states.slice(1, 1, 3)).item()
                            + Losses.mse(second, states.slice(1, 2, 3)).item())
                    / 3;
            ActionObjective objective = new ActionMethod.Prediction(2, ActionMethod.Starts.ALL);
            assertThat(objective.loss(model, batch, Mode.EVAL).total().item()).isCloseTo(byHand, within(1e-12));
        }
    }

    @Test
    void aRefinementChangesWhatPredictsAlone() {
        ActionObjective objective = new ActionMethod.Gaussian(
                2, 0.1, 1, new SigReg(8, SigReg.leJepa().test()));
        ActionOptimization optimization = new ActionOptimization(2, 1, 1e-3, 1e-2, 1e-3, 0.1, 2);
        Refinement refinement = new Refinement(2, 2, ActionMethod.Starts.ALL, 1, 1e-2);
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(new PredictorConfig.Residual(7, 1), 4);
                ActionTrainer trainer = new ActionTrainer(
                        model, objective, optimization, refinement, ActionGradientTest::batch, Rng.of(1))) {
            assertThat(changed(model, trainer, 1))
                    .containsAll(model.predictionParameters().keySet())
                    .contains("encoder.linear.weight", "inverse.model.0.weight");
            assertThat(changed(model, trainer, 2))
                    .isEqualTo(model.predictionParameters().keySet());
            assertThat(model.predictionParameters()).containsKeys("predictor.0.weight", "action_encoder.0.weight");
        }
    }

    private static ActionBatch batch(long step) {
        return new ActionBatch(random("x" + step, B, T, IN), random("a" + step, B, T - 1, 2), Duration.ZERO);
    }

    private static Set<String> changed(ActionJepa model, ActionTrainer trainer, long step) {
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> before = new LinkedHashMap<>();
            model.trainedParameters().forEach((name, p) -> before.put(name, p.copy()));
            trainer.update(step, trainer.compute(step));
            Set<String> changed = new LinkedHashSet<>();
            model.trainedParameters().forEach((name, p) -> {
                if (p.sub(before.get(name)).abs().max().item() > 0) {
                    changed.add(name);
                }
            });
            return changed;
        }
    }

    /** A = 0: what happens by itself. */
    @Test
    void objectivesWorkWhereNothingActs() {
        SequenceRegularizer weights = new SequenceRegularizer(16, 8, 2, 0, 1, SampleAxes.ALL_STEPS);
        List<ActionObjective> objectives = List.of(
                new ActionMethod.VarianceCovariance(3, ActionMethod.Starts.FIRST, 1, SceneFeatures.NONE, weights),
                new ActionMethod.Gaussian(
                        3, 0.1, 0, new SigReg(8, SigReg.leJepa().test())));
        for (ActionObjective objective : objectives) {
            try (TensorScope scope = TensorScope.open();
                    ActionJepa model = still()) {
                assertThat(model.inverse()).isEmpty();
                ActionBatch batch = new ActionBatch(random("x", B, T, IN), random("a", B, T - 1, 0), Duration.ZERO);
                FiniteDifference.checkLeaves(
                        () -> objective
                                .loss(model, batch, Mode.training(Rng.of(8)))
                                .total(),
                        List.copyOf(model.trainedParameters().values()));
            }
        }
    }

    /** Observations that only tell scenes apart lack variance within them, but not from scene to scene. */
    @Test
    void sceneFeaturesMayBeTheSameThroughoutAScene() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = still()) {
            Tensor scenes = random("scenes", 3, 1, IN).mul(100.0).expand(3, 2 * T, IN);
            ActionBatch batch = new ActionBatch(scenes.reshape(6, T, IN), random("a", 6, T - 1, 0), Duration.ZERO);
            SequenceRegularizer weights = new SequenceRegularizer(1, 1, 0, 0, 1, SampleAxes.ALL_STEPS);
            for (int sceneFeatures : new int[] {0, 4}) {
                ActionObjective objective = new ActionMethod.VarianceCovariance(
                        3, ActionMethod.Starts.FIRST, 2, SceneFeatures.free(sceneFeatures), weights);
                double variance = objective
                        .loss(model, batch, Mode.EVAL)
                        .named()
                        .get("variance")
                        .item();
                double lacking = (D - sceneFeatures) / (double) D;
                assertThat(variance).isCloseTo(lacking, within(0.02));
            }
            ActionObjective all = new ActionMethod.VarianceCovariance(
                    3, ActionMethod.Starts.FIRST, 2, SceneFeatures.free(D), weights);
            assertThatThrownBy(() -> all.loss(model, batch, Mode.EVAL))
                    .hasMessageContaining("scene.count must be less than the 6 features of a state but was 6.");
        }
        assertThatThrownBy(() -> new ActionMethod.VarianceCovariance(
                        3, ActionMethod.Starts.FIRST, 1, SceneFeatures.free(2), SequenceRegularizer.ebJepa()))
                .hasMessageContaining("scene.count must be 0 if groupSize is 1 but was 2.");
    }

    /** Two scenes, four states of each. */
    @Test
    void sceneFeaturesPayForChangeAndForNearness() {
        try (TensorScope scope = TensorScope.open()) {
            double[] held = {1, 1, 3, 3, 2, 2, 2, 2}; // both have mean 2; the first changes by 1
            Tensor states = Tensors.of(held, 2, 4, 1).expand(2, 4, 2);
            SceneFeatures.Terms same = new SceneFeatures(1, 3, 0.5, 4).loss(states);
            assertThat(same.constancy().item()).isCloseTo(0.5, within(1e-12));
            assertThat(same.uniformity().item()).isCloseTo(0, within(1e-12));
            assertThat(same.total().item()).isCloseTo(1.5, within(1e-12));
            Tensor apart = states.add(Tensors.of(new double[] {0, 0.5}, 2, 1, 1));
            assertThat(new SceneFeatures(1, 3, 0.5, 4).loss(apart).uniformity().item())
                    .isCloseTo(-4 * 0.25, within(1e-12));
        }
        assertThatThrownBy(() -> new SceneFeatures(2, 1, 1, 0)).hasMessageContaining("concentration must be > 0");
    }

    private static ActionJepa still() {
        return new ActionJepa(new ActionJepaConfig(0, 0, new PredictorConfig.Residual(7, 1), 9), new Toy(INIT), INIT);
    }

    @Test
    void inverseDynamicsNeedActions() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = still()) {
            ActionBatch batch = new ActionBatch(random("x", B, T, IN), random("a", B, T - 1, 0), Duration.ZERO);
            for (ActionObjective objective : List.of(
                    new ActionMethod.VarianceCovariance(
                            3, ActionMethod.Starts.FIRST, 1, SceneFeatures.NONE, SequenceRegularizer.ebJepa()),
                    new ActionMethod.Gaussian(3, 1, 1, SigReg.leJepa()))) {
                assertThatThrownBy(() -> objective.loss(model, batch, Mode.training(Rng.of(8))))
                        .hasMessageContaining("Where nothing acts there is no inverse dynamics, but its weight was 1.0")
                        .hasMessageContaining("Maybe set it to 0.");
            }
        }
        assertThatThrownBy(() -> new ActionJepaConfig(0, 4, PREDICTORS.get(1), 9))
                .hasMessageContaining("actionFeatures must be 0 if actionDim is 0 but was 4");
    }

    @Test
    void unrollingIsStepping() {
        for (PredictorConfig predictor : PREDICTORS.subList(0, 2)) {
            try (TensorScope scope = TensorScope.open();
                    ActionJepa model = model(predictor, 4)) {
                Tensor actions = random("a", B, T, 2);
                Tensor state = random("s", B, D);
                Tensor unrolled = model.unroll(state, actions);
                for (int t = 0; t < T; t++) {
                    state = model.predict(state, actions.select(1, t));
                    assertThat(state.sub(unrolled.select(1, t)).abs().max().item())
                            .isLessThan(1e-12);
                }
            }
        }
    }

    @Test
    void theTransformerDoesNotSeeTheFuture() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(PREDICTORS.get(2), 0)) {
            TransformerPredictor predictor = (TransformerPredictor) model.predictor();
            Tensor states = Autograd.variable(random("s", 1, 3, D));
            Tensor actions = Autograd.variable(random("a", 1, 3, 2));
            Tensor second = Autograd.record(
                    () -> predictor.predict(states, actions).select(1, 1).sum());
            for (Tensor gradient : Autograd.gradients(second, List.of(states, actions))) {
                assertThat(gradient.slice(1, 2, 3).abs().max().item()).isZero();
                assertThat(gradient.slice(1, 0, 1).abs().max().item()).isPositive();
            }
        }
    }

    @Test
    void theTargetEncoderFollows() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(PREDICTORS.get(1), 0)) {
            Tensor online = model.stateDict().get("encoder.linear.weight");
            Tensor target = model.stateDict().get("target.linear.weight");
            Tensor before = target.copy();
            model.target().orElseThrow().follow(0.75);
            Tensor expected = before.mul(0.75).add(online.mul(0.25));
            assertThat(target.sub(expected).abs().max().item()).isLessThan(1e-12);
            assertThat(model.trainedParameters().keySet()).noneMatch(name -> name.startsWith("target."));
        }
    }
}
