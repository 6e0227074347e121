package dev.jepa.models.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Rng;
import dev.jepa.models.ijepa.Masks;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomMasksTest {
    @Test
    void visibleAndMaskedPatchesTogetherAreAllPatches() {
        Masks masks = new RandomMasks(0.75, 16).sample(Rng.of(1), 50);
        for (int image = 0; image < 50; image++) {
            assertThat(masks.context(image)).hasSize(4).isSorted();
            assertThat(masks.target(0, image)).hasSize(12).isSorted();
            assertThat(LongStream.concat(LongStream.of(masks.context(image)), LongStream.of(masks.target(0, image)))
                            .sorted())
                    .containsExactlyElementsOf(LongStream.range(0, 16).boxed().toList());
        }
    }

    /** Of 20,000 images each patch is visible in a quarter; four standard deviations are 0.012. */
    @Test
    void everyPatchIsVisibleAlikeOftenAndPairsAreIndependentButForTheirNumber() {
        int images = 20_000;
        long[] visible = new long[16];
        long both = 0;
        Masks masks = new RandomMasks(0.75, 16).sample(Rng.of(2), images);
        for (int image = 0; image < images; image++) {
            boolean first = false;
            boolean second = false;
            for (long patch : masks.context(image)) {
                visible[(int) patch]++;
                first |= patch == 0;
                second |= patch == 1;
            }
            both += first && second ? 1 : 0;
        }
        for (long count : visible) {
            assertThat((double) count / images).isEqualTo(0.25, within(0.0123));
        }
        assertThat((double) both / images).isEqualTo(4.0 / 16 * 3 / 15, within(0.0062));
    }

    @Test
    void masksAreAFunctionOfTheKey() {
        RandomMasks masks = new RandomMasks(0.5, 64);
        assertThat(masks.sample(Rng.of(3), 4).context(2))
                .isEqualTo(masks.sample(Rng.of(3), 4).context(2))
                .isNotEqualTo(masks.sample(Rng.of(4), 4).context(2))
                .isNotEqualTo(masks.sample(Rng.of(3), 4).context(1));
    }

    @Test
    void sharesThatRoundingSpoilsAreWhole() {
        assertThat(new RandomMasks(0.9, 10).visible()).isEqualTo(1);
        assertThat(new RandomMasks(0.75, 196).visible()).isEqualTo(49);
        assertThat(new RandomMasks(0.6, 16).visible()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.2, 0.95, Double.NaN})
    void ratiosThatLeaveNothingVisibleOrNothingMaskedAreRefused(double ratio) {
        assertThatThrownBy(() -> new RandomMasks(ratio, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 patches")
                .hasMessageContaining("Maybe 0.75");
    }
}
