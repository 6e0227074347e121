package dev.jepa.core.nn;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A part of a network: named parameters (trained), named buffers (kept but not trained) and named children.
 *
 * <p>Names join with dots as in PyTorch and timm ({@code blocks.0.attn.qkv.weight}), so official checkpoints load without
 * a table of names. The tensors belong to the module, not to a scope: they live until {@link #close}. Their objects stay
 * the same for the module's lifetime; optimisers and {@link #loadStateDict} change the memory behind them.
 */
public abstract class Module implements AutoCloseable {
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final Map<String, Module> children = new LinkedHashMap<>();

    /**
     * Registers a trained tensor; the module takes the initial values over and closes them.
     *
     * @return the parameter, a leaf that requires gradients
     */
    protected Tensor parameter(String name, Tensor initial) {
        requireFree(name);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor leaf = TensorScope.release(Autograd.variable(initial.detach().copy()));
            initial.close();
            parameters.put(name, leaf);
            return leaf;
        }
    }

    /** Registers a tensor that is saved but not trained; the module takes the initial values over and closes them. */
    protected Tensor buffer(String name, Tensor initial) {
        requireFree(name);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor own = TensorScope.release(initial.detach().copy());
            initial.close();
            buffers.put(name, own);
            return own;
        }
    }

    /** Registers a part, whose names get this name and a dot in front. */
    protected <M extends Module> M child(String name, M module) {
        requireFree(name);
        children.put(name, module);
        return module;
    }

    private void requireFree(String name) {
        if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " already has a part named '" + name
                    + "'.\nMaybe number the parts: \"blocks.\" + i.");
        }
    }

    /**
     * The trained tensors by full name, in the order of registration, own ones before the children's. A part that two
     * modules share counts once, under its first name.
     */
    public Map<String, Tensor> namedParameters() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        collect("", all, true, false);
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        all.values().removeIf(tensor -> !seen.add(tensor));
        return Collections.unmodifiableMap(all);
    }

    /** The tensors that are saved but not trained, by full name. */
    public Map<String, Tensor> namedBuffers() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        collect("", all, false, true);
        return Collections.unmodifiableMap(all);
    }

    /** The trained tensors, in the order of {@link #namedParameters}. */
    public List<Tensor> parameters() {
        return List.copyOf(namedParameters().values());
    }

    /** The number of trained elements. */
    public long parameterCount() {
        return parameters().stream().mapToLong(p -> p.shape().elements()).sum();
    }

    /** Parameters and buffers by full name, in PyTorch's order: the live tensors, not copies. */
    public Map<String, Tensor> stateDict() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        collect("", all, true, true);
        return Collections.unmodifiableMap(all);
    }

    private void collect(String prefix, Map<String, Tensor> all, boolean withParameters, boolean withBuffers) {
        if (withParameters) {
            parameters.forEach((name, tensor) -> all.put(prefix + name, tensor));
        }
        if (withBuffers) {
            buffers.forEach((name, tensor) -> all.put(prefix + name, tensor));
        }
        children.forEach((name, child) -> child.collect(prefix + name + ".", all, withParameters, withBuffers));
    }

    /**
     * Overwrites every parameter and buffer, converting types and devices; changes nothing when it fails.
     *
     * @throws IllegalArgumentException when a name is missing or unexpected, or a shape differs; the message lists them
     */
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> own = stateDict();
        StateDictCheck.requireSame(getClass().getSimpleName(), own, state);
        List<Tensor> sources = own.keySet().stream()
                .map(name -> Objects.requireNonNull(state.get(name)))
                .toList();
        InPlace.copy(List.copyOf(own.values()), sources);
    }

    /** Frees the parameters and buffers of this module and its children. */
    @Override
    public void close() {
        List<Tensor> all = new ArrayList<>(parameters.values());
        all.addAll(buffers.values());
        all.forEach(Tensor::close);
        children.values().forEach(Module::close);
    }
}
