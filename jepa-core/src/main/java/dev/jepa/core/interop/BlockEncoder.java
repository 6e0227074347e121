package dev.jepa.core.interop;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.ParameterStore;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.NDArrays;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A DJL block as an encoder whose parameters are trained by this library's optimisers.
 *
 * <p>The parameters are copies, under DJL's names, on the block's device: the block stays its owner's, and {@link #updateBlock}
 * writes trained values back. What the block does not train (running statistics, a frozen part) becomes a buffer.
 * Gradients flow to parameters and observations as {@link NDArrays#call} says; {@code Autograd.gradients} refuses a
 * parameter that the block cut off, with {@code duplicate} or {@code toType}, or read past its {@code ParameterStore}.
 *
 * <p>Dropout and whatever else draws random numbers in a block takes them from the engine's generator, which a training pass
 * seeds from its {@link Mode}, for the whole process.
 *
 * <p>A loaded TorchScript model keeps its parameters to itself and cannot be wrapped.
 */
public final class BlockEncoder extends Module implements Encoder {
    private final Block block;
    private final int dim;
    private final IdentityHashMap<Parameter, Tensor> copies = new IdentityHashMap<>();
    private final List<Parameter> order = new ArrayList<>();

    /**
     * Copies the parameters.
     *
     * @param block initialised; takes one array [B, …] and gives one array [B, D] or [B, N, D]
     * @param dim D
     * @throws IllegalArgumentException when the block is not initialised or is a TorchScript model
     */
    public BlockEncoder(Block block, int dim) {
        if (block instanceof SymbolBlock) {
            throw new IllegalArgumentException(
                    "A TorchScript model does not let its parameters be replaced, so it cannot be"
                            + " trained here.\nMaybe run it frozen: NDArrays.call.");
        }
        if (!block.isInitialized()) {
            throw new IllegalArgumentException("The block is not initialised, so it has no parameters yet.\n"
                    + "Maybe block.initialize(manager, DataType.FLOAT32, shape).");
        }
        if (dim < 1) {
            throw new IllegalArgumentException("dim must be >= 1 but was " + dim + ".");
        }
        this.block = block;
        this.dim = dim;
        block.getParameters().forEach(named -> adopt(named.getKey(), named.getValue()));
    }

    private void adopt(String name, Parameter parameter) {
        if (copies.containsKey(parameter)) {
            return; // a part that two blocks share
        }
        try (TensorScope ignored = TensorScope.open()) {
            Tensor values = Tensors.from(parameter.getArray());
            copies.put(parameter, parameter.requiresGradient() ? parameter(name, values) : buffer(name, values));
            order.add(parameter);
        }
    }

    /** [B, …] to what the block gives, [B, D] or [B, N, D]. */
    @Override
    public Tensor encode(Tensor observations, Mode mode) {
        if (mode.training()) {
            Engine.getEngine("PyTorch").setRandomSeed(mode.rng().generator().nextInt());
        }
        List<Tensor> inputs = new ArrayList<>(List.of(observations));
        order.forEach(parameter -> inputs.add(Objects.requireNonNull(copies.get(parameter))));
        List<Tensor> results = run(inputs, mode.training());
        Tensor encoded = results.get(0);
        if (results.size() != 1 || encoded.shape().rank() < 2 || encoded.size(-1) != dim) {
            throw new IllegalArgumentException("The block must give one array [B, " + dim + "] or [B, N, " + dim
                    + "] but gave " + results.stream().map(Tensor::shape).toList()
                    + ".\nMaybe dim is not the block's output size.");
        }
        return encoded;
    }

    private List<Tensor> run(List<Tensor> inputs, boolean training) {
        try {
            return NDArrays.call(arrays -> forward(arrays, training), inputs);
        } catch (EngineException e) {
            throw new IllegalArgumentException(
                    "The block cannot take observations "
                            + inputs.get(0).dtype() + inputs.get(0).shape() + ": " + e.getMessage()
                            + "\nMaybe they have another shape or type than it was initialised with.",
                    e);
        }
    }

    /** Arrays: the observations, then the parameters in their order. */
    private NDList forward(NDList arrays, boolean training) {
        IdentityHashMap<Parameter, NDArray> values = new IdentityHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            values.put(order.get(i), arrays.get(i + 1));
        }
        NDArray observations = arrays.get(0);
        return block.forward(
                new CopiedParameters(observations.getManager(), values), new NDList(observations), training);
    }

    /** Writes the values of the parameters and buffers into the block. */
    public void updateBlock() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            copies.forEach((parameter, values) -> values.toNDArray(manager).copyTo(parameter.getArray()));
        }
    }

    @Override
    public int dim() {
        return dim;
    }

    /** Gives the block the copies where it asks for its parameters. */
    private static final class CopiedParameters extends ParameterStore {
        private final IdentityHashMap<Parameter, NDArray> values;

        CopiedParameters(NDManager manager, IdentityHashMap<Parameter, NDArray> values) {
            super(manager, false);
            this.values = values;
        }

        @Override
        public @Nullable NDArray getValue(@Nullable Parameter parameter, Device device, boolean training) {
            return parameter == null ? null : values.get(parameter);
        }
    }
}
