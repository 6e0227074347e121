package dev.jepa.core.optim;

import dev.jepa.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Changes parameters in place, given their gradients.
 *
 * <pre>{@code
 * try (Optimizer optimizer = new AdamW(model.namedParameters(), ParameterRule.noDecayForBiasesAndNorms())) {
 *     Tensor loss = Autograd.record(() -> model.forward(x).square().mean());
 *     optimizer.step(Autograd.gradients(loss, optimizer.parameters()), learningRate.at(step), 0.05);
 * }
 * }</pre>
 */
public interface Optimizer extends AutoCloseable {
    /** The parameters, in the order in which {@link #step} takes gradients. */
    List<Tensor> parameters();

    /**
     * Updates every parameter.
     *
     * @param gradients one for each of {@link #parameters()}, of its shape, type and device
     * @param learningRate finite, &gt;= 0
     * @param weightDecay finite, &gt;= 0
     * @throws IllegalArgumentException when the number of gradients, a shape, a type or a device differs, a rate is negative or
     *     not finite, or a gradient is not finite: then the message names its parameter. Neither parameters nor state have changed
     */
    void step(List<Tensor> gradients, double learningRate, double weightDecay);

    /** Everything that a resumed run needs, by name: tensors that later steps change in place, and "steps". */
    Map<String, Tensor> stateDict();

    /**
     * Takes the values of a {@link #stateDict}.
     *
     * @throws IllegalArgumentException when names or shapes differ; nothing has changed then
     */
    void loadStateDict(Map<String, Tensor> state);

    /** Frees the state; the parameters live on. */
    @Override
    void close();
}
