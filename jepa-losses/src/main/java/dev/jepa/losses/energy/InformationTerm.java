package dev.jepa.losses.energy;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.codingrate.CodingRate;
import dev.jepa.losses.sigreg.SigReg;
import dev.jepa.losses.vicreg.VarianceCovariance;

/** What an embedding pays for saying little about its input: an estimate of -I, up to a constant. */
@FunctionalInterface
public interface InformationTerm {
    /** The price of embeddings [N, D], a scalar. */
    Tensor cost(Tensor embedding);

    /** Nothing: without another safeguard, the embedding collapses. */
    static InformationTerm none() {
        return embedding -> embedding.mul(0.0).sum();
    }

    /** VICReg's two terms on one embedding, weighted. */
    static InformationTerm varianceCovariance(double variance, double covariance) {
        return embedding -> VarianceCovariance.variance(embedding, 1)
                .mul(variance)
                .add(VarianceCovariance.covariance(embedding).mul(covariance));
    }

    /** -R. */
    static InformationTerm codingRate(CodingRate codingRate) {
        return embedding -> codingRate.rate(embedding).neg();
    }

    /** The distance from N(0, I), along a step's directions. */
    static InformationTerm sigReg(SigReg sigReg, Rng rng) {
        return embedding -> sigReg.loss(embedding, rng);
    }
}
