package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.io.TensorFiles;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisionTransformerTest {
    private static final VisionTransformerConfig CONFIG = VisionTransformerConfig.of(16, 4, 24, 5, 3);

    @Test
    void anImagesEncodingDoesNotDependOnPatchesThatAreNotKept() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(CONFIG, Init.of(1))) {
            Tensor images = images(1);
            Tensor kept = Tensors.of(new long[] {0, 1, 4}, 1, 3); // the upper left corner: rows and columns below 8
            Tensor mask = Tensors.ones(1, 3, 8, 8);
            Tensor corner = pad(mask);
            Tensor changed = images.mul(corner).add(corner.sub(1.0).mul(7.0));
            assertThat(network.encode(changed, kept, Mode.EVAL).toFloatArray())
                    .containsExactly(network.encode(images, kept, Mode.EVAL).toFloatArray());
            assertThat(network.encode(changed, Mode.EVAL).toFloatArray())
                    .isNotEqualTo(network.encode(images, Mode.EVAL).toFloatArray());
        }
    }

    private static Tensor pad(Tensor corner) {
        Tensor right = Tensors.concat(List.of(corner, Tensors.zeros(1, 3, 8, 8)), 3);
        return Tensors.concat(List.of(right, Tensors.zeros(1, 3, 8, 16)), 2);
    }

    @Test
    void tokensFollowTheOrderOfTheKeptPatches() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(CONFIG, Init.of(1))) {
            Tensor images = images(2);
            Tensor all =
                    Tensors.stack(List.of(Tensors.permutation(Rng.of(1), 16), Tensors.permutation(Rng.of(2), 16)), 0);
            Tensor expected = network.encode(images, Mode.EVAL).gatherTokens(all);
            Tensor difference = network.encode(images, all, Mode.EVAL).sub(expected);
            assertThat(difference.abs().max().item()).isLessThan(1e-5);
        }
    }

    @Test
    void theLastOfTheLastBlocksIsTheEncoding() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(CONFIG, Init.of(1))) {
            Tensor images = images(2);
            List<Tensor> last = network.encodeLast(images, 4, Mode.EVAL);
            assertThat(last).hasSize(4);
            assertThat(last.get(3).toFloatArray())
                    .containsExactly(network.encode(images, Mode.EVAL).toFloatArray());
            assertThat(last.get(0).toFloatArray()).isNotEqualTo(last.get(1).toFloatArray());
            assertThatThrownBy(() -> network.encodeLast(images, 6, Mode.EVAL)).hasMessageContaining("1 … 5");
        }
    }

    @Test
    void theClassTokenComesFirstAndSeesTheKeptPatchesOnly() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(CONFIG.withClassToken(), Init.of(1))) {
            Tensor kept = Tensors.of(new long[] {5, 9, 2, 7}, 2, 2);
            assertThat(network.encode(images(2), kept, Mode.EVAL).shape().toArray())
                    .containsExactly(2, 3, 24);
            assertThat(network.namedParameters()).containsKey("cls_token");
            assertThat(network.stateDict().get("pos_embed").shape().toArray()).containsExactly(1, 17, 24);
            assertThat(network.stateDict().get("pos_embed").get("0, 0").toFloatArray())
                    .containsOnly(0);
        }
    }

    @Test
    void dropPathIsAFunctionOfTheKey() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(CONFIG.withDropPath(0.5), Init.of(1))) {
            Tensor images = images(4);
            float[] first = network.encode(images, Mode.training(Rng.of(1))).toFloatArray();
            assertThat(network.encode(images, Mode.training(Rng.of(1))).toFloatArray())
                    .containsExactly(first);
            assertThat(network.encode(images, Mode.training(Rng.of(2))).toFloatArray())
                    .isNotEqualTo(first);
            assertThat(network.encode(images, Mode.EVAL).toFloatArray()).isNotEqualTo(first);
        }
    }

    @Test
    void withoutDropPathTrainingEqualsEvaluation() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(CONFIG, Init.of(1))) {
            Tensor images = images(2);
            assertThat(network.encode(images, Mode.training(Rng.of(1))).toFloatArray())
                    .containsExactly(network.encode(images, Mode.EVAL).toFloatArray());
        }
    }

    @Test
    void savedAndLoadedItEncodesTheSame(@TempDir Path folder) {
        Path file = folder.resolve("encoder.safetensors");
        try (TensorScope scope = TensorScope.open();
                VisionTransformer saved = new VisionTransformer(CONFIG.withLearnedPositions(), Init.of(1));
                VisionTransformer loaded = new VisionTransformer(CONFIG.withLearnedPositions(), Init.of(2))) {
            TensorFiles.save(file, saved.stateDict(), Map.of());
            loaded.loadStateDict(TensorFiles.load(file, Device.CPU));
            assertThat(loaded.encode(images(2), Mode.EVAL).toFloatArray())
                    .containsExactly(saved.encode(images(2), Mode.EVAL).toFloatArray());
        }
    }

    @Test
    void wrongInputsAreDescribed() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(CONFIG, Init.of(1))) {
            assertThatThrownBy(() -> network.encode(Tensors.zeros(2, 3, 32, 32), Mode.EVAL))
                    .hasMessageContaining("[B, 3, 16, 16] but were float32 [2, 3, 32, 32]");
            assertThatThrownBy(() -> network.encode(images(2), Tensors.arange(4).unsqueeze(0), Mode.EVAL))
                    .hasMessageContaining("kept must be int64 [B, K] with B = 2 and K >= 1 but was int64 [1, 4]");
            assertThatThrownBy(() -> VisionTransformerConfig.of(32, 5, 192, 6, 3))
                    .hasMessageContaining("patch must divide imageSize = 32 but was 5");
            assertThatThrownBy(() -> VisionTransformerConfig.of(32, 4, 192, 6, 5))
                    .hasMessageContaining("heads must divide dim = 192 but was 5");
        }
    }

    /** Parameters without positions, as the papers' models have them: timm's counts less class token and classifier. */
    @Test
    @Tag("slow")
    void thePapersPresetsHaveTheOfficialSizes() {
        assertThat(parameters(VisionTransformerConfig.tiny(224, 16))).isEqualTo(5_485_632);
        assertThat(parameters(VisionTransformerConfig.small(224, 16))).isEqualTo(21_589_632);
        assertThat(parameters(VisionTransformerConfig.base(224, 16))).isEqualTo(85_646_592);
        assertThat(parameters(VisionTransformerConfig.huge(224, 14))).isEqualTo(630_434_560);
    }

    private static long parameters(VisionTransformerConfig config) {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(config, Init.of(1))) {
            Tensor images = Tensors.normal(Rng.of(1), 1, 3, config.imageSize(), config.imageSize());
            Tensor tokens = network.encode(images, Mode.EVAL);
            assertThat(tokens.shape().toArray()).containsExactly(1, config.patches(), config.dim());
            assertThat(tokens.isFinite().all().toBooleanArray()).containsExactly(true);
            return network.parameterCount();
        }
    }

    private static Tensor images(int count) {
        return Tensors.normal(Rng.of(9), count, 3, 16, 16);
    }
}
