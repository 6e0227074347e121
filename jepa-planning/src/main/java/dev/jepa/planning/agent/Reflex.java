package dev.jepa.planning.agent;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.mpc.Observer;
import org.jspecify.annotations.Nullable;

/** Mode 1 and nothing else: perceive, act. No prediction, no memory; the goal is perceived once an episode. */
public final class Reflex implements Policy, AutoCloseable {
    private final Perception perception;
    private final Observer observer;
    private final Actor actor;
    private @Nullable Tensor goal; // [1, D]

    /** A policy of an actor, which it does not own. */
    public Reflex(Perception perception, Observer observer, Actor actor) {
        this.perception = perception;
        this.observer = observer;
        this.actor = actor;
    }

    @Override
    public void begin(Environment environment) {
        close();
        try (TensorScope ignored = TensorScope.open()) {
            goal = TensorScope.release(
                    perception.perceive(observer.observeGoal(environment)).copy());
        }
    }

    @Override
    public double[] act(Environment environment) {
        if (goal == null) {
            throw new IllegalStateException("no episode has begun.\nMaybe call begin(environment).");
        }
        try (TensorScope ignored = TensorScope.open()) {
            Tensor state = perception.perceive(observer.observe(environment)); // [1, D]
            return environment.actionBounds().project(actor.act(state, goal).toDoubleArray());
        }
    }

    /** Frees the goal. */
    @Override
    public void close() {
        if (goal != null) {
            goal.close();
            goal = null;
        }
    }
}
