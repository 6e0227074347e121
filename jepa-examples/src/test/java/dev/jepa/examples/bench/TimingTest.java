package dev.jepa.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimingTest {
    @Test
    void medianAndFastest() {
        assertThat(Timing.of(3, 1, 2).median()).isEqualTo(2);
        assertThat(Timing.of(4, 1, 2, 3).median()).isEqualTo(2.5);
        assertThat(Timing.of(3, 1, 2).fastest()).isEqualTo(1);
    }

    @Test
    void warmsUpAndRepeatsAtLeastFiveTimes() {
        AtomicInteger calls = new AtomicInteger();
        Timing timing = Timing.measure(0, calls::incrementAndGet);
        assertThat(calls).hasValue(3 + 5);
        assertThat(timing.fastest()).isLessThanOrEqualTo(timing.median());
    }

    @Test
    void aProductCountsAMultiplicationAndAnAdditionForEachInnerElement() {
        assertThat(new Gemm(2, 3, 4).flop()).isEqualTo(48, within(0.0));
    }
}
