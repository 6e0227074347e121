package dev.jepa.examples.losses;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.losses.barlow.BarlowTwins;
import dev.jepa.losses.codingrate.CodingRate;
import dev.jepa.losses.contrastive.InfoNce;
import dev.jepa.losses.contrastive.NtXent;
import dev.jepa.losses.embedding.Embeddings;
import dev.jepa.losses.siamese.Byol;
import dev.jepa.losses.siamese.SimSiam;
import dev.jepa.losses.sigreg.Bcs;
import dev.jepa.losses.sigreg.LeJepa;
import dev.jepa.losses.uniformity.Uniformity;
import dev.jepa.losses.vicreg.VicReg;
import dev.jepa.losses.whitening.WMse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Each loss along two ways out of collapse: Gaussian embeddings that grow from a point to standard deviation 1, and of standard
 * deviation 1 that widen from a line to all dimensions. The second view is the first with a fifth of noise.
 */
public final class LossCurves {
    private static final int EXAMPLES = 128;
    private static final int FEATURES = 16;
    private static final int STEPS = 50;
    private static final double NOISE = 0.2;
    private static final Map<String, BinaryOperator<Tensor>> LOSSES = new LinkedHashMap<>();

    static {
        LOSSES.put("vicreg-official", (x, y) -> VicReg.official().loss(x, y).total());
        LOSSES.put("vicreg-sololearn", (x, y) -> VicReg.soloLearn().loss(x, y).total());
        LOSSES.put("vicreg-ebjepa", (x, y) -> VicReg.ebJepa().loss(x, y).total());
        LOSSES.put("barlow-twins", (x, y) -> BarlowTwins.official().loss(x, y).total());
        LOSSES.put("lejepa", (x, y) -> LeJepa.official()
                .loss(Tensors.stack(List.of(x, y), 0), Rng.of(3))
                .total());
        LOSSES.put("bcs", (x, y) -> Bcs.ebJepa().loss(x, y, Rng.of(3)).total());
        LOSSES.put("coding-rate", (x, y) -> CodingRate.mcr2(0.5).rate(x).neg());
        LOSSES.put("uniformity", (x, y) -> new Uniformity(2).loss(Embeddings.unit(x)));
        LOSSES.put("w-mse", (x, y) -> new WMse(EXAMPLES, 0.01).loss(x, y).total());
        LOSSES.put("simsiam", (x, y) -> SimSiam.loss(x, x, y, y).total());
        LOSSES.put("byol", (x, y) -> Byol.loss(x, x, y, y).total());
        LOSSES.put("infonce", (x, y) -> new InfoNce(0.1).loss(x, y).total());
        LOSSES.put("nt-xent", (x, y) -> NtXent.simClr().loss(x, y).total());
    }

    private LossCurves() {}

    /** A chart for each loss, by name. */
    public static Map<String, LineChart> draw() {
        Map<String, LineChart> charts = new LinkedHashMap<>();
        LOSSES.forEach((name, loss) -> {
            Curve point = curve(
                    "from a point",
                    t -> at(loss, gaussian(1).mul(t), gaussian(2).mul(t)));
            Curve line = curve("from a line", t -> at(loss, widened(1, t), widened(2, t)));
            charts.put(name, LineChart.of(name, "0 collapsed, 1 spread", List.of(point, line)));
        });
        return charts;
    }

    private static Curve curve(String label, DoubleUnaryOperator loss) {
        double[] t = new double[STEPS + 1];
        double[] values = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            try (TensorScope ignored = TensorScope.open()) {
                t[i] = i / (double) STEPS;
                values[i] = loss.applyAsDouble(t[i]);
            }
        }
        return Curve.of(label, t, values);
    }

    private static double at(BinaryOperator<Tensor> loss, Tensor x, Tensor noise) {
        return loss.apply(x, x.add(noise.mul(NOISE))).item();
    }

    private static Tensor gaussian(long seed) {
        return Tensors.normal(Rng.of(seed), EXAMPLES, FEATURES).to(DType.FLOAT64);
    }

    /** A line with a share of all dimensions, each feature with standard deviation 1. */
    private static Tensor widened(long seed, double share) {
        Tensor all = gaussian(seed);
        Tensor line = all.slice(1, 0, 1).expand(EXAMPLES, FEATURES);
        Tensor mixed = line.mul(1 - share).add(all.mul(share));
        return mixed.div(mixed.stdKeep(1, 0));
    }
}
