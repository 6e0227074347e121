package dev.jepa.planning.roadmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import org.junit.jupiter.api.Test;

class RoadmapConfigTest {
    @Test
    void impossibleRoadmapsAreRefusedInWords() {
        RoadmapConfig standard = RoadmapConfig.standard();
        assertThatThrownBy(() -> standard.withRollouts(1, 60, 8)).hasMessageContaining("rollouts must be >= 2");
        assertThatThrownBy(() -> standard.withMerge(1.4, 1.0))
                .hasMessageContaining("merge must be > 0 and link > merge, both finite, but they were 1.4 and 1.0.")
                .hasMessageContaining("Maybe the two were swapped");
        assertThatThrownBy(() -> standard.withMerge(4, 5)).hasMessageContaining("jump must be > merge");
        assertThatThrownBy(() -> new RoadmapConfig(48, 60, 8, 1, 1.4, 3.5, Double.NaN))
                .hasMessageContaining("support must be >= 0 and finite but was NaN");
    }

    @Test
    void impossibleTrackingIsRefusedInWords() {
        assertThatThrownBy(() -> TrackingConfig.standard().withSpeed(0)).hasMessageContaining("speed");
        assertThatThrownBy(() -> new TrackingConfig(1, 2, 6, -6, 30, 10, Blocking.standard()))
                .hasMessageContaining("Maybe behind");
        assertThatThrownBy(() -> new TrackingConfig(1, 2, 6, 6, 30, 0, Blocking.standard()))
                .hasMessageContaining("builds must be >= 1");
        assertThatThrownBy(() -> new Blocking(1, 2, 0)).hasMessageContaining("radius > 0");
    }

    @Test
    void impossibleHeadingsAreRefusedInWords() {
        assertThatThrownBy(() -> PersistentHeadings.of(0)).hasMessageContaining("stepLength must be > 0");
        assertThatThrownBy(() -> new PersistentHeadings(1, 0.3, 0.3, 17)).hasMessageContaining("it is a probability");
    }

    @Test
    void headingsPersistAndLengthsStayWithinTheSpread() {
        try (TensorScope ignored = TensorScope.open()) {
            double[] actions =
                    PersistentHeadings.of(2).propose(Rng.of(3), 20, 50).toDoubleArray();
            double alignment = 0;
            for (int i = 0; i < 1000; i++) {
                double length = Math.hypot(actions[2 * i], actions[2 * i + 1]);
                assertThat(length).isBetween(1.4 - 1e-6, 2.6 + 1e-6);
                if (i % 50 > 0) {
                    double before = Math.hypot(actions[2 * i - 2], actions[2 * i - 1]);
                    alignment += (actions[2 * i] * actions[2 * i - 2] + actions[2 * i + 1] * actions[2 * i - 1])
                            / (length * before)
                            / 980;
                }
            }
            // E cos = (1 - turn) exp(-drift^2 / 2)
            assertThat(alignment).isCloseTo(0.94 * Math.exp(-0.045), within(0.05));
        }
    }
}
