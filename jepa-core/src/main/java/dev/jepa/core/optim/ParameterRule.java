package dev.jepa.core.optim;

import dev.jepa.core.tensor.Tensor;

/** Sorts parameters into groups by name and shape. */
@FunctionalInterface
public interface ParameterRule {
    /** The group of a parameter. */
    ParameterGroup groupOf(String name, Tensor parameter);

    /** All parameters alike. */
    static ParameterRule allAlike() {
        return (name, parameter) -> ParameterGroup.FULL;
    }

    /** No decay and no adaptation for biases and 1-D parameters (norms), as in I-JEPA, VICReg and Barlow Twins. */
    static ParameterRule noDecayForBiasesAndNorms() {
        return (name, parameter) -> isBiasOrVector(name, parameter) ? ParameterGroup.NO_DECAY : ParameterGroup.FULL;
    }

    /** As {@link #noDecayForBiasesAndNorms}, with biases and norms at another learning rate (Barlow Twins). */
    static ParameterRule biasesAndNormsAtRate(double learningRateScale) {
        return (name, parameter) -> isBiasOrVector(name, parameter)
                ? ParameterGroup.NO_DECAY.atRate(learningRateScale)
                : ParameterGroup.FULL;
    }

    private static boolean isBiasOrVector(String name, Tensor parameter) {
        return parameter.shape().rank() == 1 || name.contains("bias");
    }
}
