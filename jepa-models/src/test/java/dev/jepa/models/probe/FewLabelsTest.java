package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import org.junit.jupiter.api.Test;

class FewLabelsTest {
    private static final LinearProbeConfig CONFIG = LinearProbeConfig.of(0);

    @Test
    void moreLabelsHelp() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 2000, 16, 4, 0.4);
            LabeledFeatures test = ToyFeatures.clusters(2, 1000, 16, 4, 0.4);
            RepeatedAccuracy few = new FewLabels(0.01, 2).evaluate(train, test, CONFIG, Rng.of(1));
            RepeatedAccuracy more = new FewLabels(0.1, 2).evaluate(train, test, CONFIG, Rng.of(1));
            assertThat(few.draws()).hasSize(2);
            assertThat(few.std()).isPositive();
            assertThat(more.value()).isGreaterThan(few.value() + 0.1);
        }
    }

    @Test
    void theKeyDecidesTheDraws() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 400, 8, 4, 0.4);
            FewLabels few = new FewLabels(0.1, 2);
            RepeatedAccuracy first = few.evaluate(train, train, CONFIG, Rng.of(1));
            assertThat(few.evaluate(train, train, CONFIG, Rng.of(1))).isEqualTo(first);
            assertThat(few.evaluate(train, train, CONFIG, Rng.of(2))).isNotEqualTo(first);
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new FewLabels(1.5, 1)).hasMessageContaining("fraction");
        assertThatThrownBy(() -> new FewLabels(0.5, 0)).hasMessageContaining("draws");
    }
}
