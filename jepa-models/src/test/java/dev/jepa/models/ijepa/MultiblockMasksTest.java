package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.jepa.core.tensor.Rng;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
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
    void whatTheGridCannotHoldIsRefusedWithTheNumberThatWorks() {
        assertThatThrownBy(() -> new MultiblockMasks(config(MaskConfig.Sampling.OFFICIAL, 10), GRID))
                .hasMessageContaining("minKeep must be <= 8 for target blocks")
                .hasMessageContaining("8x8 grid but was 10")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(
                        () -> new MultiblockMasks(MaskConfig.unbiased(), 5)) // 5 patches only at a scale of exactly .2
                .hasMessageContaining(
                        "minKeep must be <= 3 for target blocks of a scale in [0.15, 0.2] on a 5x5 grid but was 4");
        assertThatThrownBy(() -> new MultiblockMasks(
                        shaped(MaskConfig.Sampling.UNBIASED, new Interval(.15, .2), new Interval(.05, 1), 4), GRID))
                .hasMessageContaining("minKeep must be <= 3 for context blocks of a scale in [0.05, 1.0]");
        assertThatThrownBy(() -> new MultiblockMasks(config(MaskConfig.Sampling.OFFICIAL, 0), 1))
                .hasMessageContaining("2 or more patches along a side");
    }

    /** Whatever grid, shares and minKeep: the sampler is refused, or its masks come, and hold what they should. */
    @ParameterizedTest
    @EnumSource(MaskConfig.Sampling.class)
    void masksComeOrAreRefused(MaskConfig.Sampling sampling) {
        List<Interval> shares = List.of(new Interval(.05, .05), new Interval(.15, .2), new Interval(.04, 1));
        for (int grid = 2; grid <= 16; grid++) {
            for (Interval target : shares) {
                for (Interval context : List.of(new Interval(.05, .3), new Interval(.85, 1))) {
                    int most = mostMinKeep(grid, keep -> shaped(sampling, target, context, keep));
                    MultiblockMasks masks = new MultiblockMasks(shaped(sampling, target, context, most), grid);
                    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> requireMasks(masks, most));
                }
            }
        }
    }

    /** The largest minKeep that is not refused; all larger ones must be, with this number. */
    private static int mostMinKeep(int grid, IntFunction<MaskConfig> configs) {
        int most = -1;
        for (int minKeep = 0; minKeep <= grid * grid; minKeep++) {
            MaskConfig config = configs.apply(minKeep);
            try {
                new MultiblockMasks(config, grid).sample(Rng.of(1), minKeep, 1);
                assertThat(minKeep).isEqualTo(most + 1);
                most = minKeep;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("minKeep must be <= ").hasMessageContaining("Maybe");
            }
        }
        return most;
    }

    private static void requireMasks(MultiblockMasks masks, int minKeep) {
        for (int step = 0; step < 1000; step++) {
            Masks drawn = masks.sample(Rng.of(1), step, 1);
            assertThat(drawn.context(0)).hasSizeGreaterThan(minKeep);
            assertThat(drawn.target(1, 0)).hasSizeGreaterThan(minKeep);
        }
    }

    private static MaskConfig shaped(MaskConfig.Sampling sampling, Interval target, Interval context, int minKeep) {
        return new MaskConfig(sampling, 2, target, new Interval(.75, 1.5), context, minKeep);
    }

    /** A run that is resumed by another release must go on with the masks that it would have had. */
    @Test
    void theMasksOfASeedAndStepDoNotChange() {
        MultiblockMasks unbiased = new MultiblockMasks(MaskConfig.unbiased(), GRID);
        MultiblockMasks official = new MultiblockMasks(MaskConfig.official(), 14);
        MultiblockMasks redrawn = new MultiblockMasks(config(MaskConfig.Sampling.UNBIASED, 11), GRID);
        assertThat(List.of(digest(unbiased), digest(official), digest(redrawn)))
                .containsExactly(412881445, -747211519, 2144302803);
    }

    private static int digest(MultiblockMasks masks) {
        int digest = 0;
        for (int step = 0; step < 100; step++) {
            Masks drawn = masks.sample(Rng.of(9), step, 4);
            for (int image = 0; image < 4; image++) {
                digest = 31 * digest + Arrays.hashCode(drawn.context(image));
                for (int m = 0; m < drawn.targetCount(); m++) {
                    digest = 31 * digest + Arrays.hashCode(drawn.target(m, image));
                }
            }
        }
        return digest;
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
