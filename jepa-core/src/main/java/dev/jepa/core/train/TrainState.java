package dev.jepa.core.train;

import dev.jepa.core.nn.Module;
import dev.jepa.core.optim.Optimizer;
import dev.jepa.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The state of a run as named parts, each with a prefix: {@code encoder.}, {@code target.}, {@code optimizer.}.
 *
 * <pre>{@code
 * TrainState state = new TrainState().with("encoder", encoder).with("optimizer", optimizer);
 * }</pre>
 */
public final class TrainState {
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private record Part(Supplier<Map<String, Tensor>> save, Consumer<Map<String, Tensor>> load) {}

    /** Adds the parameters and buffers of a module. */
    public TrainState with(String name, Module module) {
        return with(name, module::stateDict, module::loadStateDict);
    }

    /** Adds the moments and step count of an optimiser. */
    public TrainState with(String name, Optimizer optimizer) {
        return with(name, optimizer::stateDict, optimizer::loadStateDict);
    }

    /** Adds tensors that are read and written by functions. */
    public TrainState with(String name, Supplier<Map<String, Tensor>> save, Consumer<Map<String, Tensor>> load) {
        if (parts.put(name, new Part(save, load)) != null) {
            throw new IllegalArgumentException("The state already has a part named '" + name + "'.");
        }
        return this;
    }

    /** All tensors under their full names: the live ones, not copies. A scope must be open. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        parts.forEach((name, part) -> part.save.get().forEach((key, tensor) -> all.put(name + "." + key, tensor)));
        return all;
    }

    /**
     * Overwrites every part.
     *
     * @throws IllegalArgumentException when names or shapes differ
     */
    public void load(Map<String, Tensor> tensors) {
        parts.forEach((name, part) -> part.load.accept(under(name + ".", tensors)));
    }

    /** The tensors of one part, without its prefix. */
    public static Map<String, Tensor> under(String prefix, Map<String, Tensor> tensors) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), tensor);
            }
        });
        return own;
    }
}
