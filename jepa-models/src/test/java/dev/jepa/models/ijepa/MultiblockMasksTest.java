package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Rng;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultiblockMasksTest {
    private static final int GRID = 8;

    @ParameterizedTest
    @EnumSource(MaskConfig.Sampling.class)
    void contextAndTargetsAreDisjointAndIncreasing(MaskConfig.Sampling sampling) {
        MultiblockMasks masks = new MultiblockMasks(config(sampling, 4), GRID);
        for (int step = 0; step < 50; step++) {
            Masks drawn = masks.sample(Rng.of(1), step, 16);
            for (int image = 0; image < 16; image++) {
                Set<Long> seen = new HashSet<>();
                Arrays.stream(drawn.context(image)).forEach(seen::add);
                assertThat(drawn.context(image)).isSorted().doesNotHaveDuplicates();
                for (int m = 0; m < drawn.targetCount(); m++) {
                    assertThat(drawn.target(m, image)).isSorted().doesNotHaveDuplicates();
                    assertThat(Arrays.stream(drawn.target(m, image)).noneMatch(seen::contains))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void masksAreAFunctionOfSeedAndStep() {
        MultiblockMasks masks = new MultiblockMasks(MaskConfig.unbiased(), GRID);
        assertThat(masks.sample(Rng.of(3), 5, 4).context(2))
                .isEqualTo(masks.sample(Rng.of(3), 5, 4).context(2));
        assertThat(masks.sample(Rng.of(3), 5, 4).context(2))
                .isNotEqualTo(masks.sample(Rng.of(4), 5, 4).context(2));
    }

    @Test
    void theUnbiasedSamplerReachesEveryPatchAlikeTopAndBottom() {
        MaskCounts counts = new MaskCounts(GRID);
        MultiblockMasks masks = new MultiblockMasks(MaskConfig.unbiased(), GRID);
        for (int step = 0; step < 2000; step++) {
            counts.addBatch(masks.sample(Rng.of(2), step, 8));
        }
        long upper = Arrays.stream(counts.contextCells, 0, GRID * GRID / 2).sum();
        long all = Arrays.stream(counts.contextCells).sum();
        assertThat(counts.contextCells).doesNotContain(0);
        assertThat((double) upper / all).isBetween(0.48, 0.52);
    }

    @Test
    void theOfficialSamplerLeansUpwardsAndMissesTheLastRow() {
        MaskCounts counts = new MaskCounts(GRID);
        MultiblockMasks masks = new MultiblockMasks(config(MaskConfig.Sampling.OFFICIAL, 4), GRID);
        for (int step = 0; step < 500; step++) {
            counts.addBatch(masks.sample(Rng.of(2), step, 64));
        }
        long upper = Arrays.stream(counts.contextCells, 0, GRID * GRID / 2).sum();
        assertThat((double) upper / Arrays.stream(counts.contextCells).sum()).isGreaterThan(0.65);
        assertThat(Arrays.copyOfRange(counts.contextCells, GRID * (GRID - 1), GRID * GRID))
                .containsOnly(0);
    }

    @Test
    void aGridTooSmallForMinKeepIsRefusedInsteadOfLoopingForEver() {
        assertThatThrownBy(() -> new MultiblockMasks(config(MaskConfig.Sampling.OFFICIAL, 10), GRID))
                .hasMessageContaining("8x8")
                .hasMessageContaining("minKeep = 10")
                .hasMessageContaining("Maybe set masks.minKeep=8");
    }

    private static MaskConfig config(MaskConfig.Sampling sampling, int minKeep) {
        MaskConfig official = MaskConfig.official();
        return new MaskConfig(
                sampling,
                official.targets(),
                official.targetScale(),
                official.targetAspect(),
                official.contextScale(),
                minKeep);
    }
}
