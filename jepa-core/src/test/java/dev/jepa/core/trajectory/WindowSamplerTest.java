package dev.jepa.core.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.data.DataException;
import dev.jepa.core.tensor.TensorScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowSamplerTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Trajectories lengths(int... steps) {
        return Trajectories.of(
                "lengths",
                IntStream.range(0, steps.length)
                        .mapToObj(e -> Episodes.counted(e, steps[e]))
                        .toList());
    }

    @Test
    void windowsAreConsecutiveAndCarryTheActionsBetween() {
        Windows windows = new WindowSampler(lengths(20), 8, 3, 2, 7).windows(0);
        assertThat(windows.observations().shape().toArray()).containsExactly(8, 3, 2);
        assertThat(windows.actions().shape().toArray()).containsExactly(8, 2, 2);
        assertThat(windows.proprioception().shape().toArray()).containsExactly(8, 3, 1);
        float[] seen = windows.observations().toFloatArray();
        float[] acted = windows.actions().toFloatArray();
        float[] felt = windows.proprioception().toFloatArray();
        for (int b = 0; b < 8; b++) {
            float start = seen[6 * b + 1];
            for (int t = 0; t < 3; t++) {
                assertThat(seen[6 * b + 2 * t + 1]).isEqualTo(start + 2 * t);
                assertThat(felt[3 * b + t]).isEqualTo(-start - 2 * t);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(acted[4 * b + i]).isEqualTo(start + i);
            }
        }
    }

    /** Episodes too short for a window are never drawn; the places of the others are equally likely. */
    @Test
    void allWindowsAreEquallyLikely() {
        WindowSampler sampler = new WindowSampler(lengths(1, 4, 2, 1, 2, 1), 400, 3, 1, 3);
        assertThat(sampler.count()).isEqualTo(3 + 1 + 1);
        Map<List<Float>, Integer> seen = new HashMap<>();
        for (int step = 0; step < 10; step++) {
            float[] values = sampler.windows(step).observations().toFloatArray();
            for (int b = 0; b < 400; b++) {
                seen.merge(List.of(values[6 * b], values[6 * b + 1]), 1, Integer::sum);
            }
        }
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(
                        List.of(1f, 0f), List.of(1f, 1f), List.of(1f, 2f), List.of(2f, 0f), List.of(4f, 0f));
        assertThat(seen.values()).allSatisfy(n -> assertThat(n.doubleValue()).isCloseTo(800, within(120.0)));
    }

    @Test
    void aStepIsAFunctionOfSeedAndStepInTheBackgroundToo() {
        WindowSampler sampler = new WindowSampler(lengths(30, 40), 5, 4, 1, 11);
        try (WindowStream stream = sampler.stream(2, 3)) {
            for (long step : new long[] {0, 1, 2, 9, 4}) {
                float[] expected = new WindowSampler(lengths(30, 40), 5, 4, 1, 11)
                        .windows(step)
                        .observations()
                        .toFloatArray();
                assertThat(stream.windows(step).observations().toFloatArray()).isEqualTo(expected);
                assertThat(stream.windows(step).actions().toFloatArray())
                        .isEqualTo(sampler.windows(step).actions().toFloatArray());
            }
        }
        assertThat(sampler.windows(1).observations().toFloatArray())
                .isNotEqualTo(sampler.windows(2).observations().toFloatArray());
        assertThat(new WindowSampler(lengths(30, 40), 5, 4, 1, 12)
                        .windows(1)
                        .observations()
                        .toFloatArray())
                .isNotEqualTo(sampler.windows(1).observations().toFloatArray());
    }

    @Test
    void tooLongWindowsAreRefused() {
        assertThatThrownBy(() -> new WindowSampler(lengths(3, 5), 1, 4, 2, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "a window of 4 observations, 2 steps apart, needs 6 steps but the longest of the 2")
                .hasMessageContaining("has 5");
        assertThatThrownBy(() -> new WindowSampler(lengths(3), 1, 1, 1, 0)).hasMessageContaining("length >= 2");
    }

    @Test
    void batchesThatNoMemoryHoldsAreRefused() {
        Trajectories set = lengths(30);
        String advice = "Maybe take fewer or shorter windows.";
        assertThatThrownBy(() -> new WindowSampler(set, Integer.MAX_VALUE, 4, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "2147483647 windows of 4 observations, 1 steps apart, have 68719476704 bytes of observations")
                .hasMessageContaining(advice);
        assertThatThrownBy(() -> new WindowSampler(set, 1, Integer.MAX_VALUE, 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("have 4294967292 steps, more than 2147483647");
        assertThatThrownBy(() -> new WindowSampler(set, 1, 3, Integer.MAX_VALUE, 0))
                .hasMessageContaining("have 4294967294 steps");
        assertThatThrownBy(() -> new WindowSampler(set, 1 << 20, 2, 20, 0).stream(-1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads and ahead must be >= 0 but were -1 and 1.");
    }
}
