package dev.jepa.planning.agent;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The last transitions: state, goal, action, intrinsic cost, next state. The oldest are forgotten. */
public final class ShortTermMemory {
    private final int capacity;
    private final List<Transition> transitions = new ArrayList<>();
    private int oldest;

    /** One remembered step. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Transition(float[] state, float[] goal, float[] action, float cost, float[] nextState) {}

    /**
     * Remembered steps.
     *
     * @param states [B, D]
     * @param goals of the tasks that were being done, [B, D]
     * @param actions [B, A]
     * @param costs [B]
     * @param nextStates [B, D]
     */
    public record Batch(Tensor states, Tensor goals, Tensor actions, Tensor costs, Tensor nextStates) {}

    /** A memory of so many transitions. */
    public ShortTermMemory(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be >= 1 but was " + capacity + ".");
        }
        this.capacity = capacity;
    }

    /** The number of transitions. */
    public int size() {
        return transitions.size();
    }

    /** Remembers a step; tensors of one row or vectors. */
    public void add(Tensor state, Tensor goal, Tensor action, double cost, Tensor nextState) {
        Transition transition = new Transition(
                state.toFloatArray(),
                goal.toFloatArray(),
                action.toFloatArray(),
                (float) cost,
                nextState.toFloatArray());
        if (transitions.size() < capacity) {
            transitions.add(transition);
        } else {
            transitions.set(oldest, transition);
            oldest = (oldest + 1) % capacity;
        }
    }

    /** Steps drawn with replacement, float32 on the CPU. */
    public Batch sample(Rng rng, int count) {
        if (transitions.isEmpty()) {
            throw new IllegalStateException("the memory is empty.\nMaybe act first.");
        }
        if (count < 1) {
            throw new IllegalArgumentException("a sample must have one step or more but was to have " + count + ".");
        }
        RandomGenerator generator = rng.generator();
        List<Transition> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(transitions.get(generator.nextInt(transitions.size())));
        }
        float[] costs = new float[count];
        for (int i = 0; i < count; i++) {
            costs[i] = drawn.get(i).cost;
        }
        return new Batch(
                rows(drawn.stream().map(Transition::state).toList()),
                rows(drawn.stream().map(Transition::goal).toList()),
                rows(drawn.stream().map(Transition::action).toList()),
                Tensors.of(costs, count),
                rows(drawn.stream().map(Transition::nextState).toList()));
    }

    private static Tensor rows(List<float[]> rows) {
        int width = rows.get(0).length;
        float[] values = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * width, width);
        }
        return Tensors.of(values, rows.size(), width);
    }
}
