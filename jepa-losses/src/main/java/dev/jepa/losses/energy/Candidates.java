package dev.jepa.losses.energy;

import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.model.LatentVariable.Inferred;
import dev.jepa.core.tensor.Tensor;

/** Inference by trying every one of K values of z. */
final class Candidates {
    private Candidates() {}

    /**
     * The best candidate of each pair and the (soft) minimum.
     *
     * @param values [K, Z]
     */
    static Inferred best(LatentEnergy energy, Tensor x, Tensor y, Tensor values, double inverseTemperature) {
        long batch = y.size(0);
        int count = (int) values.size(0);
        Tensor all = energy.energy(
                        x.repeatInterleave(count, 0), y.repeatInterleave(count, 0), values.repeat(batch, 1)) // [B K]
                .reshape(batch, count);
        Tensor best = all.detach().argMin(1); // [B]
        Tensor lowest = all.gather(1, best.unsqueeze(1)).squeeze(1); // [B]
        Tensor free = inverseTemperature == Double.POSITIVE_INFINITY ? lowest : SoftMin.of(all, inverseTemperature);
        return new Inferred(values.indexSelect(0, best), lowest, free);
    }
}
