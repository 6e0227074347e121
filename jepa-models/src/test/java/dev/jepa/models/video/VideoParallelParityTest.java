package dev.jepa.models.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.core.train.LossTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Maps, predictions, losses, gradients and running statistics of facebookresearch/eb_jepa's video example. */
class VideoParallelParityTest {
    private static final Mode TRAINING = Mode.training(Rng.of(1));

    private final Fixtures fixtures = Fixtures.load("acjepa/video_parallel");
    private final Fixtures weights = Fixtures.load("acjepa/video_parallel_model");

    private VideoJepa model(DType dtype) {
        VideoJepaConfig config = new VideoJepaConfig(
                fixtures.integer("hp.dobs"),
                fixtures.integer("hp.henc"),
                fixtures.integer("hp.dstc"),
                contextLength(),
                fixtures.integer("hp.hpre"),
                projector());
        VideoJepa model =
                VideoJepa.create(config, Init.of(1).on(TestDevice.get()).as(dtype));
        model.loadStateDict(theirState());
        return model;
    }

    /** K: the predictor's first convolution sees that many maps as channels. */
    private int contextLength() {
        return (int) weights.shape("model.predictor.predictor.conv1.weight")[1] / fixtures.integer("hp.dstc");
    }

    /** Linear, normalisation, ReLU, and a last Linear: every third part has a matrix. */
    private List<Integer> projector() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; weights.has("model.regularizer.proj.net." + i + ".weight"); i += 3) {
            sizes.add((int) weights.shape("model.regularizer.proj.net." + i + ".weight")[0]);
        }
        return sizes;
    }

    private Map<String, Tensor> theirState() {
        Map<String, Tensor> state = weights.tensors("model.");
        state.replaceAll((name, tensor) -> name.endsWith("num_batches_tracked") ? tensor.reshape() : tensor);
        return state;
    }

    private VideoObjective objective() {
        return new VideoObjective(
                fixtures.integer("hp.steps"), fixtures.real("hp.std_coeff"), fixtures.real("hp.cov_coeff"), 1);
    }

    private Tensor video(DType dtype) {
        return asOurs(fixtures.tensor("video")).to(dtype);
    }

    /** [B, C, T, H, W] to [B, T, C, H, W], and the other way. */
    private static Tensor asOurs(Tensor theirs) {
        return theirs.transpose(1, 2);
    }

    @Test
    void theirStateDictHasTheEncoderAndTheProjectorTwice() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = model(DType.FLOAT32)) {
            Map<String, Tensor> state = theirState();
            assertThat(state.keySet()).containsAll(model.stateDict().keySet());
            Tensor second = state.get("predcost.proj.net.0.weight");
            state.put("predcost.proj.net.0.weight", second.add(1));
            assertThatThrownBy(() -> model.loadStateDict(state))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("predcost.proj.net.0.weight must equal its regularizer.proj.net.0.weight");
        }
    }

    @Test
    void predictionsAreTheirs() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = model(DType.FLOAT32)) {
            Tensor states = model.encodeSequence(video(DType.FLOAT32), TRAINING);
            List<Tensor> passes = model.predictor().unrollParallel(states, fixtures.integer("hp.steps"), TRAINING);
            fixtures.assertClose("prediction.step1", asOurs(passes.get(0)), 1e-5);
            fixtures.assertClose("prediction.last", asOurs(passes.get(passes.size() - 1)), 1e-5);
        }
    }

    @Test
    void lossesAreTheirs() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = model(DType.FLOAT64)) {
            LossTerms loss = objective().loss(model, video(DType.FLOAT64), TRAINING);
            assertLoss("total", loss.total());
            assertLoss("prediction", loss.named().get("prediction"));
            assertLoss("std_loss", loss.named().get("variance"));
            assertLoss("cov_loss", loss.named().get("covariance"));
            assertLoss("regularizer", loss.total().sub(loss.named().get("prediction")));
        }
    }

    private void assertLoss(String name, Tensor value) {
        fixtures.assertClose("f64.loss." + name, value.reshape(1), 1e-7);
        fixtures.assertClose("loss." + name, value.reshape(1), 1e-5);
    }

    @Test
    void gradientsAreTheirs() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = model(DType.FLOAT64)) {
            Map<String, Tensor> parameters = model.namedParameters();
            List<String> names = List.copyOf(parameters.keySet());
            Tensor video = video(DType.FLOAT64);
            Tensor total = Autograd.record(
                    () -> objective().loss(model, video, TRAINING).total());
            List<Tensor> gradients = Autograd.gradients(total, List.copyOf(parameters.values()));
            int compared = 0;
            for (String name : fixtures.names()) {
                if (name.startsWith("grad.")) {
                    Tensor gradient = gradients.get(names.indexOf(name.substring("grad.".length())));
                    assertThat(relativeError(gradient, fixtures.tensor(name)))
                            .as("relative error of %s", name)
                            .isLessThan(1e-4);
                    if (fixtures.has("f64." + name)) {
                        fixtures.assertClose("f64." + name, gradient, 1e-8);
                    }
                    compared++;
                }
            }
            assertThat(compared).isPositive();
        }
    }

    private static double relativeError(Tensor actual, Tensor expected) {
        Tensor reference = expected.to(actual.dtype());
        return actual.sub(reference).norm(2).item() / reference.norm(2).item();
    }

    @Test
    void runningStatisticsAndEvaluationAfterOneTrainingPassAreTheirs() {
        try (TensorScope scope = TensorScope.open();
                VideoJepa model = model(DType.FLOAT64)) {
            objective().loss(model, video(DType.FLOAT64), TRAINING);
            Map<String, Tensor> state = model.stateDict();
            for (String name : fixtures.names()) {
                if (name.startsWith("after.")) {
                    Tensor own = state.get(name.substring("after.".length()));
                    fixtures.assertClose("f64." + name, own, 1e-8);
                    fixtures.assertClose(name, own, 1e-5);
                }
            }
            Tensor states = model.encodeSequence(video(DType.FLOAT64), Mode.EVAL);
            fixtures.assertClose("eval.state", asOurs(states), 1e-5);
            Tensor next = model.predictor().unrollParallel(states, 1, Mode.EVAL).get(0);
            fixtures.assertClose("eval.infer", asOurs(next), 1e-5);
        }
    }
}
