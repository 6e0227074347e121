package dev.jepa.models.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.optim.Adam;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A world that the action does not determine: x' = x + a, and a wind that blows by 1 up or down, each half of the time. */
class LatentActionTest {
    private static final int BATCH = 128;
    private static final int STEPS = 600;
    private static final Rng RNG = Rng.of(21);

    /** States are observations. */
    private static final class Identity extends Module implements Encoder {
        @Override
        public Tensor encode(Tensor observations, Mode mode) {
            return observations;
        }

        @Override
        public int dim() {
            return 2;
        }
    }

    private static ActionBatch batch(long step) {
        Tensor from = Tensors.normal(RNG.at(step, "from"), BATCH, 1, 2);
        Tensor action = Tensors.normal(RNG.at(step, "action"), BATCH, 1, 2);
        Tensor wind = Tensors.normal(RNG.at(step, "wind"), BATCH, 1, 1).sign();
        Tensor blown = Tensors.concat(List.of(Tensors.zeros(BATCH, 1, 1), wind), 2);
        Tensor next = from.add(action).add(blown);
        return new ActionBatch(Tensors.concat(List.of(from, next), 1), action, Duration.ZERO);
    }

    private static ActionJepa model(LatentNoise latent) {
        ActionJepaConfig config = new ActionJepaConfig(2, 0, new PredictorConfig.Residual(64, 2), 8).withLatent(latent);
        return new ActionJepa(config, new Identity(), Init.of(4));
    }

    /** Trains the predictor; the mean error of the last 50 steps, at the best z where there is one. */
    private static double train(ActionJepa model) {
        ActionObjective objective = new ActionMethod.Prediction(1, ActionMethod.Starts.ALL);
        double last = 0;
        try (Adam optimizer = new Adam(model.predictionParameters(), ParameterRule.allAlike())) {
            for (int step = 0; step < STEPS; step++) {
                try (TensorScope ignored = TensorScope.open()) {
                    ActionBatch batch = batch(step);
                    Mode mode = Mode.training(RNG.at(step, "mode"));
                    Tensor loss = Autograd.record(
                            () -> objective.loss(model, batch, mode).total());
                    optimizer.step(Autograd.gradients(loss, optimizer.parameters()), 3e-3, 0);
                    last += step >= STEPS - 50 ? loss.item() / 50 : 0;
                }
            }
        }
        return last;
    }

    @Test
    void aLatentVariablePicksAFutureWhereADeterministicModelAverages() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa deterministic = model(LatentNoise.NONE);
                ActionJepa latent = model(new LatentNoise(2, 16))) {
            assertThat(train(deterministic))
                    .as("half of the wind's variance of 1 in one of two features")
                    .isCloseTo(0.5, within(0.05));
            assertThat(train(latent)).isLessThan(0.02);

            Tensor state = Tensors.zeros(500, 2);
            Tensor action = Tensors.ones(500, 2);
            double[] y = latent.predict(state, action, Tensors.normal(RNG.at("z"), 500, 2))
                    .select(1, 1)
                    .toDoubleArray();
            assertThat(Arrays.stream(y).filter(value -> value > 1).count())
                    .as("both futures, 0 and 2, are sampled")
                    .isBetween(100L, 400L);
            double distance =
                    Arrays.stream(y).map(value -> Math.abs(value - 1)).average().orElseThrow();
            assertThat(distance).as("rather than what lies between them").isGreaterThan(0.6);
            assertThat(deterministic
                            .predict(state, action)
                            .select(1, 1)
                            .sub(1)
                            .abs()
                            .mean()
                            .item())
                    .isLessThan(0.2);
        }
    }

    @Test
    void theBestOfTheDrawnLatentsIsInferredForEachTransition() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(new LatentNoise(2, 16))) {
            ActionBatch batch = batch(0);
            Tensor from = batch.observations().slice(1, 0, 1);
            Tensor next = batch.observations().slice(1, 1, 2);
            Mode mode = Mode.training(RNG.at("mode"));
            Tensor best = model.infer(from, batch.actions(), next, mode).orElseThrow(); // [B, 1, 2]
            double least = error(model, batch, best);
            Tensor others = Tensors.normal(mode.rng().at("latents"), 16, 2);
            for (int i = 0; i < 16; i++) {
                Tensor same = others.slice(0, i, i + 1).unsqueeze(0).expand(BATCH, 1, 2);
                assertThat(least).isLessThanOrEqualTo(error(model, batch, same));
            }
            assertThat(model(LatentNoise.NONE).infer(from, batch.actions(), next, mode))
                    .isEmpty();
            assertThatThrownBy(() -> new LatentNoise(2, 0)).hasMessageContaining("samples must be >= 1");
        }
    }

    private static double error(ActionJepa model, ActionBatch batch, Tensor latents) {
        Tensor from = batch.observations().select(1, 0);
        Tensor predicted = model.predict(from, batch.actions().select(1, 0), latents.select(1, 0));
        return predicted.sub(batch.observations().select(1, 1)).square().mean().item();
    }

    /** Without a z it is the most likely one, and unrolling is stepping. */
    @Test
    void aWorldModelPredictsWithZero() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(new LatentNoise(2, 4))) {
            Tensor state = Tensors.normal(RNG.at("s"), 3, 2);
            Tensor actions = Tensors.normal(RNG.at("a"), 3, 4, 2);
            Tensor unrolled = model.unroll(state, actions);
            Tensor stepped = state;
            for (int t = 0; t < 4; t++) {
                stepped = model.predict(stepped, actions.select(1, t), Tensors.zeros(3, 2));
            }
            assertThat(unrolled.select(1, 3).sub(stepped).abs().max().item()).isLessThan(1e-5);
            assertThat(model.latentDim()).isEqualTo(2);
            assertThatThrownBy(() -> model.predict(state, actions.select(1, 0), Tensors.zeros(3, 5)))
                    .hasMessageContaining("must end with Z = 2");
            assertThatThrownBy(() -> model(LatentNoise.NONE).predict(state, actions.select(1, 0), Tensors.zeros(3, 2)))
                    .hasMessageContaining("Maybe configure the model with a LatentNoise");
        }
    }
}
