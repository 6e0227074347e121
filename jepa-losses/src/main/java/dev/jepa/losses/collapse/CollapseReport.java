package dev.jepa.losses.collapse;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.CollapseMonitor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Every measure of collapse that needs one batch of representations, with a verdict in words.
 *
 * @param monitor what training watches: standard deviations, RankMe, and the directions that carry the variance
 * @param spectrum the eigenvalues of the covariance
 * @param spread distances and angles
 */
public record CollapseReport(CollapseMonitor monitor, CovarianceSpectrum spectrum, Spread spread) {
    private static final double ONE_DIRECTION = 0.99;

    /** Of representations [N, D], N &gt;= 2. */
    public static CollapseReport of(Tensor representations) {
        return new CollapseReport(
                CollapseMonitor.inspect(representations),
                CovarianceSpectrum.of(representations),
                Spread.of(representations));
    }

    /** The figures by name, those of {@link CollapseMonitor#metrics} first. */
    public Map<String, Double> metrics() {
        Map<String, Double> figures = new LinkedHashMap<>(monitor.metrics());
        figures.put("collapse/effective_rank", spectrum.effectiveRank());
        figures.put("collapse/participation_ratio", spectrum.participationRatio());
        spectrum.slope().ifPresent(slope -> figures.put("collapse/alpha", slope.alpha()));
        figures.put("collapse/normalized_std", spread.normalizedStd());
        figures.put("collapse/cosine", spread.meanPairwiseCosine());
        return figures;
    }

    /** One or two sentences for the user. */
    public String verdict() {
        String direction = spread.meanPairwiseCosine() >= ONE_DIRECTION
                ? String.format(
                        Locale.ROOT,
                        " All point in nearly one direction: their mean cosine is %.3f.",
                        spread.meanPairwiseCosine())
                : "";
        return monitor.verdict() + direction;
    }
}
