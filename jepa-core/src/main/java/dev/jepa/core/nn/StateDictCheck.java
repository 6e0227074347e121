package dev.jepa.core.nn;

import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Compares the names and shapes of a module or optimiser with those of a state dict before anything is loaded. */
public final class StateDictCheck {
    private static final int LISTED = 5;

    private StateDictCheck() {}

    /**
     * Asserts equal names and shapes.
     *
     * @param owner what the state is loaded into, for the message
     * @throws IllegalArgumentException listing what is missing, unexpected or of another shape
     */
    public static void requireSame(String owner, Map<String, Tensor> own, Map<String, Tensor> state) {
        List<String> missing =
                own.keySet().stream().filter(name -> !state.containsKey(name)).toList();
        List<String> unexpected =
                state.keySet().stream().filter(name -> !own.containsKey(name)).toList();
        List<String> mismatched = new ArrayList<>();
        own.forEach((name, tensor) -> {
            Tensor other = state.get(name);
            if (other != null && !other.shape().equals(tensor.shape())) {
                mismatched.add(name + " is " + tensor.shape() + " but comes as " + other.shape());
            }
        });
        List<String> problems = new ArrayList<>();
        describe("missing", missing, problems);
        describe("unexpected", unexpected, problems);
        describe("wrong shape", mismatched, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("The state dict does not fit " + owner + ": "
                    + String.join("; ", problems) + ".\n" + advice(own.keySet(), state.keySet(), missing));
        }
    }

    private static void describe(String what, List<String> names, List<String> problems) {
        if (!names.isEmpty()) {
            int more = names.size() - LISTED;
            problems.add(names.size() + " " + what + " ("
                    + String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                    + (more > 0 ? ", and " + more + " more" : "") + ")");
        }
    }

    /** Many checkpoints carry a prefix such as {@code module.}: if cutting one off makes a missing name fit, say so. */
    private static String advice(Collection<String> own, Collection<String> given, List<String> missing) {
        for (String name : given) {
            for (String wanted : missing) {
                if (!own.contains(name) && name.endsWith("." + wanted)) {
                    return "Maybe cut the prefix '" + name.substring(0, name.length() - wanted.length())
                            + "' off the names.";
                }
            }
        }
        return "Maybe the state dict belongs to a network with another configuration.";
    }
}
