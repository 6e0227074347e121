package dev.jepa.examples.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void meanAndSampleDeviation() {
        Spread spread = new Spread(List.of(1.0, 2.0, 6.0));
        assertThat(spread.mean()).isEqualTo(3);
        assertThat(spread.std()).isEqualTo(Math.sqrt(7), within(1e-12));
        assertThat(spread.text()).isEqualTo("3.0 ± 2.6");
    }

    @Test
    void oneSeedHasNoSpreadAndCountsAreWhole() {
        assertThat(new Spread(List.of(46.25)).text()).isEqualTo("46.3");
        assertThat(new Spread(List.of(1950.0, 1950.0)).text()).isEqualTo("1,950");
        assertThat(new Spread(List.of(599.6, 600.6)).text()).isEqualTo("600.1 ± 0.7");
    }
}
