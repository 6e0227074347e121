package dev.jepa.models.video;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.vicreg.CovarianceScale;
import dev.jepa.losses.vicreg.VarianceCovariance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a video JEPA minimises: the error of predictions over several passes, and what keeps its maps from collapsing, both behind
 * the projector (eb_jepa's SquareLossSeq and VCLoss).
 *
 * <pre>
 * total      = prediction + mu variance(Z) + nu covariance(Z),   Z = Proj(s) at every place of every frame
 * prediction = 1/H sum_h MSE(Proj(s), Proj(s^h)),                s^h = s_0 … s_K-1 and pass h of {@link VideoPredictor#unrollParallel}
 * </pre>
 *
 * <p>Gradients flow through the targets too. The first K frames count with no error: the error of predicted frames alone is
 * T / (T - K) times as large. Covariances are divided by P (P - 1). Legend: T frames, K context length, P features
 * behind the projector.
 *
 * @param passes H
 * @param variance mu
 * @param covariance nu
 * @param targetStd the standard deviation that the hinge asks for
 */
public record VideoObjective(int passes, double variance, double covariance, double targetStd) {
    public VideoObjective {
        Bounds.maybe("VideoObjective.ebJepa()")
                .atLeast(1, "passes", passes)
                .notNegative("variance", variance)
                .notNegative("covariance", covariance)
                .positive("targetStd", targetStd);
    }

    /** eb_jepa's for Moving MNIST: 4 passes, weights 10 and 100. */
    public static VideoObjective ebJepa() {
        return new VideoObjective(4, 10, 100, 1);
    }

    /**
     * The loss of a batch: the weighted sum, and the unweighted terms "prediction", "variance" and "covariance".
     *
     * @param video [B, T, C, H, W], T &gt; K
     */
    public LossTerms loss(VideoJepa model, Tensor video, Mode mode) {
        Tensor states = model.encodeSequence(video, mode); // [B, T, D, H', W']
        Tensor embedding = model.project(states, mode); // [B T H' W', P]
        Tensor varianceTerm = VarianceCovariance.variance(embedding, targetStd);
        Tensor covarianceTerm = VarianceCovariance.covariance(embedding, CovarianceScale.PER_PAIR);
        Tensor prediction = prediction(model, states, mode);
        Map<String, Tensor> terms = new LinkedHashMap<>();
        terms.put("prediction", prediction);
        terms.put("variance", varianceTerm);
        terms.put("covariance", covarianceTerm);
        Tensor total = prediction.add(varianceTerm.mul(variance)).add(covarianceTerm.mul(covariance));
        return LossTerms.of(total, terms);
    }

    /** Targets are projected anew for each pass, as the authors': each time moves the projector's running statistics. */
    private Tensor prediction(VideoJepa model, Tensor states, Mode mode) {
        VideoPredictor predictor = model.predictor();
        Tensor first = states.slice(1, 0, predictor.contextLength());
        List<Tensor> errors = predictor.unrollParallel(states, passes, mode.at("predictor")).stream()
                .map(predicted -> Losses.mse(
                        model.project(states, mode), model.project(Tensors.concat(List.of(first, predicted), 1), mode)))
                .toList();
        return Tensors.stack(errors, 0).mean();
    }
}
