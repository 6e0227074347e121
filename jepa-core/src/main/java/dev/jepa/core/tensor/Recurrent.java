package dev.jepa.core.tensor;

import java.util.List;

/**
 * Gated recurrent units (arXiv 1406.1078), as PyTorch: r = sigmoid(W_ir x + b_ir + W_hr h + b_hr), z likewise,
 * n = tanh(W_in x + b_in + r (W_hn h + b_hn)), h' = (1 - z) n + z h.
 *
 * <p>Dimensions: T time, B batch, I inputs, H hidden, L layers. A layer's parameters are weight_ih [3H, I], weight_hh
 * [3H, H], bias_ih [3H], bias_hh [3H], rows in the order r, z, n.
 */
public final class Recurrent {
    private static final Script SCRIPT = Script.load("recurrent", "Recurrent");

    private Recurrent() {}

    /**
     * A sequence through L layers.
     *
     * @param x [T, B, I]
     * @param hidden [L, B, H], the states before the first step
     * @param parameters four of each layer, 4 L in all
     * @return the last layer's states [T, B, H], and the states after the last step [L, B, H]
     */
    public static List<Tensor> gru(Tensor x, Tensor hidden, List<Tensor> parameters) {
        return SCRIPT.callForList("gru", x, hidden, parameters, parameters.size() / 4);
    }

    /**
     * One step of one layer.
     *
     * @param x [B, I]
     * @param hidden [B, H]
     * @param parameters the layer's four
     * @return [B, H]
     */
    public static Tensor gruCell(Tensor x, Tensor hidden, List<Tensor> parameters) {
        return SCRIPT.call("gru_cell", x, hidden, parameters);
    }

    /**
     * A residual perceptron over a sequence: s_t+1 = s_t + f([s_t, u_t]), ReLU between the layers of f. One native call, however long the
     * sequence; under {@link Precision#BF16} the factors of products are rounded to bfloat16.
     *
     * @param state s_0, [B, D]
     * @param inputs u, [B, T, I]
     * @param weights of the layers, [out, in]; the first takes D + I, the last gives D
     * @param biases of the layers, [out]
     * @return s_1 … s_T, [B, T, D]
     */
    public static Tensor residualPerceptron(Tensor state, Tensor inputs, List<Tensor> weights, List<Tensor> biases) {
        return SCRIPT.call("residual_perceptron", state, inputs, weights, biases, Precision.lowersTo16(state));
    }
}
