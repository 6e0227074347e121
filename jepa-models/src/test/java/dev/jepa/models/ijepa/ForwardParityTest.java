package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Encoder, predictor, targets, loss and gradients against one forward pass of the authors' code. */
class ForwardParityTest {
    private static final double TOLERANCE = 1e-5;

    private final Fixtures fixture = Fixtures.load("ijepa/forward");
    private final TensorScope scope = TensorScope.open();
    private IJepa model;
    private Tensor images;
    private Tensor context;
    private List<Tensor> targets;

    @BeforeEach
    void build() {
        Fixtures weights = Fixtures.load("ijepa/forward_weights");
        model = new IJepa(FixtureConfig.of(fixture), Init.of(0).on(TestDevice.get()));
        model.contextEncoder().loadStateDict(weights.tensors("encoder."));
        model.predictor().loadStateDict(weights.tensors("predictor."));
        model.targetEncoder().loadStateDict(weights.tensors("target."));
        images = fixture.tensor("images");
        context = fixture.tensor("mask.context.0");
        targets = FixtureConfig.targets(fixture);
    }

    @AfterEach
    void close() {
        model.close();
        scope.close();
    }

    @Test
    void encoderOutputsAgree() {
        VisionTransformerConfig config = model.config().encoder();
        assertThat(fixture.shape("out.encoder_full")[1]).isEqualTo(config.patches());
        fixture.assertClose("out.encoder_full", model.contextEncoder().encode(images, Mode.EVAL), TOLERANCE);
        fixture.assertClose(
                "out.encoder_context", model.contextEncoder().encode(images, context, Mode.EVAL), TOLERANCE);
        fixture.assertClose("out.target_full", model.targetEncoder().encode(images, Mode.EVAL), TOLERANCE);
    }

    @Test
    void firstBlocksAttentionAgrees() {
        Tensor weights = model.contextEncoder().attention(images, 0);
        fixture.assertClose("out.encoder.block0_attention", weights.slice(0, 0, 1), TOLERANCE);
    }

    @Test
    void targetsAndPredictionsAgree() {
        fixture.assertClose("out.targets", model.targets(images, targets), TOLERANCE);
        fixture.assertClose("out.prediction", predict(), TOLERANCE);
    }

    @Test
    void lossesAgree() {
        Tensor prediction = predict();
        Tensor target = model.targets(images, targets);
        assertThat(Losses.smoothL1(prediction, target, 1).item())
                .isCloseTo(fixture.real("f64.loss"), within(TOLERANCE));
        assertThat(Losses.mse(prediction, target).item()).isCloseTo(fixture.real("f64.loss_mse"), within(TOLERANCE));
        assertThat(prediction.sub(target).abs().mean().item())
                .isCloseTo(fixture.real("f64.loss_l1"), within(TOLERANCE));
    }

    @Test
    void gradientsAgree() {
        Tensor target = model.targets(images, targets);
        Tensor loss = Autograd.record(() -> Losses.smoothL1(predict(), target, 1));
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        model.contextEncoder().namedParameters().forEach((name, p) -> parameters.put("grad.encoder." + name, p));
        model.predictor().namedParameters().forEach((name, p) -> parameters.put("grad.predictor." + name, p));
        List<String> compared = new ArrayList<>(parameters.keySet());
        compared.retainAll(fixture.names());
        assertThat(compared).hasSizeGreaterThan(10);
        List<Tensor> gradients =
                Autograd.gradients(loss, compared.stream().map(parameters::get).toList());
        for (int i = 0; i < compared.size(); i++) {
            fixture.assertClose(compared.get(i), gradients.get(i), 2 * TOLERANCE);
        }
    }

    @Test
    void aJointPassPredictsTheSameForASingleBlock() {
        IJepaConfig config = FixtureConfig.of(fixture).with(IJepaConfig.PredictorConfig.Pass.JOINT);
        try (IJepaPredictor joint = new IJepaPredictor(config, Init.of(0).on(TestDevice.get()))) {
            joint.loadStateDict(model.predictor().stateDict());
            Tensor latent = model.contextEncoder().encode(images, context, Mode.EVAL);
            List<Tensor> first = targets.subList(0, 1);
            Tensor difference = joint.forward(latent, context, first, Mode.EVAL)
                    .sub(model.predictor().forward(latent, context, first, Mode.EVAL));
            assertThat(difference.abs().max().item()).isLessThan(1e-5);
        }
    }

    private Tensor predict() {
        Tensor latent = model.contextEncoder().encode(images, context, Mode.EVAL);
        return model.predictor().forward(latent, context, targets, Mode.EVAL);
    }
}
