package dev.jepa.losses.energy;

import dev.jepa.core.tensor.Tensor;

/**
 * The free energy of K equally likely values: -1/beta ln(1/K sum_k exp(-beta E_k)), and the minimum for an infinite beta.
 *
 * <p>It lies between the minimum and ln(K) / beta above it.
 */
final class SoftMin {
    private SoftMin() {}

    static void require(double inverseTemperature) {
        if (!(inverseTemperature > 0)) {
            throw new IllegalArgumentException("inverseTemperature must be > 0 but was " + inverseTemperature
                    + ".\nMaybe use Double.POSITIVE_INFINITY for the minimum.");
        }
    }

    /** Over the second axis: [B, K] to [B]. */
    static Tensor of(Tensor energies, double inverseTemperature) {
        if (inverseTemperature == Double.POSITIVE_INFINITY) {
            return energies.min(1);
        }
        double count = (double) energies.size(1);
        return energies.mul(-inverseTemperature)
                .logSumExp(1)
                .sub(Math.log(count))
                .div(-inverseTemperature);
    }
}
