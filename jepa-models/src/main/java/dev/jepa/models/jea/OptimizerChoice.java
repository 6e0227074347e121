package dev.jepa.models.jea;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.optim.AdamConfig;
import dev.jepa.core.optim.LarsConfig;
import dev.jepa.core.optim.Optimizer;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Tensor;
import java.util.Map;

/** The optimisers of the papers, as choices of a configuration. */
public sealed interface OptimizerChoice {
    /** The optimiser of these parameters. */
    Optimizer create(Map<String, Tensor> parameters);

    /**
     * LARS, with neither decay nor adaptation for biases and norms: VICReg, Barlow Twins, BYOL.
     *
     * @param constants momentum, trust, norm
     * @param biasRateScale their learning rate over that of the weights: 1, in Barlow Twins 0.024
     */
    record Lars(LarsConfig constants, double biasRateScale) implements OptimizerChoice {
        public Lars {
            Bounds.maybe("1").notNegative("biasRateScale", biasRateScale);
        }

        /** VICReg's. */
        public Lars() {
            this(LarsConfig.vicReg(), 1);
        }

        /** Barlow Twins': biases and norms at 0.0048 where weights have 0.2. */
        public static Lars barlowTwins() {
            return new Lars(LarsConfig.barlowTwins(), 0.0048 / 0.2);
        }

        @Override
        public Optimizer create(Map<String, Tensor> parameters) {
            return new dev.jepa.core.optim.Lars(
                    parameters, ParameterRule.biasesAndNormsAtRate(biasRateScale), constants);
        }
    }

    /** Gradient descent with momentum, all parameters decayed: SimSiam. */
    record Sgd(double momentum) implements OptimizerChoice {
        public Sgd {
            Bounds.maybe("0.9").shareBelowOne("momentum", momentum);
        }

        /** SimSiam's. */
        public Sgd() {
            this(0.9);
        }

        @Override
        public Optimizer create(Map<String, Tensor> parameters) {
            return new dev.jepa.core.optim.Sgd(parameters, ParameterRule.allAlike(), momentum, false);
        }
    }

    /** AdamW, all parameters decayed: LeJEPA. */
    record AdamW(AdamConfig constants) implements OptimizerChoice {
        /** The paper's constants. */
        public AdamW() {
            this(AdamConfig.standard());
        }

        @Override
        public Optimizer create(Map<String, Tensor> parameters) {
            return new dev.jepa.core.optim.AdamW(parameters, ParameterRule.allAlike(), constants);
        }
    }
}
