package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeypointMlpTest {
    private static final KeypointMlp.Config CONFIG = new KeypointMlp.Config(1, 9, 1, 1, 1, 1, 50, 4, 3);

    /** With one map that is the image itself, the keypoint is where the bright pixel is. */
    @Test
    void aKeypointIsWhereItsMapIsLarge() {
        try (TensorScope scope = TensorScope.open();
                KeypointMlp network = new KeypointMlp(CONFIG, Init.of(1))) {
            network.namedParameters().forEach((name, p) -> {
                double value = name.endsWith("bias") ? 0 : 1;
                InPlace.copy(List.of(p), List.of(p.mul(0.0).add(value)));
            });
            float[] image = new float[81];
            image[2 * 9 + 6] = 1; // row 2, column 6 of 0 … 8
            Tensor keypoint = network.keypoints(Tensors.of(image, 1, 1, 9, 9));
            assertThat(keypoint.toDoubleArray())
                    .containsExactly(new double[] {1, -1}, within(1e-6)); // x, y from -2 to 2
        }
    }

    @Test
    void shapesAndSettingsThatDoNotFitAreNamed() {
        try (TensorScope scope = TensorScope.open();
                KeypointMlp network = new KeypointMlp(CONFIG, Init.of(1))) {
            assertThatThrownBy(() -> network.keypoints(Tensors.normal(Rng.of(1), 2, 1, 8, 8)))
                    .hasMessageContaining("Frames must be floating-point [B, 1, 9, 9] but were float32 [2, 1, 8, 8]");
        }
        assertThatThrownBy(() -> new KeypointMlp.Config(1, 9, 10, 1, 1, 1, 50, 4, 3))
                .hasMessageContaining("kernel must lie in 1 … side = 9");
        assertThatThrownBy(() -> new KeypointMlp.Config(1, 9, 3, 1, 1, 1, 0, 4, 3))
                .hasMessageContaining("sharpness must be > 0");
    }
}
