package dev.jepa.models.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.train.LossTerms;
import dev.jepa.core.train.StepGradients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** States, rollouts, losses, gradients and training steps of facebookresearch/eb_jepa's action-conditioned example. */
class RolloutParityTest {
    private final Fixtures fixtures = Fixtures.load("acjepa/rollout");
    private final Fixtures frames = Fixtures.load("acjepa/rollout_obs");
    private final Fixtures trained = Fixtures.load("acjepa/rollout_final");

    private ActionJepa model(DType dtype) {
        long[] shape = frames.shape("obs"); // [B, C, T, H, W]
        return FixtureModel.load(fixtures, fixtures, (int) shape[1], (int) shape[3], dtype);
    }

    private ActionBatch batch(DType dtype) {
        Tensor observations = FixtureModel.timeFirst(frames.tensor("obs")).to(dtype); // [B, T, C, H, W]
        Tensor actions = FixtureModel.timeFirst(fixtures.tensor("actions")).to(dtype); // [B, T, 2]
        return new ActionBatch(observations, actions, Duration.ZERO);
    }

    @Test
    void statesAndRolloutsAreTheirs() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(DType.FLOAT32)) {
            ActionBatch batch = batch(DType.FLOAT32);
            Tensor states = model.encodeSequence(batch.observations(), Mode.EVAL);
            fixtures.assertClose("state", FixtureModel.asStored(states), 1e-5);
            Tensor first = states.select(1, 0); // [B, D]
            Tensor all = Tensors.concat(List.of(first.unsqueeze(1), model.unroll(first, batch.actions())), 1);
            fixtures.assertClose("unroll_full", FixtureModel.asStored(all), 2e-5);
            int steps = fixtures.integer("hp.nsteps");
            fixtures.assertClose("predicted_states", FixtureModel.asStored(all.slice(1, 0, steps + 1L)), 2e-5);
        }
    }

    @Test
    void lossesAreTheirs() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(DType.FLOAT64)) {
            LossTerms loss = FixtureModel.objective(fixtures).loss(model, batch(DType.FLOAT64), Mode.EVAL);
            assertLoss("total", loss.total());
            assertLoss("prediction", loss.named().get("prediction"));
            assertLoss("std_loss", loss.named().get("variance"));
            assertLoss("cov_loss", loss.named().get("covariance"));
            assertLoss("sim_loss_t", loss.named().get("similarity"));
            assertLoss("idm_loss", loss.named().get("inverse_dynamics"));
        }
    }

    private void assertLoss(String name, Tensor value) {
        fixtures.assertClose("f64.loss." + name, value.reshape(1), 1e-7);
        fixtures.assertClose("loss." + name, value.reshape(1), 1e-5);
    }

    @Test
    void gradientsAreTheirs() {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(DType.FLOAT64)) {
            ActionBatch batch = batch(DType.FLOAT64);
            Map<String, Tensor> parameters = model.trainedParameters();
            Tensor total = Autograd.record(() -> FixtureModel.objective(fixtures)
                    .loss(model, batch, Mode.EVAL)
                    .total());
            List<Tensor> gradients = Autograd.gradients(total, List.copyOf(parameters.values()));
            List<String> names = List.copyOf(parameters.keySet());
            int compared = 0;
            for (String name : trained.names()) {
                if (name.startsWith("grad.")) {
                    int index = names.indexOf(FixtureModel.ourName(name.substring("grad.".length())));
                    trained.assertClose(name, gradients.get(index), 2e-4);
                    if (fixtures.has("f64." + name)) {
                        fixtures.assertClose("f64." + name, gradients.get(index), 1e-8);
                    }
                    compared++;
                }
            }
            assertThat(compared).isEqualTo(parameters.size());
        }
    }

    @Test
    void trainingStepsAreTheirs() {
        int steps = fixtures.integer("hp.train_steps");
        double[] rates = fixtures.doubles("train.lr");
        long total = fixtures.integer("hp.total_steps");
        ActionOptimization optimization = new ActionOptimization(
                total,
                total / 10,
                rates[0],
                fixtures.real("hp.lr"),
                fixtures.real("hp.lr") / 100,
                fixtures.real("hp.weight_decay"),
                fixtures.real("hp.grad_clip_enc"));
        assertThat(fixtures.real("hp.grad_clip_pred")).isEqualTo(fixtures.real("hp.grad_clip_enc"));
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(DType.FLOAT32)) {
            ActionBatch batch = batch(DType.FLOAT32);
            List<Double> losses = new ArrayList<>();
            List<Double> encoderNorms = new ArrayList<>();
            List<Double> predictorNorms = new ArrayList<>();
            List<Double> learningRates = new ArrayList<>();
            try (ActionTrainer trainer = new ActionTrainer(
                    model, FixtureModel.objective(fixtures), optimization, step -> batch, Rng.of(0))) {
                for (int step = 0; step < steps; step++) {
                    StepGradients gradients = trainer.compute(step);
                    Map<String, Double> figures = trainer.update(step, gradients);
                    losses.add(gradients.terms().get("loss"));
                    encoderNorms.add(figures.get("encoder_norm"));
                    predictorNorms.add(figures.get("predictor_norm"));
                    learningRates.add(figures.get("learning_rate"));
                }
            }
            fixtures.assertClose("train.lr", doubles(learningRates), 1e-9);
            fixtures.assertClose("train.loss", doubles(losses), 1e-5);
            fixtures.assertClose("train.encoder_norm_before_clip", doubles(encoderNorms), 5e-5);
            fixtures.assertClose("train.predictor_norm_before_clip", doubles(predictorNorms), 5e-5);
            Map<String, Tensor> own = model.stateDict();
            FixtureModel.renamed(trained, "final.").forEach((name, expected) -> {
                Tensor difference = own.get(name).sub(expected);
                double relative = difference.norm(2).item() / expected.norm(2).item();
                assertThat(relative).as("relative error of final %s", name).isLessThan(1e-4);
            });
        }
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
