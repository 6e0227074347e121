package dev.jepa.models.jea;

import java.util.Collections;
import java.util.List;

/**
 * A projector (expander) or predictor: (Linear, BatchNorm, ReLU) for each hidden size, then a Linear.
 *
 * @param hidden sizes of the hidden layers
 * @param out D, size of the output
 * @param hiddenBias whether hidden Linears have biases
 * @param output what ends it
 */
public record HeadConfig(List<Integer> hidden, int out, boolean hiddenBias, Output output) {
    /** How a head ends. */
    public enum Output {
        /** A Linear without bias: VICReg, Barlow Twins, BYOL. */
        LINEAR,
        /** A Linear with bias: SimSiam's predictor, LeJEPA. */
        LINEAR_WITH_BIAS,
        /** A Linear without bias and a BatchNorm without weight and bias: SimSiam's projector. */
        NORMALIZED
    }

    public HeadConfig {
        if (out < 1 || hidden.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "Sizes must be >= 1 but were " + hidden + " and " + out + ".\nMaybe [2048, 2048] and 2048.");
        }
        hidden = List.copyOf(hidden);
    }

    /** VICReg's expander (arXiv 2105.04906, section 4.2): three layers of one size. */
    public static HeadConfig vicReg(int size) {
        return new HeadConfig(List.of(size, size), size, true, Output.LINEAR);
    }

    /** Barlow Twins' projector (arXiv 2103.03230, section 2.2): three layers of one size, no biases. */
    public static HeadConfig barlowTwins(int size) {
        return new HeadConfig(List.of(size, size), size, false, Output.LINEAR);
    }

    /** SimSiam's projector (arXiv 2011.10566, section 3): as many layers as given, normalised to the last. */
    public static HeadConfig simSiamProjector(int layers, int size) {
        return new HeadConfig(Collections.nCopies(layers - 1, size), size, false, Output.NORMALIZED);
    }

    /** SimSiam's predictor: a bottleneck of a quarter of the size. */
    public static HeadConfig simSiamPredictor(int size) {
        return new HeadConfig(List.of(size / 4), size, false, Output.LINEAR_WITH_BIAS);
    }

    /** BYOL's projector, and its predictor (arXiv 2006.07733, section 3.3). */
    public static HeadConfig byol(int hidden, int out) {
        return new HeadConfig(List.of(hidden), out, true, Output.LINEAR);
    }

    /** The projector of LeJEPA's minimal example. */
    public static HeadConfig leJepa(int out) {
        return new HeadConfig(List.of(2048, 2048), out, true, Output.LINEAR_WITH_BIAS);
    }

    /** SimCLR's projector (arXiv 2002.05709, section 4.2) without its last normalisation: hidden as wide as the encoder. */
    public static HeadConfig simClr(int hidden) {
        return new HeadConfig(List.of(hidden), 128, true, Output.LINEAR);
    }
}
