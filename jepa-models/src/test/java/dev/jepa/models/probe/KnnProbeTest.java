package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnnProbeTest {
    @Test
    void votesByHand() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(new double[] {2, 0, 0, 3, 1, 1, -5, 0}, 4, 2);
            LabeledFeatures train = new LabeledFeatures(x, Tensors.of(new long[] {0, 1, 1, 0}, 4), 2);
            KnnProbe.Result result = KnnProbe.of(train, 3, 0.5).classify(Tensors.of(new double[] {7, 0}, 1, 2));
            assertThat(result.neighbours().toLongArray()).containsExactly(0, 2, 1);
            double half = Math.sqrt(0.5);
            assertThat(result.similarities().toDoubleArray()).containsExactly(new double[] {1, half, 0}, within(1e-12));
            assertThat(result.votes().toLongArray()).containsExactly(1, 2);
            assertThat(result.scores().toDoubleArray())
                    .containsExactly(new double[] {Math.exp(2), Math.exp(half / 0.5) + 1}, within(1e-12));
            assertThat(result.predictions().toLongArray()).containsExactly(0);
        }
    }

    @Test
    void separableClassesAreAllRightAndRandomLabelsAreChance() {
        try (TensorScope scope = TensorScope.open()) {
            KnnProbe apart = KnnProbe.of(ToyFeatures.clusters(1, 200, 8, 4, 10));
            assertThat(apart.accuracy(ToyFeatures.clusters(2, 100, 8, 4, 10)).value())
                    .isEqualTo(1);
            Accuracy chance = KnnProbe.of(ToyFeatures.clusters(1, 1000, 8, 4, 0))
                    .accuracy(ToyFeatures.clusters(2, 1000, 8, 4, 0));
            assertThat(chance.low()).isLessThan(0.25);
            assertThat(chance.high()).isGreaterThan(0.25);
        }
    }

    @Test
    void theOrderOfTheTrainingRowsDoesNotMatter() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 200, 8, 4, 0.3);
            LabeledFeatures test = ToyFeatures.clusters(2, 100, 8, 4, 0.3);
            int[] order = IntStream.range(0, 200).map(i -> 199 - i).toArray();
            Tensor expected = KnnProbe.of(train).classify(test.features()).scores();
            Tensor actual =
                    KnnProbe.of(train.subset(order)).classify(test.features()).scores();
            double largest = expected.max().item();
            assertThat(actual.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-4 * largest));
        }
    }

    @Test
    void aRowOfZerosIsSimilarToNothing() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 40, 8, 4, 1);
            KnnProbe.Result result = KnnProbe.of(train).classify(Tensors.zeros(1, 8));
            assertThat(result.similarities().toFloatArray()).containsOnly(0);
        }
    }

    @Test
    void moreNeighboursThanRowsAreRefused() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 19, 8, 4, 1);
            assertThatThrownBy(() -> KnnProbe.of(train))
                    .hasMessageContaining("1 … 19")
                    .hasMessageContaining("was 20")
                    .hasMessageContaining("Maybe");
            assertThatThrownBy(() -> KnnProbe.of(train, 5, 0)).hasMessageContaining("temperature");
            assertThatThrownBy(() -> KnnProbe.of(train, 5, 0.07).classify(Tensors.zeros(1, 9)))
                    .hasMessageContaining("[N, 8]");
        }
    }
}
