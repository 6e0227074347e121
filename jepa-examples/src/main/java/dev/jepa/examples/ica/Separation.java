package dev.jepa.examples.ica;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.ica.CovarianceIca;
import dev.jepa.losses.ica.FastIca;
import dev.jepa.losses.ica.IndependenceCriterion;
import dev.jepa.losses.ica.IndependenceCriterion.Pairs;
import dev.jepa.losses.ica.RandomProjector;
import dev.jepa.losses.ica.Rotations;
import dev.jepa.losses.ica.Whitening;
import java.util.Locale;

/** The ways of unmixing that are compared. */
public enum Separation {
    /** A matrix of Gaussian numbers: what a distance means to one who guesses. */
    RANDOM("Gaussian unmixing matrix") {
        @Override
        Tensor unmix(Tensor mixed, Setting setting, Rng rng) {
            int size = (int) mixed.size(1);
            return Tensors.normal(rng.at("guess"), size, size).to(DType.FLOAT64);
        }
    },
    /** Principal components, scaled: uncorrelated and no more. */
    WHITENING("whitening alone") {
        @Override
        Tensor rotation(Tensor white, Setting setting, Rng rng) {
            return Tensors.eye((int) white.size(1)).to(DType.FLOAT64);
        }
    },
    FASTICA_LOGCOSH("FastICA, log cosh") {
        @Override
        Tensor rotation(Tensor white, Setting setting, Rng rng) {
            return fastIca(FastIca.Contrast.LOGCOSH, white, rng);
        }
    },
    FASTICA_CUBE("FastICA, cube") {
        @Override
        Tensor rotation(Tensor white, Setting setting, Rng rng) {
            return fastIca(FastIca.Contrast.CUBE, white, rng);
        }
    },
    /** The projector sees each component by itself, and covariances between components count. */
    VC_ACROSS("VC, projector of each component, pairs across components") {
        @Override
        Tensor rotation(Tensor white, Setting setting, Rng rng) {
            return covariance(IndependenceCriterion.acrossComponents(setting.width), white, setting, rng);
        }
    },
    /** The same projector with VICReg's criterion unchanged. */
    VC_ALL("VC, projector of each component, all pairs") {
        @Override
        Tensor rotation(Tensor white, Setting setting, Rng rng) {
            RandomProjector projector = new RandomProjector.PerComponent(setting.width);
            return covariance(vicReg(projector), white, setting, rng);
        }
    },
    /** A layer as wide that sees all components at once. */
    VC_MIXING("VC, projector of all components, all pairs") {
        @Override
        Tensor rotation(Tensor white, Setting setting, Rng rng) {
            RandomProjector projector = new RandomProjector.Mixing(setting.width * (int) white.size(1));
            return covariance(vicReg(projector), white, setting, rng);
        }
    };

    /** VICReg's weights. */
    private static final double VARIANCE = 25;

    private static final double COVARIANCE = 1;

    private final String title;

    Separation(String title) {
        this.title = title;
    }

    /**
     * What the variance-covariance searches have in common.
     *
     * @param width outputs of the projector for each component
     * @param starts random rotations to start from
     * @param steps of a search
     */
    public record Setting(int width, int starts, int steps) {
        public Setting {
            if (width < 1 || starts < 1 || steps < 1) {
                throw new IllegalArgumentException("width, starts and steps must be >= 1 but were " + width + ", "
                        + starts + " and " + steps + ".");
            }
        }
    }

    /** The name in a table. */
    public String title() {
        return title;
    }

    /** The name of its figures, in snake_case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * W, float64 [D, D], for mixed signals [N, D]; belongs to the current scope.
     *
     * @param rng of the start and of what is drawn on the way
     */
    Tensor unmix(Tensor mixed, Setting setting, Rng rng) {
        try (TensorScope scope = TensorScope.open()) {
            Whitening whitening = Whitening.of(mixed);
            Tensor rotation = rotation(whitening.apply(mixed), setting, rng);
            return scope.keep(rotation.matmul(whitening.matrix()));
        }
    }

    /** The rotation of white signals. */
    Tensor rotation(Tensor white, Setting setting, Rng rng) {
        throw new UnsupportedOperationException(this + " does not rotate white signals.");
    }

    private static Tensor fastIca(FastIca.Contrast contrast, Tensor white, Rng rng) {
        return FastIca.of(contrast).fit(white, start(white, rng)).rotation();
    }

    private static IndependenceCriterion vicReg(RandomProjector projector) {
        return new IndependenceCriterion(projector, Pairs.ALL, VARIANCE, COVARIANCE);
    }

    private static Tensor covariance(IndependenceCriterion criterion, Tensor white, Setting setting, Rng rng) {
        return CovarianceIca.of(criterion)
                .withSearches(setting.starts, setting.steps)
                .fit(white, rng.at("search"), step -> {});
    }

    private static Tensor start(Tensor white, Rng rng) {
        return Rotations.random((int) white.size(1), rng.at("start"));
    }
}
