package dev.jepa.planning.agent;

import dev.jepa.core.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/** Configures an endless round: one goal after another, the next as soon as one is reached, whatever goal the episode shows. Always plans. */
public final class Patrol implements Configurator {
    private final List<Tensor> goals;
    private final Function<Tensor, Cost> costOfGoal;
    private final ToDoubleBiFunction<Tensor, Tensor> distance;
    private final double reached;
    private int next;
    private long visits;

    /**
     * A round.
     *
     * @param goals states [1, D] in their order; they must outlive the patrol
     * @param costOfGoal a goal to the cost of plans
     * @param distance of a state from a goal, in any unit
     * @param reached the distance below which a goal counts as reached
     */
    public Patrol(
            List<Tensor> goals,
            Function<Tensor, Cost> costOfGoal,
            ToDoubleBiFunction<Tensor, Tensor> distance,
            double reached) {
        if (goals.size() < 2 || !(reached > 0)) {
            throw new IllegalArgumentException("a patrol needs two goals or more and reached > 0 but had "
                    + goals.size() + " goals and " + reached + ".");
        }
        this.goals = List.copyOf(goals);
        this.costOfGoal = costOfGoal;
        this.distance = distance;
        this.reached = reached;
    }

    @Override
    public void begin() {
        next = 0;
        visits = 0;
    }

    @Override
    public ActorMode mode(Situation situation) {
        return ActorMode.DELIBERATE;
    }

    @Override
    public Task task(Situation situation) {
        if (distance.applyAsDouble(situation.state(), goals.get(next)) < reached) {
            next = (next + 1) % goals.size();
            visits++;
        }
        Tensor goal = goals.get(next);
        return new Task(goal, costOfGoal.apply(goal));
    }

    /** Goals reached since the episode began, as far as the agent can tell. */
    public long visits() {
        return visits;
    }

    /** Whole rounds since the episode began. */
    public long laps() {
        return visits / goals.size();
    }

    /** The number of the goal that is headed for. */
    public int next() {
        return next;
    }
}
