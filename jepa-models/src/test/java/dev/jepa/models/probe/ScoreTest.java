package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void wilsonIntervalOfEightInTen() {
        Accuracy accuracy = new Accuracy(8, 10);
        assertThat(accuracy.value()).isEqualTo(0.8);
        assertThat(accuracy.low()).isEqualTo(0.4901625, within(1e-6));
        assertThat(accuracy.high()).isEqualTo(0.9433178, within(1e-6));
        assertThat(accuracy.text()).isEqualTo("80.0 [49.0, 94.3]");
    }

    @Test
    void theIntervalStaysWithinZeroAndOne() {
        assertThat(new Accuracy(0, 5).low()).isEqualTo(0, within(1e-12));
        assertThat(new Accuracy(5, 5).high()).isEqualTo(1, within(1e-12));
        assertThat(new Accuracy(5, 5).low()).isGreaterThan(0.5);
    }

    @Test
    void agreementIsCounted() {
        try (TensorScope scope = TensorScope.open()) {
            Accuracy accuracy = Accuracy.of(Tensors.of(new long[] {1, 2, 3}, 3), Tensors.of(new long[] {1, 0, 3}, 3));
            assertThat(accuracy).isEqualTo(new Accuracy(2, 3));
            assertThatThrownBy(() -> Accuracy.of(Tensors.arange(3), Tensors.arange(4)))
                    .hasMessageContaining("[3]")
                    .hasMessageContaining("[4]");
        }
    }

    @Test
    void meanAndDeviationOverDraws() {
        RepeatedAccuracy repeated = new RepeatedAccuracy(List.of(0.1, 0.2, 0.3));
        assertThat(repeated.value()).isEqualTo(0.2, within(1e-12));
        assertThat(repeated.std()).isEqualTo(0.1, within(1e-12));
        assertThat(repeated.text()).isEqualTo("20.0 ± 10.0");
        assertThat(new RepeatedAccuracy(List.of(0.5)).std()).isZero();
        assertThatThrownBy(() -> new RepeatedAccuracy(List.of())).hasMessageContaining("draws");
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new Accuracy(3, 2)).hasMessageContaining("3 and 2");
        assertThatThrownBy(() -> new Accuracy(0, 0)).hasMessageContaining("0 and 0");
    }
}
