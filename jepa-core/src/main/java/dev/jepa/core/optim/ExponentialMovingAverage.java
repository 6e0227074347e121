package dev.jepa.core.optim;

import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Tensor;
import java.util.List;

/** The moving average by which a target network follows the online one: target = m target + (1 - m) online. */
public final class ExponentialMovingAverage {
    private ExponentialMovingAverage() {}

    /**
     * Moves every target, in place and with one native call.
     *
     * @param momentum m in [0, 1]: 1 keeps the target, 0 copies the online network
     */
    public static void update(List<Tensor> targets, List<Tensor> online, double momentum) {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("the momentum of a moving average must lie in [0, 1] but was " + momentum
                    + ".\nMaybe 0.996 was meant.");
        } else if (targets.size() != online.size()) {
            throw new IllegalArgumentException(
                    "the target has " + targets.size() + " parameters but the online network " + online.size()
                            + ".\nMaybe they have different configurations.");
        }
        InPlace.lerp(targets, online, 1 - momentum);
    }
}
