package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedTest {
    /** 100 rows of class 0, 40 of class 1, 3 of class 2, none of class 3. */
    private static LabeledFeatures unbalanced() {
        long[] labels = new long[143];
        Arrays.fill(labels, 100, 140, 1);
        Arrays.fill(labels, 140, 143, 2);
        Tensor y = Tensors.of(labels, labels.length);
        return new LabeledFeatures(Tensors.zeros(143, 1), y, 4);
    }

    @Test
    void eachClassKeepsItsShareAndAtLeastOne() {
        try (TensorScope scope = TensorScope.open()) {
            for (long seed = 0; seed < 5; seed++) {
                int[] part = Stratified.subset(unbalanced(), 0.1, Rng.of(seed));
                assertThat(part).isSorted().doesNotHaveDuplicates();
                assertThat(Arrays.stream(part).filter(i -> i < 100)).hasSize(10);
                assertThat(Arrays.stream(part).filter(i -> i >= 100 && i < 140)).hasSize(4);
                assertThat(Arrays.stream(part).filter(i -> i >= 140)).hasSize(1);
            }
        }
    }

    @Test
    void theKeyDecidesTheDraw() {
        try (TensorScope scope = TensorScope.open()) {
            int[] first = Stratified.subset(unbalanced(), 0.1, Rng.of(1));
            assertThat(Stratified.subset(unbalanced(), 0.1, Rng.of(1))).isEqualTo(first);
            assertThat(Stratified.subset(unbalanced(), 0.1, Rng.of(2))).isNotEqualTo(first);
        }
    }

    @Test
    void foldsShareOutEveryRowOnceAndEveryClassEvenly() {
        try (TensorScope scope = TensorScope.open()) {
            List<int[]> folds = Stratified.folds(unbalanced(), 5, Rng.of(1));
            assertThat(folds.stream().flatMapToInt(IntStream::of).sorted().toArray())
                    .containsExactly(IntStream.range(0, 143).toArray());
            for (int[] fold : folds) {
                assertThat(Arrays.stream(fold).filter(i -> i < 100)).hasSize(20);
                assertThat(Arrays.stream(fold).filter(i -> i >= 100 && i < 140)).hasSize(8);
            }
        }
    }

    @Test
    void aFractionInPercentIsRefused() {
        try (TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(() -> Stratified.subset(unbalanced(), 10, Rng.of(1)))
                    .hasMessageContaining("(0, 1]")
                    .hasMessageContaining("percent");
        }
    }
}
