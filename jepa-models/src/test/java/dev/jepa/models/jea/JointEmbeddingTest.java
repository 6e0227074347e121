package dev.jepa.models.jea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.config.Configs;
import dev.jepa.core.data.Crops;
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
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.vicregl.VicRegL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        return model.loss(ImageViews.of(views), TRAINING, Rng.of(8)).total();
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
        Objective attraction = (views, rng) -> LossTerms.of(
                views.embeddings()
                        .get(0)
                        .sub(views.embeddings().get(1))
                        .square()
                        .mean(),
                Map.of());
        try (TensorScope scope = TensorScope.open();
                JointEmbedding model = JointEmbedding.of(
                        attraction,
                        JointEmbedding.Heads.of(Projector.Config.vicReg(8)),
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

    private static Crops crops(double top, double left, double size, boolean mirrored) {
        double[] boxes = new double[6 * 4];
        boolean[] flips = new boolean[6];
        for (int i = 0; i < 6; i++) {
            double[] box = {top + i, left, size, size};
            System.arraycopy(box, 0, boxes, 4 * i, 4);
            flips[i] = mirrored && i % 2 == 0;
        }
        return new Crops(
                Tensors.of(boxes, 6, 4).to(TestDevice.get()),
                Tensors.of(flips, 6).to(TestDevice.get()));
    }

    private static JeaConfig local() {
        VicRegL weights = new VicRegL(0.5, 25, 25, 1, 3, 2, false);
        return JeaConfig.withMaps(new Method.VicRegL(weights), Projector.Config.vicReg(8), Projector.Config.vicReg(6));
    }

    /** Matches are constants of the differences, which are small enough to keep them. */
    @Test
    void placesAreMatchedThroughTheirOwnProjector() {
        try (TensorScope scope = TensorScope.open();
                JointEmbedding model = model(local())) {
            ImageViews views = new ImageViews(
                    views(3), 2, List.of(crops(0, 0, 20, true), crops(4, 6, 15, false), crops(2, 1, 9, true)));
            List<Tensor> leaves = new ArrayList<>();
            for (String part : List.of("encoder", "projector", "map_projector")) {
                String weight = part.equals("encoder") ? "blocks.0.attn.qkv.weight" : "0.weight";
                leaves.add(Objects.requireNonNull(
                        Objects.requireNonNull(model.parts().get(part))
                                .namedParameters()
                                .get(weight)));
            }
            FiniteDifference.checkLeaves(
                    () -> model.loss(views, TRAINING, Rng.of(8)).total(), leaves);
            ViewOutputs outputs = model.forward(views, TRAINING);
            assertThat(outputs.local().get(2).map().shape().toArray()).containsExactly(6, 4, 6);
            assertThat(outputs.local().get(0).locations().select(0, 0).toDoubleArray())
                    .as("4 places of a mirrored crop of 20 pixels, vertical then horizontal")
                    .containsExactly(5, 15, 5, 5, 15, 15, 15, 5);
        }
    }

    @Test
    void placesNeedMapsCropsAndAProjector() {
        try (TensorScope scope = TensorScope.open();
                JointEmbedding model = model(local())) {
            List<Tensor> views = views(2);
            assertThatThrownBy(() -> total(model, views))
                    .hasMessageContaining("do not say what they show")
                    .hasMessageContaining("Maybe");
        }
        assertThatThrownBy(() -> JeaConfig.of(new Method.VicRegL(), Projector.Config.vicReg(8)))
                .hasMessageContaining("needs a projector of maps");
        assertThatThrownBy(() ->
                        JeaConfig.withMaps(new Method.VicReg(), Projector.Config.vicReg(8), Projector.Config.vicReg(8)))
                .hasMessageContaining("no use for a projector of maps");
    }

    /** Of one large view and two small ones, the pair of small ones is left out. */
    @Test
    void smallCropsAreComparedWithLargeViewsOnly() {
        Projector.Config head = Projector.Config.vicReg(8);
        try (TensorScope scope = TensorScope.open();
                JointEmbedding vicReg = model(JeaConfig.of(new Method.VicReg(), head));
                JointEmbedding leJepa = model(JeaConfig.of(new Method.LeJepa(), head))) {
            List<Tensor> three = views(3);
            double both = of(vicReg, three, 1);
            double first = of(vicReg, three.subList(0, 2), 2);
            double second = of(vicReg, List.of(three.get(0), three.get(2)), 2);
            assertThat(both).isCloseTo((first + second) / 2, within(1e-9));

            ViewOutputs outputs = leJepa.forward(new ImageViews(three, 1, List.of()), Mode.EVAL);
            List<Tensor> z = outputs.embeddings();
            double expected = z.get(1).sub(z.get(0)).square().mean().item()
                    + z.get(2).sub(z.get(0)).square().mean().item();
            assertThat(leJepa.loss(new ImageViews(three, 1, List.of()), Mode.EVAL, Rng.of(8))
                            .named()
                            .get("invariance")
                            .item())
                    .as("the centre is the large view")
                    .isCloseTo(expected / 3, within(1e-9));
        }
    }

    private static double of(JointEmbedding model, List<Tensor> views, int large) {
        return model.loss(new ImageViews(views, large, List.of()), Mode.EVAL, Rng.of(8))
                .total()
                .item();
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
