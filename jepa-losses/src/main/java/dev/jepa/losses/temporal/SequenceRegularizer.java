package dev.jepa.losses.temporal;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.vicreg.CovarianceScale;
import dev.jepa.losses.vicreg.SampleAxes;
import dev.jepa.losses.vicreg.VarianceCovariance;

/**
 * What keeps the representations of an action-conditioned world model from collapsing while it learns to predict.
 *
 * <pre>
 * total = mu variance + nu covariance + alpha similarity + beta inverseDynamics
 * </pre>
 *
 * <p>with {@link VarianceCovariance} (covariances divided by D (D - 1)), {@link TemporalSimilarity} and {@link InverseDynamics}.
 * Source: eb_jepa's VC_IDM_Sim_Regularizer, after PLDM (arXiv 2502.14819). Legend: B batch, T time, A action.
 *
 * @param variance mu
 * @param covariance nu
 * @param similarity alpha
 * @param inverseDynamics beta
 * @param targetStd the standard deviation that the hinge asks for
 * @param samples what variance and covariance count as examples
 */
public record SequenceRegularizer(
        double variance,
        double covariance,
        double similarity,
        double inverseDynamics,
        double targetStd,
        SampleAxes samples) {
    public SequenceRegularizer {
        Bounds.maybe("SequenceRegularizer.ebJepa()")
                .notNegative("variance", variance)
                .notNegative("covariance", covariance)
                .notNegative("similarity", similarity)
                .notNegative("inverseDynamics", inverseDynamics)
                .positive("targetStd", targetStd);
    }

    /** eb_jepa's for Two Rooms: 16, 8, 12, 1; statistics over the batch at the first step. */
    public static SequenceRegularizer ebJepa() {
        return new SequenceRegularizer(16, 8, 12, 1, 1, SampleAxes.FIRST_STEP);
    }

    /** The same weights with other examples. */
    public SequenceRegularizer over(SampleAxes newSamples) {
        return new SequenceRegularizer(variance, covariance, similarity, inverseDynamics, targetStd, newSamples);
    }

    /**
     * All terms on the states themselves.
     *
     * @param states [B, T, D] or [B, T, C, H, W]
     * @param actions [B, T - 1, A] or [B, T, A], as {@link InverseDynamics} takes them
     */
    public Terms loss(Tensor states, Tensor actions, ActionReader reader) {
        return loss(states, states, actions, reader);
    }

    /**
     * Variance and covariance on projected states, the other two on the states themselves.
     *
     * @param projected [B, T, D'] or [B, T, C', H, W]: the states behind a projector
     */
    public Terms loss(Tensor states, Tensor projected, Tensor actions, ActionReader reader) {
        return terms(states, projected, InverseDynamics.loss(states, actions, reader));
    }

    /**
     * The same for a world in which nothing acts: without inverse dynamics, whose term is 0.
     *
     * @throws IllegalArgumentException if its weight is not 0
     */
    public Terms lossWithoutActions(Tensor states, Tensor projected) {
        if (inverseDynamics != 0) {
            throw new IllegalArgumentException("Where nothing acts there is no inverse dynamics, but its weight was "
                    + inverseDynamics + ".\nMaybe set it to 0.");
        }
        return terms(states, projected, Tensors.zeros().to(states.dtype()).to(states.device()));
    }

    private Terms terms(Tensor states, Tensor projected, Tensor inverseTerm) {
        Tensor embedding = samples.of(projected); // [..., N, D]
        Tensor varianceTerm = VarianceCovariance.variance(embedding, targetStd);
        Tensor covarianceTerm = VarianceCovariance.covariance(embedding, CovarianceScale.PER_PAIR);
        Tensor similarityTerm = TemporalSimilarity.loss(states);
        Tensor total = varianceTerm
                .mul(variance)
                .add(covarianceTerm.mul(covariance))
                .add(similarityTerm.mul(similarity))
                .add(inverseTerm.mul(inverseDynamics));
        return new Terms(total, varianceTerm, covarianceTerm, similarityTerm, inverseTerm);
    }

    /**
     * The weighted sum and its unweighted parts, all scalars.
     *
     * @param total what is minimised
     * @param variance lack of variation of single features
     * @param covariance covariation of different features
     * @param similarity change from step to step
     * @param inverseDynamics error of the actions read off the states
     */
    public record Terms(Tensor total, Tensor variance, Tensor covariance, Tensor similarity, Tensor inverseDynamics)
            implements LossTerms {}
}
