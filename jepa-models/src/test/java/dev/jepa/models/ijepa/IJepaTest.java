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
import java.util.List;
import org.junit.jupiter.api.Test;

class IJepaTest {
    private static final int PATCHES = 16;

    @Test
    void targetsInTheBatchsUnitsHaveNoMeanAtAPatchAndUnitFeatures() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = model(TargetConfig.Scale.BATCH)) {
            Tensor targets = targets(model, 6);
            assertThat(targets.mean(0).abs().max().item()).isEqualTo(0, within(1e-5));
            Tensor variances = targets.square().mean(0, 1); // [D]
            assertThat(variances.sub(1).abs().max().item()).isEqualTo(0, within(1e-3));
        }
    }

    @Test
    void targetsInTheTokensUnitsHaveUnitTokens() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = model(TargetConfig.Scale.TOKEN)) {
            Tensor targets = targets(model, 6);
            assertThat(targets.mean(2).abs().max().item()).isEqualTo(0, within(1e-5));
            assertThat(targets.square().mean(2).sub(1).abs().max().item()).isEqualTo(0, within(1e-2));
        }
    }

    @Test
    void oneImageHasNoUnitsOfABatch() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = model(TargetConfig.Scale.BATCH)) {
            assertThatThrownBy(() -> targets(model, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 images")
                    .hasMessageContaining("Maybe");
        }
    }

    private static IJepa model(TargetConfig.Scale scale) {
        IJepaConfig config = new IJepaConfig(
                VisionTransformerConfig.of(16, 4, 24, 2, 2),
                new IJepaConfig.PredictorConfig(12, 1, 2, IJepaConfig.PredictorConfig.Pass.JOINT),
                MaskConfig.unbiased(),
                new TargetConfig(2, scale),
                IJepaConfig.Regularization.NONE);
        return new IJepa(config, Init.of(1));
    }

    /** At all patches, [B, N, D]. */
    private static Tensor targets(IJepa model, int images) {
        Tensor all = Tensors.arange(PATCHES).expand(images, -1);
        return model.targets(Tensors.normal(Rng.of(2), images, 3, 16, 16), List.of(all));
    }
}
