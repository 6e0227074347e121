package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What siamese networks put on an encoder: the expander of VICReg, the projector of Barlow Twins, SimSiam, BYOL, and their
 * predictors. [N, in] to [N, out].
 *
 * <p>Parts are numbered as in the authors' {@code nn.Sequential}: {@code 0} Linear, {@code 1} BatchNorm, {@code 3} Linear …
 */
public final class Projector extends Module {
    private static final double EPSILON = 1e-5;

    private final List<Linear> linears = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();
    private final Linear last;
    private final @Nullable BatchNorm lastNorm;

    /**
     * A projector (expander) or predictor: (Linear, BatchNorm, ReLU) for each hidden size, then a Linear.
     *
     * @param hidden sizes of the hidden layers
     * @param out D, size of the output
     * @param hiddenBias whether hidden Linears have biases
     * @param output what ends it
     */
    public record Config(List<Integer> hidden, int out, boolean hiddenBias, Output output) {
        /** How a head ends. */
        public enum Output {
            /** A Linear without bias: VICReg, Barlow Twins, BYOL. */
            LINEAR,
            /** A Linear with bias: SimSiam's predictor, LeJEPA. */
            LINEAR_WITH_BIAS,
            /** A Linear without bias and a BatchNorm without weight and bias: SimSiam's projector. */
            NORMALIZED
        }

        public Config {
            Bounds bounds = Bounds.maybe("hidden layers of [2048, 2048] and 2048 outputs")
                    .atLeast(1, "out", out);
            if (!hidden.isEmpty()) {
                bounds.allAtLeast(1, "hidden", hidden);
            }
            hidden = List.copyOf(hidden);
        }

        /** VICReg's expander (arXiv 2105.04906, section 4.2): three layers of one size. */
        public static Config vicReg(int size) {
            return new Config(List.of(size, size), size, true, Output.LINEAR);
        }

        /** Barlow Twins' projector (arXiv 2103.03230, section 2.2): three layers of one size, no biases. */
        public static Config barlowTwins(int size) {
            return new Config(List.of(size, size), size, false, Output.LINEAR);
        }

        /** SimSiam's projector (arXiv 2011.10566, section 3): as many layers as given, normalised to the last. */
        public static Config simSiamProjector(int layers, int size) {
            return new Config(Collections.nCopies(layers - 1, size), size, false, Output.NORMALIZED);
        }

        /** SimSiam's predictor: a bottleneck of a quarter of the size. */
        public static Config simSiamPredictor(int size) {
            return new Config(List.of(size / 4), size, false, Output.LINEAR_WITH_BIAS);
        }

        /** BYOL's projector, and its predictor (arXiv 2006.07733, section 3.3). */
        public static Config byol(int hidden, int out) {
            return new Config(List.of(hidden), out, true, Output.LINEAR);
        }

        /** The projector of LeJEPA's minimal example. */
        public static Config leJepa(int out) {
            return new Config(List.of(2048, 2048), out, true, Output.LINEAR_WITH_BIAS);
        }

        /** SimCLR's projector (arXiv 2002.05709, section 4.2) without its last normalisation: hidden as wide as the encoder. */
        public static Config simClr(int hidden) {
            return new Config(List.of(hidden), 128, true, Output.LINEAR);
        }
    }

    public Projector(int in, Config config, Init init) {
        int size = in;
        int at = 0;
        for (int next : config.hidden()) {
            linears.add(child("" + at, linear(size, next, config.hiddenBias(), init.at(at))));
            norms.add(child("" + (at + 1), new BatchNorm(next, init.at(at + 1))));
            size = next;
            at += 3;
        }
        boolean bias = config.output() == Config.Output.LINEAR_WITH_BIAS;
        last = child("" + at, linear(size, config.out(), bias, init.at(at)));
        lastNorm = config.output() == Config.Output.NORMALIZED
                ? child("" + (at + 1), BatchNorm.withoutAffine(config.out(), EPSILON, init.at(at + 1)))
                : null;
    }

    /** VICReg's: hidden layers have a bias. Sizes from input to output: {@code [2048, 8192, 8192, 8192]}. */
    public static Projector vicReg(List<Integer> sizes, Init init) {
        return ofSizes(sizes, true, init);
    }

    /** Barlow Twins': hidden layers have none. Sizes from input to output: {@code [2048, 8192, 8192, 8192]}. */
    public static Projector barlowTwins(List<Integer> sizes, Init init) {
        return ofSizes(sizes, false, init);
    }

    private static Projector ofSizes(List<Integer> sizes, boolean hiddenBias, Init init) {
        if (sizes.size() < 2) {
            throw new IllegalArgumentException("A projector needs at least two sizes, input and output, but got "
                    + sizes + ".\nMaybe [512, 2048, 2048].");
        }
        int last = sizes.size() - 1;
        Config config = new Config(sizes.subList(1, last), sizes.get(last), hiddenBias, Config.Output.LINEAR);
        return new Projector(sizes.get(0), config, init);
    }

    private static Linear linear(int in, int out, boolean bias, Init init) {
        return bias ? new Linear(in, out, init) : Linear.withoutBias(in, out, init);
    }

    /** [N, in] to [N, out]. */
    public Tensor forward(Tensor x, Mode mode) {
        Tensor y = x;
        for (int i = 0; i < linears.size(); i++) {
            y = norms.get(i).forwardRelu(linears.get(i).forward(y), mode);
        }
        Tensor z = last.forward(y);
        return lastNorm == null ? z : lastNorm.forward(z, mode);
    }
}
