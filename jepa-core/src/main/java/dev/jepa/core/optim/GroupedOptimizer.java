package dev.jepa.core.optim;

import dev.jepa.core.nn.StateDictCheck;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An optimiser that keeps a few zero-initialised tensors a parameter and updates each group with one native call. */
abstract sealed class GroupedOptimizer implements Optimizer permits AdamFamily, Lars, Sgd {
    private static final String STEPS = "steps";

    private final List<String> names;
    private final List<Tensor> parameters;
    private final Map<ParameterGroup, List<Integer>> groups = new LinkedHashMap<>();

    /** State by kind ("exp_avg"), then one tensor a parameter. */
    private final Map<String, List<Tensor>> state = new LinkedHashMap<>();

    private long steps;

    GroupedOptimizer(Map<String, Tensor> named, ParameterRule rule, String... stateKinds) {
        this.names = List.copyOf(named.keySet());
        this.parameters = List.copyOf(named.values());
        for (int i = 0; i < names.size(); i++) {
            if (!parameters.get(i).isContiguous()) {
                throw new IllegalArgumentException(
                        "The parameter '" + names.get(i) + "' is not contiguous, so it cannot"
                                + " be updated in place.\nMaybe it is a view; use tensor.contiguous().");
            }
            groups.computeIfAbsent(rule.groupOf(names.get(i), parameters.get(i)), group -> new ArrayList<>())
                    .add(i);
        }
        try (TensorScope ignored = TensorScope.open()) {
            for (String kind : stateKinds) {
                state.put(kind, parameters.stream().map(GroupedOptimizer::zeros).toList());
            }
        }
    }

    private static Tensor zeros(Tensor like) {
        return TensorScope.release(Tensors.zeros(like.dtype(), like.device(), like.shape()));
    }

    /** Updates the parameters of one group; the state lists come in the order of the kinds. */
    abstract void update(
            ParameterGroup group,
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<List<Tensor>> state,
            Rates rates);

    /** The scalars of a step for one group; {@code step} counts from 1. */
    record Rates(double learningRate, double weightDecay, long step) {}

    @Override
    public List<Tensor> parameters() {
        return parameters;
    }

    @Override
    public void step(List<Tensor> gradients, double learningRate, double weightDecay) {
        requireFitting(gradients);
        Map<ParameterGroup, Rates> rates = new LinkedHashMap<>();
        for (ParameterGroup group : groups.keySet()) {
            rates.put(
                    group,
                    new Rates(
                            scaled("learning rate", learningRate, group.learningRateScale()),
                            scaled("weight decay", weightDecay, group.weightDecayScale()),
                            steps + 1));
        }
        requireFinite(gradients);
        steps++;
        groups.forEach((group, members) -> update(
                group,
                pick(parameters, members),
                pick(gradients, members),
                state.values().stream().map(kind -> pick(kind, members)).toList(),
                Objects.requireNonNull(rates.get(group))));
    }

    /** A rate of a group; the kernels compute in floats, where a larger double is infinite. */
    private static double scaled(String name, double rate, double scale) {
        double result = rate * scale;
        if (!(rate >= 0 && result >= 0 && result <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("The " + name + " of a step must be finite and >= 0 but was " + rate
                    + (scale == 1 ? "" : " times the group's scale " + scale)
                    + ".\nMaybe a schedule divides by zero, or starts below zero.");
        }
        return result;
    }

    private void requireFinite(List<Tensor> gradients) {
        Gradients.describeNonFinite(names, gradients).ifPresent(fault -> {
            throw new IllegalArgumentException(
                    fault + "; no parameter has changed.\nMaybe lower the learning rate, or clip the"
                            + " gradients: GradientClipping.byGlobalNorm(gradients, maxNorm).");
        });
    }

    private void requireFitting(List<Tensor> gradients) {
        if (gradients.size() != parameters.size()) {
            throw new IllegalArgumentException("The optimiser has " + parameters.size() + " parameters but was given "
                    + gradients.size() + " gradients.\nMaybe take the gradients of optimizer.parameters().");
        }
        for (int i = 0; i < gradients.size(); i++) {
            Shape expected = parameters.get(i).shape();
            if (!gradients.get(i).shape().equals(expected)) {
                throw new IllegalArgumentException("The gradient of '" + names.get(i) + "' must be " + expected
                        + " but was " + gradients.get(i).shape()
                        + ".\nMaybe the gradients are in another order than optimizer.parameters().");
            }
        }
        int unlike = InPlace.firstUnlike(parameters, gradients);
        if (unlike >= 0) {
            Tensor parameter = parameters.get(unlike);
            Tensor gradient = gradients.get(unlike);
            throw new IllegalArgumentException(
                    "The gradient of '" + names.get(unlike) + "' must be " + parameter.dtype()
                            + " on " + parameter.device() + " but was " + gradient.dtype() + " on " + gradient.device()
                            + ".\nMaybe convert it: gradient.to(parameter.dtype()).to(parameter.device()).");
        }
    }

    private static List<Tensor> pick(List<Tensor> tensors, List<Integer> members) {
        return members.size() == tensors.size()
                ? tensors
                : members.stream().map(tensors::get).toList();
    }

    @Override
    public Map<String, Tensor> stateDict() {
        Map<String, Tensor> dict = new LinkedHashMap<>();
        state.forEach((kind, tensors) -> {
            for (int i = 0; i < names.size(); i++) {
                dict.put(kind + "." + names.get(i), tensors.get(i));
            }
        });
        dict.put(STEPS, Tensors.of(new long[] {steps}));
        return dict;
    }

    @Override
    public void loadStateDict(Map<String, Tensor> loaded) {
        try (TensorScope ignored = TensorScope.open()) {
            Map<String, Tensor> own = stateDict();
            StateDictCheck.requireSame("this " + getClass().getSimpleName(), own, loaded);
            InPlace.copy(
                    List.copyOf(own.values()),
                    own.keySet().stream()
                            .map(name -> Objects.requireNonNull(loaded.get(name)))
                            .toList());
            steps = Objects.requireNonNull(own.get(STEPS)).toLongArray()[0];
        }
    }

    @Override
    public void close() {
        state.values().forEach(tensors -> tensors.forEach(Tensor::close));
    }
}
