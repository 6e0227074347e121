package dev.jepa.examples.energy;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Distances;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * How an energy tells pairs that belong together from others: the x of one point with the y of another.
 *
 * @param data mean energy of unseen data
 * @param rest mean energy of mixed pairs that are at least {@value #FAR} away from all data
 * @param separation the probability that a mixed pair has a higher energy than one of the data: 0.5 for chance
 */
record EnergyGap(double data, double rest, double separation) {
    private static final double FAR = 0.15;

    /** Measures with unseen data [N, 2] and pairs mixed from it. */
    static EnergyGap of(EnergyFunction energy, Tensor unseen, Rng rng, Device device) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor others = unseen.indexSelect(0, Tensors.permutation(rng, (int) unseen.size(0)));
            Tensor mixed = Tensors.concat(List.of(unseen.slice(1, 0, 1), others.slice(1, 1, 2)), 1); // [N, 2]
            Tensor far = Distances.cdist(mixed, unseen, 2).min(1).gt(FAR); // [N]
            double[] data = energies(energy, unseen.to(device));
            double[] rest = energies(energy, mixed.get(far).to(device));
            return new EnergyGap(mean(data), mean(rest), separation(data, rest));
        }
    }

    double gap() {
        return rest - data;
    }

    private static double[] energies(EnergyFunction energy, Tensor points) {
        return energy.energy(points.slice(1, 0, 1), points.slice(1, 1, 2)).toDoubleArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** The share of pairs in which the rest is higher, ties counted half. */
    private static double separation(double[] data, double[] rest) {
        double[] sorted = data.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double value : rest) {
            wins += (count(sorted, value, false) + count(sorted, value, true)) / 2.0;
        }
        return wins / ((double) data.length * rest.length);
    }

    /** How many are below a value, or not above it. */
    private static int count(double[] sorted, double value, boolean inclusive) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (inclusive && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
