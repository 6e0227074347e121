package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollapseMonitorParityTest {
    private final Fixtures fixtures = Fixtures.load("losses/collapse_metrics");

    @ParameterizedTest
    @ValueSource(strings = {"z", "z_collapsed"})
    void figuresAgreeWithTheReference(String name) {
        try (TensorScope scope = TensorScope.open()) {
            CollapseMonitor seen = CollapseMonitor.inspect(fixtures.tensor(name));
            fixtures.assertClose(name + ".rankme_1e-7", new double[] {seen.rankMe()}, 1e-9);
            fixtures.assertClose(name + ".mean_std", new double[] {seen.meanStd()}, 1e-9);
            double[] eigenvalues = fixtures.doubles(name + ".cov_eigenvalues");
            double total = Arrays.stream(eigenvalues).sum();
            double carried = Arrays.stream(eigenvalues)
                    .boxed()
                    .sorted(java.util.Comparator.reverseOrder())
                    .limit(seen.majorDimensions())
                    .mapToDouble(v -> v)
                    .sum();
            assertThat(carried / total).isGreaterThanOrEqualTo(0.99).isLessThan(1 + 1e-9);
            double power = Arrays.stream(fixtures.doubles(name + ".singular_values"))
                    .map(s -> s * s)
                    .sum();
            double spread = Math.sqrt(total * (seen.samples() - 1) / power);
            assertThat(seen.relativeSpread()).isEqualTo(spread, within(1e-9));
        }
    }
}
