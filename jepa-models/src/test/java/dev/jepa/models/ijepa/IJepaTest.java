package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.ijepa.IJepaConfig.TargetConfig;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IJepaTest {
    private static final int PATCHES = 16;
    private static final int WIDTH = 24;

    @Test
    void targetsInTheBatchsUnitsHaveNoMeanAtAPatchAndUnitFeatures() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = model(TargetConfig.Scale.BATCH, false)) {
            Tensor targets = targets(model, 6);
            assertThat(targets.mean(0).abs().max().item()).isEqualTo(0, within(1e-5));
            Tensor variances = targets.square().mean(0, 1); // [D]
            assertThat(variances.sub(1).abs().max().item()).isEqualTo(0, within(1e-3));
        }
    }

    @Test
    void targetsInTheTokensUnitsHaveUnitTokens() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = model(TargetConfig.Scale.TOKEN, false)) {
            Tensor targets = targets(model, 6);
            assertThat(targets.mean(2).abs().max().item()).isEqualTo(0, within(1e-5));
            assertThat(targets.square().mean(2).sub(1).abs().max().item()).isEqualTo(0, within(1e-2));
        }
    }

    @Test
    void theStemsTargetsOfAPatchDependOnItAlone() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = model(TargetConfig.Scale.TOKEN, true);
                IJepa plain = model(TargetConfig.Scale.TOKEN, false)) {
            Tensor images = Tensors.normal(Rng.of(2), 2, 3, 16, 16);
            Tensor firstPatchOnly = images.mul(firstPatch());

            Tensor targets = targets(model, images);
            Tensor ofFirst = targets(model, firstPatchOnly);

            assertThat(targets.shape().toArray()).containsExactly(2, PATCHES, 2 * WIDTH);
            assertThat(difference(targets.slice(2, 0, WIDTH), targets(plain, images)))
                    .isZero();
            Tensor stem = targets.slice(2, WIDTH, 2 * WIDTH).select(1, 0);
            assertThat(difference(stem, ofFirst.slice(2, WIDTH, 2 * WIDTH).select(1, 0)))
                    .isLessThan(1e-5);
            assertThat(difference(
                            targets.select(1, 0).slice(1, 0, WIDTH),
                            ofFirst.select(1, 0).slice(1, 0, WIDTH)))
                    .isGreaterThan(1e-3);
        }
    }

    @Test
    void oneImageHasNoUnitsOfABatch() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = model(TargetConfig.Scale.BATCH, false)) {
            assertThatThrownBy(() -> targets(model, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 images")
                    .hasMessageContaining("Maybe");
        }
    }

    /** Ones in the first of 4 x 4 patches, zeros elsewhere: [16, 16]. */
    private static Tensor firstPatch() {
        float[] pixels = new float[16 * 16];
        for (int row = 0; row < 4; row++) {
            Arrays.fill(pixels, 16 * row, 16 * row + 4, 1);
        }
        return Tensors.of(pixels, 16, 16);
    }

    private static double difference(Tensor x, Tensor y) {
        return x.sub(y).abs().max().item();
    }

    private static IJepa model(TargetConfig.Scale scale, boolean stem) {
        IJepaConfig config = new IJepaConfig(
                VisionTransformerConfig.of(16, 4, WIDTH, 2, 2),
                new IJepaConfig.PredictorConfig(12, 1, 2, IJepaConfig.PredictorConfig.Pass.JOINT),
                MaskConfig.unbiased(),
                new TargetConfig(2, scale, stem, TargetConfig.View.SAME),
                IJepaConfig.Regularization.NONE);
        return new IJepa(config, Init.of(1));
    }

    /** At all patches, [B, N, D]. */
    private static Tensor targets(IJepa model, int images) {
        return targets(model, Tensors.normal(Rng.of(2), images, 3, 16, 16));
    }

    private static Tensor targets(IJepa model, Tensor images) {
        Tensor all = Tensors.arange(PATCHES).expand(images.size(0), -1);
        return model.targets(images, List.of(all));
    }
}
