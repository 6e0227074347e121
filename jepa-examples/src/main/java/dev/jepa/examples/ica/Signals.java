package dev.jepa.examples.ica;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/** Sources of one kind, to be mixed. */
public sealed interface Signals permits MadeSignals, ImageSignals {
    /** What a table calls them, in snake_case. */
    String key();

    /** What they are, in a few words. */
    String description();

    /**
     * Sources for one mixture, standardised; belong to the current scope.
     *
     * @param count D
     * @param rng the key of the mixture
     * @return float64 [N, D], each of mean 0 and variance 1
     */
    Tensor draw(int count, Rng rng);

    /** Rows and columns of a picture that the N samples of a source make up, row by row; 0 for none. */
    int side();

    /** Mean 0 and variance 1 for each column of [N, D]. */
    static Tensor standardised(Tensor sources) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = sources.to(DType.FLOAT64);
            return scope.keep(x.sub(x.meanKeep(0)).div(x.stdKeep(1, 0)));
        }
    }
}
