package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossTermsTest {
    private record Own(Tensor total, Tensor inverseDynamics, Tensor xToY, int count) implements LossTerms {}

    @Test
    void theComponentsOfARecordAreItsTermsInTheirOrder() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor one = Tensors.scalar(1.0);
            Tensor two = Tensors.scalar(2.0);

            Map<String, Tensor> named = new Own(Tensors.scalar(3.0), one, two, 7).named();

            assertThat(named.keySet()).containsExactly("inverse_dynamics", "x_to_y");
            assertThat(named.values()).containsExactly(one, two);
        }
    }

    @Test
    void aLossThatIsNoRecordSaysWhatToDo() {
        LossTerms loss = () -> {
            throw new AssertionError("not asked");
        };
        assertThatThrownBy(loss::named)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Maybe override named()");
    }

    @Test
    void theTotalIsTrainedOnAndRecordedFirst() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor w = Autograd.variable(Tensors.scalar(3.0));
            LossTerms loss = Autograd.record(() -> {
                Tensor square = w.square();
                Map<String, Tensor> named = new LinkedHashMap<>();
                named.put("square", square);
                named.put("bias", w);
                return LossTerms.of(square.mul(2.0).add(w), named);
            });

            StepGradients step = StepGradients.of(loss, Map.of("w", w), 8, Duration.ZERO);

            assertThat(step.terms())
                    .containsExactly(Map.entry("loss", 21.0), Map.entry("square", 9.0), Map.entry("bias", 3.0));
            assertThat(step.list().get(0).item()).isEqualTo(13); // 4 w + 1
        }
    }
}
