package dev.jepa.losses.collapse;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Whether a world model listens to actions: its prediction error with the true actions against that with the actions of other
 * examples.
 *
 * @param trueLoss with the true actions
 * @param shuffledLoss with the actions of other examples, the mean over several draws
 */
public record ActionSensitivity(double trueLoss, double shuffledLoss) {
    private static final double DEAF = 1.02;

    /**
     * Measures it.
     *
     * @param lossOfActions the prediction error, a scalar, given actions
     * @param actions [B, ...], B &gt;= 2
     * @param draws shuffles to average over
     */
    public static ActionSensitivity measure(UnaryOperator<Tensor> lossOfActions, Tensor actions, int draws, Rng rng) {
        if (actions.shape().rank() < 2 || actions.size(0) < 2 || draws < 1) {
            throw new IllegalArgumentException("Actions must be [B, ...] with B >= 2 and draws >= 1 but were "
                    + actions.shape() + " and " + draws + ".\nMaybe use a larger batch.");
        }
        return Autograd.suspend(() -> {
            double sum = 0;
            for (int i = 0; i < draws; i++) {
                try (TensorScope ignored = TensorScope.open()) {
                    Tensor others = othersOf(rng.at(i), (int) actions.size(0)).to(actions.device());
                    sum += lossOfActions.apply(actions.indexSelect(0, others)).item();
                }
            }
            return new ActionSensitivity(lossOfActions.apply(actions).item(), sum / draws);
        });
    }

    /** For each example another one: a rotation along a random cycle. */
    private static Tensor othersOf(Rng rng, int count) {
        long[] cycle = rng.permutation(count);
        long[] others = new long[count];
        for (int i = 0; i < count; i++) {
            others[(int) cycle[i]] = cycle[(i + 1) % count];
        }
        return Tensors.of(others, count);
    }

    /** shuffledLoss / trueLoss: 1 for a model that ignores actions; 1 as well where both are 0. */
    public double ratio() {
        return trueLoss > 0 ? shuffledLoss / trueLoss : shuffledLoss > 0 ? Double.POSITIVE_INFINITY : 1;
    }

    /** One sentence for the user. */
    public String verdict() {
        return ratio() < DEAF
                ? String.format(
                        Locale.ROOT,
                        "the model ignores actions: with those of other examples its error is %.3g instead of %.3g.",
                        shuffledLoss,
                        trueLoss)
                : String.format(
                        Locale.ROOT,
                        "the model listens to actions: with those of other examples its error is %.3g times as large.",
                        ratio());
    }
}
