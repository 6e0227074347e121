package dev.jepa.examples.tworooms;

import dev.jepa.core.errors.Nearest;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.planning.planner.CrossEntropy;
import dev.jepa.planning.planner.GradientPlanner;
import dev.jepa.planning.planner.ImprovedCrossEntropy;
import dev.jepa.planning.planner.Mppi;
import dev.jepa.planning.planner.Planner;
import dev.jepa.planning.planner.RandomShooting;
import java.util.LinkedHashMap;
import java.util.Map;

/** The planners of {@code jepa plan} by name, with settings for Two Rooms. */
final class RoomsPlanners {
    private static final Map<String, Choice> CHOICES = choices();

    private RoomsPlanners() {}

    /**
     * A planner and how it is used where the command line says nothing.
     *
     * @param horizon steps to plan ahead
     * @param replan actions taken from a plan before the next is made
     * @param iterations rounds
     */
    record Choice(Planner planner, int horizon, int replan, int iterations) {}

    private static Map<String, Choice> choices() {
        Map<String, Choice> choices = new LinkedHashMap<>();
        GradientPlanner.Config descent = GradientPlanner.Config.adam().withStarts(4);
        choices.put("gradient", new Choice(new GradientPlanner(descent), 24, 8, 10));
        choices.put("cem", new Choice(new CrossEntropy(CrossEntropy.Config.standard()), 24, 8, 8));
        choices.put("icem", new Choice(new ImprovedCrossEntropy(ImprovedCrossEntropy.Config.standard()), 24, 8, 8));
        choices.put("mppi", new Choice(new Mppi(Mppi.Config.standard()), 24, 8, 8));
        choices.put("random-shooting", new Choice(new RandomShooting(200), 24, 8, 8));
        return choices;
    }

    /** The planner of this name; a name that is none is wrong use. */
    static Choice find(String name) {
        Choice choice = CHOICES.get(name);
        if (choice == null) {
            throw new UsageException("There is no planner '" + name + "'." + Nearest.advice(name, CHOICES.keySet()));
        }
        return choice;
    }
}
