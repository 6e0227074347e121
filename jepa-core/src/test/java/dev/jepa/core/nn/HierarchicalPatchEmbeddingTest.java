package dev.jepa.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.Test;

class HierarchicalPatchEmbeddingTest {
    @Test
    void makesRowsOfPatchesWithoutLookingBeyondThem() {
        try (TensorScope ignored = TensorScope.open();
                HierarchicalPatchEmbedding layer = new HierarchicalPatchEmbedding(3, 4, 8, 0.5, Init.of(1))) {
            Tensor image = Tensors.normal(Rng.of(2), 1, 3, 8, 12);
            Tensor patch = image.slice(2, 4, 8).slice(3, 8, 12); // second row, third column

            Tensor tokens = layer.forward(image);

            assertThat(tokens.shape().toArray()).containsExactly(1, 6, 8);
            Tensor difference = tokens.select(1, 5).sub(layer.forward(patch).select(1, 0));
            assertThat(difference.abs().max().item()).isLessThan(1e-5);
        }
    }

    @Test
    void makesTheTokensOfSomePatchesOnly() {
        try (TensorScope ignored = TensorScope.open();
                HierarchicalPatchEmbedding layer = new HierarchicalPatchEmbedding(3, 4, 8, 0.5, Init.of(1))) {
            Tensor images = Tensors.normal(Rng.of(2), 2, 3, 8, 12);
            Tensor kept = Tensors.of(new long[] {5, 0, 3, 3, 1, 4}, 2, 3);

            Tensor some = layer.forward(images, kept);

            Tensor difference = some.sub(layer.forward(images).gatherTokens(kept));
            assertThat(some.shape().toArray()).containsExactly(2, 3, 8);
            assertThat(difference.abs().max().item()).isLessThan(1e-5);
        }
    }

    @Test
    void doublesItsChannelsUpToTheToken() {
        try (TensorScope ignored = TensorScope.open();
                HierarchicalPatchEmbedding layer = new HierarchicalPatchEmbedding(3, 8, 32, 0.02, Init.of(1))) {
            assertThat(layer.namedParameters().get("merges.0.weight").shape().toArray())
                    .containsExactly(8, 12);
            assertThat(layer.namedParameters().get("merges.1.weight").shape().toArray())
                    .containsExactly(16, 32);
            assertThat(layer.namedParameters().get("merges.2.weight").shape().toArray())
                    .containsExactly(32, 64);
            assertThat(layer.namedParameters())
                    .containsKeys("norms.0.weight", "norms.1.bias")
                    .doesNotContainKey("norms.2.weight");
        }
    }

    @Test
    void refusesPatchesThatCannotBeHalved() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HierarchicalPatchEmbedding(3, 7, 32, 0.02, Init.of(1)))
                .withMessageContaining("power of 2")
                .withMessageContaining("patch was 7");
    }
}
