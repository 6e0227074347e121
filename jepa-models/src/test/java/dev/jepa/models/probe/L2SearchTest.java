package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import java.util.List;
import org.junit.jupiter.api.Test;

class L2SearchTest {
    private static final LinearProbeConfig CONFIG = LinearProbeConfig.of(0);

    @Test
    void manyFeaturesOfFewRowsAskForAStrongPenalty() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 200, 300, 2, 0.1);
            L2Search search = new L2Search(List.of(1e-9, 1.0), 5, 5);
            LinearProbe chosen = search.fit(train, CONFIG, Rng.of(1));
            assertThat(chosen.l2()).isGreaterThan(0.1);
            LabeledFeatures test = ToyFeatures.clusters(2, 2000, 300, 2, 0.1);
            LinearProbe weak = LinearProbe.fit(train, CONFIG.withL2(1e-9));
            assertThat(chosen.accuracy(test).value())
                    .isGreaterThan(weak.accuracy(test).value());
        }
    }

    @Test
    void theChoiceDoesNotDependOnTheScaleOfTheFeatures() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 200, 10, 3, 0.3);
            LabeledFeatures scaled = new LabeledFeatures(train.features().mul(1024.0), train.labels(), 3);
            L2Search search = L2Search.forRows(200);
            LinearProbe probe = search.fit(train, CONFIG, Rng.of(1));
            LinearProbe other = search.fit(scaled, CONFIG, Rng.of(1));
            assertThat(other.l2() / probe.l2()).isEqualTo(1 << 20, within(1e-3));
            assertThat(other.predict(scaled.features()).toLongArray())
                    .isEqualTo(probe.predict(train.features()).toLongArray());
        }
    }

    @Test
    void impossibleSearchesAreRefused() {
        try (TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(() -> new L2Search(List.of(), 5, 1)).hasMessageContaining("strengths");
            assertThatThrownBy(() -> new L2Search(List.of(1.0), 5, 6)).hasMessageContaining("heldOut");
            LabeledFeatures three = ToyFeatures.clusters(1, 3, 4, 2, 1);
            assertThatThrownBy(() -> new L2Search(List.of(1.0), 5, 5).fit(three, CONFIG, Rng.of(1)))
                    .hasMessageContaining("5 folds")
                    .hasMessageContaining("has 3");
        }
    }
}
