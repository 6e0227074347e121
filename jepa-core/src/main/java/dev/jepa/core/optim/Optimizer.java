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
     * @param gradients one for each of {@link #parameters()}, of its shape
     * @throws IllegalArgumentException when their number or a shape differs; no parameter has changed then
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
