package dev.jepa.losses.ica;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;
import dev.jepa.losses.vicreg.VarianceCovariance;

/**
 * The variance-covariance criterion on a random projector's outputs, small where components are pairwise independent.
 *
 * <pre>
 * total = mu variance(Z) + nu covariance(Z),   Z = projector(y)
 * </pre>
 *
 * <p>with {@link VarianceCovariance}. Source: Mialon, Balestriero and LeCun, arXiv 2209.14905, who relate the covariances across
 * components to the Hilbert-Schmidt independence criterion. Those within a component depend on its distribution alone;
 * {@link Pairs} says whether they count. Legend: N samples, D components, P outputs.
 *
 * @param projector how outputs are made of components
 * @param pairs whose covariances count
 * @param variance mu; 0 where whitening and a rotation keep the components' variances at 1
 * @param covariance nu
 */
public record IndependenceCriterion(RandomProjector projector, Pairs pairs, double variance, double covariance) {
    /** Which pairs of outputs count. */
    public enum Pairs {
        /** All of them, as in VICReg. */
        ALL,
        /** Those of different components. */
        ACROSS
    }

    public IndependenceCriterion {
        Bounds.maybe("0 and 1 on white signals")
                .notNegative("variance", variance)
                .positive("covariance", covariance);
        if (pairs == Pairs.ACROSS && !(projector instanceof RandomProjector.PerComponent)) {
            throw new IllegalArgumentException("Outputs of " + projector + " belong to no component, so pairs ACROSS"
                    + " components cannot be told from others.\nMaybe use RandomProjector.PerComponent.");
        }
    }

    /** Covariances across components with this many outputs for each. */
    public static IndependenceCriterion acrossComponents(int width) {
        return new IndependenceCriterion(new RandomProjector.PerComponent(width), Pairs.ACROSS, 0, 1);
    }

    /**
     * The criterion.
     *
     * @param components y [N, D], N and D >= 2
     * @param rng the key of the projector
     */
    public Terms loss(Tensor components, Rng rng) {
        Embeddings.requireMatrix(components, 2);
        Tensor outputs = projector.forward(components, rng); // [N, P]
        Tensor varianceTerm = VarianceCovariance.variance(outputs, 1);
        Tensor covarianceTerm =
                pairs == Pairs.ALL ? VarianceCovariance.covariance(outputs) : across(outputs, components.size(1));
        return new Terms(varianceTerm.mul(variance).add(covarianceTerm.mul(covariance)), varianceTerm, covarianceTerm);
    }

    private static Tensor across(Tensor outputs, long components) {
        int width = (int) (outputs.size(1) / components);
        Tensor owner = Tensors.arange(components).repeatInterleave(width, 0); // [P]
        Tensor foreign = owner.unsqueeze(0).ne(owner.unsqueeze(1)).to(DType.FLOAT32); // [P, P]
        Tensor counted =
                Embeddings.covariance(outputs).mul(foreign.to(outputs.dtype()).to(outputs.device()));
        return counted.square().sum().div((double) outputs.size(1));
    }

    /**
     * The weighted sum and its unweighted parts, all scalars.
     *
     * @param total what is minimised
     * @param variance lack of variation of single outputs
     * @param covariance covariation of the pairs that count, divided by P
     */
    public record Terms(Tensor total, Tensor variance, Tensor covariance) implements LossTerms {}
}
