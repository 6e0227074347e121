package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import java.util.Arrays;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Block sizes exactly, and positions and counts by two-sample tests, against 20,000 draws of the authors' sampler. */
class MaskSamplerParityTest {
    /** Two runs of the authors' sampler with different seeds agree with p > .07; a wrong sampler has p = 0. */
    private static final double LEAST_P = 1e-5;

    private final TensorScope scope = TensorScope.open();
    private final Fixtures fixture = Fixtures.load("ijepa/mask_sampler");

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void blockSizesAreExact(int which) {
        BlockSizes sizes = new BlockSizes(config(which), fixture.integers("hp.grids")[which]);
        double[] u = fixture.doubles("size_table.u");
        long[] targets = fixture.longs("grid" + which + ".size_table.target_hw");
        long[] contexts = fixture.longs("grid" + which + ".size_table.context_hw");
        for (int i = 0; i < u.length; i++) {
            assertThat(sizes.target(u[i], u[i]))
                    .isEqualTo(new BlockSize((int) targets[2 * i], (int) targets[2 * i + 1]));
            assertThat(sizes.context(u[i])).isEqualTo(new BlockSize((int) contexts[2 * i], (int) contexts[2 * i + 1]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63})
    void theTwoNumbersOfACallAreTheAuthors(int call) {
        double[] expected = fixture.doubles("torch_generator_uniforms");
        assertThat(BlockSizes.officialUniforms(call)[0]).isCloseTo(expected[2 * call], within(1e-9));
        assertThat(BlockSizes.officialUniforms(call)[1]).isCloseTo(expected[2 * call + 1], within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void positionsAndCountsHaveTheSameDistribution(int which) {
        int grid = fixture.integers("hp.grids")[which];
        MaskCounts counts = new MaskCounts(grid);
        MultiblockMasks masks = sampler(which);
        int draws = fixture.integer("hp.draws");
        for (int draw = 0; draw < draws; draw++) {
            counts.add(masks.sample(Rng.of(7), draw, 1));
        }
        String name = "grid" + which + ".";
        assertThat(counts.sizes).as("sizes").isEqualTo(fixture.longs(name + "target_hw_hist"));
        long overlaps = fixture.integer(name + "context_overlaps_target_draws"); // as random as the positions
        assertThat((double) Math.abs(counts.overlaps - overlaps))
                .isLessThanOrEqualTo(5 * Math.sqrt(counts.overlaps + overlaps));
        requireSameDistribution("target_top_hist", counts.top, name);
        requireSameDistribution("target_left_hist", counts.left, name);
        requireSameDistribution("context_size_hist", counts.contextSize, name);
        requireSameDistribution("target_union_size_hist", counts.unionSize, name);
        requireSameShares("context_cell_count", counts.contextCells, name);
        requireSameShares("target_cell_count", counts.targetCells, name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void contextBlocksAreExactBeforeTargetsAreCutOut(int which) {
        int grid = fixture.integers("hp.grids")[which];
        BlockSizes blocks = new BlockSizes(config(which), grid);
        long[] sizes = new long[(grid + 1) * (grid + 1)];
        for (int draw = 0; draw < fixture.integer("hp.draws"); draw++) {
            BlockSize size = blocks.context(BlockSizes.officialUniforms(draw)[1]);
            sizes[size.height() * (grid + 1) + size.width()]++;
        }
        assertThat(sizes).isEqualTo(fixture.longs("grid" + which + ".context_block_hw_hist"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void contextsOfABatchAreCutToTheShortest(int which) {
        int grid = fixture.integers("hp.grids")[which];
        MaskCounts counts = new MaskCounts(grid);
        MultiblockMasks masks = sampler(which);
        for (int draw = 0; draw < fixture.integer("hp.batch_draws"); draw++) {
            counts.addBatch(masks.sample(Rng.of(8), draw, fixture.integer("hp.batch_size")));
        }
        assertThat(counts.targetSize).isEqualTo(fixture.longs("grid" + which + ".batch.target_size_hist"));
        requireSameDistribution("context_size_hist", counts.contextSize, "grid" + which + ".batch.");
        double distance = distance(counts.contextCells, fixture.longs("grid" + which + ".batch.context_cell_count"));
        assertThat(distance).isLessThan(0.02);
    }

    private MultiblockMasks sampler(int which) {
        return new MultiblockMasks(config(which), fixture.integers("hp.grids")[which]);
    }

    private MaskConfig config(int which) {
        return new MaskConfig(
                MaskConfig.Sampling.OFFICIAL,
                fixture.integer("hp.npred"),
                new Interval(fixture.real("hp.pred_scale_lo"), fixture.real("hp.pred_scale_hi")),
                new Interval(fixture.real("hp.aspect_lo"), fixture.real("hp.aspect_hi")),
                new Interval(fixture.real("hp.enc_scale_lo"), fixture.real("hp.enc_scale_hi")),
                fixture.integers("hp.min_keep")[which]);
    }

    /** Chi-square over the bins that hold at least ten observations together; the rest is one bin. */
    private void requireSameDistribution(String what, long[] ours, String name) {
        long[] theirs = fixture.longs(name + what);
        long[] a = new long[ours.length + 1];
        long[] b = new long[ours.length + 1];
        int used = 0;
        for (int i = 0; i < ours.length; i++) {
            if (ours[i] + theirs[i] >= 10) {
                used++;
                a[used] = ours[i];
                b[used] = theirs[i];
            } else {
                a[0] += ours[i];
                b[0] += theirs[i];
            }
        }
        int first = a[0] + b[0] > 0 ? 0 : 1;
        if (used + 1 - first > 1) {
            double p = new ChiSquareTest()
                    .chiSquareTestDataSetsComparison(
                            Arrays.copyOfRange(a, first, used + 1), Arrays.copyOfRange(b, first, used + 1));
            assertThat(p).as(name + what).isGreaterThan(LEAST_P);
        }
    }

    /** Cells of one draw depend on each other, so a chi-square test does not apply; two official runs differ by .004. */
    private void requireSameShares(String what, long[] ours, String name) {
        assertThat(distance(ours, fixture.longs(name + what))).as(name + what).isLessThan(0.012);
    }

    private static double distance(long[] a, long[] b) {
        double totalA = Arrays.stream(a).sum();
        double totalB = Arrays.stream(b).sum();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] / totalA - b[i] / totalB);
        }
        return sum / 2;
    }
}
