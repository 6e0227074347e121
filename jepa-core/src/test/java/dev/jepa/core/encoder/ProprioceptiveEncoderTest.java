package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProprioceptiveEncoderTest {
    private static final Init INIT = Init.of(2).as(DType.FLOAT64);

    private static ProprioceptiveEncoder encoder() {
        PatchMlp vision = new PatchMlp(new PatchMlp.Config(2, 4, 2, 3, 5, 6), INIT.at("vision"));
        return new ProprioceptiveEncoder(vision, Shape.of(2, 4, 4), 3, 4, INIT);
    }

    private static Tensor random(String name, long... shape) {
        return Tensors.normal(Rng.of(3).at(name), shape).to(DType.FLOAT64);
    }

    @Test
    void whatIsSeenAndWhatIsFeltStandSideBySide() {
        try (TensorScope scope = TensorScope.open();
                ProprioceptiveEncoder encoder = encoder()) {
            Tensor images = random("images", 5, 2, 4, 4);
            Tensor here = encoder.encode(ProprioceptiveEncoder.rows(images, random("a", 5, 3)), Mode.EVAL);
            Tensor there = encoder.encode(ProprioceptiveEncoder.rows(images, random("b", 5, 3)), Mode.EVAL);
            assertThat(here.shape()).isEqualTo(Shape.of(5, 10));
            assertThat(encoder.dim()).isEqualTo(10);
            assertThat(here.slice(1, 0, 6).toDoubleArray())
                    .as("sensors do not change what is seen")
                    .isEqualTo(there.slice(1, 0, 6).toDoubleArray());
            assertThat(here.slice(1, 6, 10)
                            .sub(there.slice(1, 6, 10))
                            .abs()
                            .min()
                            .item())
                    .isGreaterThan(0);
        }
    }

    @Test
    void gradientsOfObservationsAndParameters() {
        try (TensorScope scope = TensorScope.open();
                ProprioceptiveEncoder encoder = encoder()) {
            Tensor rows =
                    Autograd.variable(ProprioceptiveEncoder.rows(random("images", 3, 2, 4, 4), random("a", 3, 3)));
            List<Tensor> leaves = new ArrayList<>(List.of(rows));
            leaves.addAll(encoder.parameters());
            FiniteDifference.checkLeaves(() -> encoder.encode(rows, Mode.EVAL), leaves);
        }
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        try (TensorScope scope = TensorScope.open();
                ProprioceptiveEncoder encoder = encoder()) {
            assertThatThrownBy(() -> encoder.encode(random("x", 2, 34), Mode.EVAL))
                    .hasMessageContaining("must be [B, 35], 32 values of an image and 3 of sensors")
                    .hasMessageContaining("Maybe join them");
            assertThatThrownBy(() -> ProprioceptiveEncoder.rows(random("i", 2, 2, 4, 4), random("a", 3, 3)))
                    .hasMessageContaining("with one B");
        }
    }
}
