package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {
    @Test
    void batchesGiveTheFeaturesOfTheWhole() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor images = Tensors.normal(Rng.of(1), 10, 3, 4, 4);
            Tensor weight = Tensors.normal(Rng.of(2), 48, 5);
            Tensor features = FeatureExtractor.extract(
                    images, 4, batch -> batch.flatten(1, -1).matmul(weight));
            float[] whole = images.flatten(1, -1).matmul(weight).toFloatArray();
            assertThat(features.shape()).isEqualTo(Shape.of(10, 5));
            assertThat(features.toFloatArray()).containsExactly(whole, within(1e-5f));
        }
    }

    @Test
    void nothingIsRecordedAndNothingIsLeftOver() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor images = Tensors.normal(Rng.of(1), 10, 4);
            Tensor weight = Autograd.variable(Tensors.normal(Rng.of(2), 4, 5));
            long before = LiveTensors.settled();
            Tensor features = Autograd.record(() -> FeatureExtractor.extract(images, 3, batch -> batch.matmul(weight)));
            assertThat(TensorScope.liveTensors() - before).isEqualTo(1);
            assertThat(features.requiresGradient()).isFalse();
        }
    }

    @Test
    void batchesMadeOnDemandDieWithTheirTurn() {
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> seen = new ArrayList<>();
            Iterable<Tensor> batches = () -> LongStream.range(0, 3)
                    .mapToObj(i -> Tensors.full(i, DType.FLOAT32, Device.CPU, Shape.of(2, 1)))
                    .iterator();
            Tensor features = FeatureExtractor.extract(batches, batch -> {
                seen.forEach(earlier -> assertThatThrownBy(earlier::sum).isInstanceOf(IllegalStateException.class));
                seen.add(batch);
                return batch.add(1.0);
            });
            assertThat(features.toFloatArray()).containsExactly(1, 1, 2, 2, 3, 3);
        }
    }

    @Test
    void severalKindsOfFeaturesComeFromOnePass() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor images = Tensors.arange(6).to(DType.FLOAT64).reshape(6, 1);
            List<Tensor> batches = images.split(4, 0);
            Map<String, Tensor> features =
                    FeatureExtractor.extractSeveral(batches, batch -> Map.of("same", batch, "twice", batch.mul(2.0)));
            assertThat(features.get("same").dtype()).isEqualTo(DType.FLOAT32);
            assertThat(features.get("same").toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(features.get("twice").toFloatArray()).containsExactly(0, 2, 4, 6, 8, 10);
        }
    }

    @Test
    void featuresThatAreNoMatrixAreRefused() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor images = Tensors.zeros(4, 3, 2);
            assertThatThrownBy(() -> FeatureExtractor.extract(images, 2, batch -> batch))
                    .hasMessageContaining("[2, 3, 2]")
                    .hasMessageContaining("pool the tokens");
            assertThatThrownBy(() -> FeatureExtractor.extract(List.of(), batch -> batch))
                    .hasMessageContaining("at least one batch");
            List<Tensor> uneven = List.of(Tensors.zeros(2, 3), Tensors.zeros(2, 4));
            assertThatThrownBy(() -> FeatureExtractor.extract(uneven, batch -> batch))
                    .hasMessageContaining("batch 1 must be [B, 3]");
        }
    }

    @Test
    void pixelsAreFeaturesToo() {
        try (TensorScope scope = TensorScope.open()) {
            ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, (byte) 255, 51, 102});
            Tensor images = Tensors.of(bytes, DType.UINT8, Device.CPU, Shape.of(2, 1, 1, 2));
            Tensor features = PixelFeatures.flatten(images);
            assertThat(features.shape()).isEqualTo(Shape.of(2, 2));
            assertThat(features.toFloatArray()).containsExactly(new float[] {0, 1, 0.2f, 0.4f}, within(1e-6f));
            assertThatThrownBy(() -> PixelFeatures.flatten(Tensors.zeros(3))).hasMessageContaining("[B, C, H, W]");
        }
    }
}
