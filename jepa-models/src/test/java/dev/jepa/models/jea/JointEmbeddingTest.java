package dev.jepa.models.jea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.config.Configs;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of the whole model, and what it accepts. */
class JointEmbeddingTest {
    private static final Init INIT = Init.of(5).on(TestDevice.get()).as(DType.FLOAT64);
    private static final Mode TRAINING = Mode.training(Rng.of(6));
    private static final VisionTransformerConfig VIT =
            VisionTransformerConfig.of(4, 2, 8, 1, 2).withStd(0.5); // so that images outweigh positions

    static List<JeaConfig> configs() {
        return TinyRun.all();
    }

    private static List<Tensor> views(int count) {
        List<Tensor> views = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            views.add(Tensors.normal(Rng.of(7).at(v), 6, 3, 4, 4)
                    .to(TestDevice.get())
                    .to(DType.FLOAT64));
        }
        return views;
    }

    private static JointEmbedding model(JeaConfig config) {
        return JointEmbedding.of(config, init -> new VisionTransformer(VIT, init), INIT);
    }

    private static Tensor total(JointEmbedding model, List<Tensor> views) {
        return model.loss(views, TRAINING, Rng.of(8)).total();
    }

    /** SimSiam's encoder is left out: differences would move the stopped branch, too. */
    @ParameterizedTest
    @MethodSource("configs")
    void gradientsEqualDifferences(JeaConfig config) {
        try (TensorScope scope = TensorScope.open();
                JointEmbedding model = model(config)) {
            List<Tensor> views = views(3);
            List<Tensor> leaves = new ArrayList<>();
            model.parts().forEach((part, module) -> {
                boolean stopped = config.method() instanceof Method.SimSiam && !part.equals("predictor");
                if (!part.startsWith("target_") && !stopped) {
                    String weight = part.equals("encoder") ? "blocks.0.attn.qkv.weight" : "0.weight";
                    leaves.add(Objects.requireNonNull(module.namedParameters().get(weight)));
                }
            });
            FiniteDifference.checkLeaves(() -> total(model, views), leaves);
        }
    }

    /** -1/2 (c1 + c2) against 4 - 2 (c1 + c2), when the target network still equals the online one. */
    @Test
    void simSiamsGradientIsAQuarterOfByolsAtTheStart() {
        Projector.Config projector = Projector.Config.byol(8, 8);
        Projector.Config predictor = Projector.Config.simSiamPredictor(8);
        try (TensorScope scope = TensorScope.open();
                JointEmbedding simSiam = model(JeaConfig.of(new Method.SimSiam(), projector, predictor));
                JointEmbedding byol = model(JeaConfig.of(new Method.Byol(), projector, predictor))) {
            List<Tensor> views = views(2);
            List<Tensor> own = gradients(simSiam, views);
            List<Tensor> byols = gradients(byol, views);
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).mul(4.0).sub(byols.get(i)).abs().max().item())
                        .isCloseTo(0, within(1e-12));
            }
        }
    }

    private static List<Tensor> gradients(JointEmbedding model, List<Tensor> views) {
        Tensor loss = Autograd.record(() -> total(model, views));
        return Autograd.gradientsOrZero(loss, model.encoder().parameters());
    }

    @Test
    void anyObjectiveCanBeMinimised() {
        Objective attraction = (views, rng) -> new Objective.Loss(
                views.embeddings()
                        .get(0)
                        .sub(views.embeddings().get(1))
                        .square()
                        .mean(),
                Map.of());
        try (TensorScope scope = TensorScope.open();
                JointEmbedding model = JointEmbedding.of(
                        attraction,
                        Projector.Config.vicReg(8),
                        Optional.empty(),
                        init -> new VisionTransformer(VIT, init),
                        INIT)) {
            List<Tensor> views = views(1);
            assertThat(total(model, List.of(views.get(0), views.get(0))).item()).isCloseTo(0, within(1e-20));
            assertThat(model.represent(views.get(0)).shape().toArray()).containsExactly(6, 8);
            assertThatThrownBy(() -> total(model, views))
                    .hasMessageContaining("At least two views")
                    .hasMessageContaining("Maybe");
        }
    }

    @Test
    void predictorsStandWhereTheyAreNeeded() {
        assertThatThrownBy(() -> JeaConfig.of(new Method.Byol(), Projector.Config.byol(8, 8)))
                .hasMessageContaining("needs a predictor")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() ->
                        JeaConfig.of(new Method.VicReg(), Projector.Config.vicReg(8), Projector.Config.byol(8, 8)))
                .hasMessageContaining("no use for a predictor");
        assertThatThrownBy(
                        () -> JeaConfig.of(new Method.Byol(), Projector.Config.byol(8, 8), Projector.Config.byol(8, 4)))
                .hasMessageContaining("predictor.out must be projector.out = 8");
    }

    @Test
    void presetsSurviveJson() {
        for (JeaPresets.Preset preset : List.of(
                JeaPresets.vicRegImageNet(),
                JeaPresets.barlowTwinsImageNet(),
                JeaPresets.simSiamImageNet(),
                JeaPresets.simSiamCifar10(),
                JeaPresets.byolImageNet(),
                JeaPresets.leJepaMinimal())) {
            assertThat(Configs.fromJson(JeaPresets.Preset.class, Configs.toJson(preset)))
                    .isEqualTo(preset);
        }
        assertThat(JeaPresets.vicRegImageNet().optimization().peakRate()).isEqualTo(1.6);
        assertThat(JeaPresets.byolImageNet().optimization().peakRate()).isEqualTo(3.2);
        assertThat(JeaPresets.byolImageNet().optimization().momentum(10).at(5000))
                .isCloseTo(0.998, within(1e-12));
    }
}
