package dev.jepa.examples.planning;

import dev.jepa.core.errors.Nearest;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.planning.planner.CmaEs;
import dev.jepa.planning.planner.CrossEntropy;
import dev.jepa.planning.planner.GradientPlanner;
import dev.jepa.planning.planner.Ilqr;
import dev.jepa.planning.planner.ImprovedCrossEntropy;
import dev.jepa.planning.planner.Mppi;
import dev.jepa.planning.planner.Plan;
import dev.jepa.planning.planner.PlanRequest;
import dev.jepa.planning.planner.Planner;
import dev.jepa.planning.planner.RandomShooting;
import dev.jepa.planning.planner.RefinedPlanner;
import dev.jepa.planning.planner.TreeSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The planners of {@code jepa plan} by name; {@code A+B} is any two of them one after the other. */
public final class Planners {
    /** In place of a name: every planner in turn. */
    public static final String ALL = "all";

    private static final int ACTION_VALUES = 3;
    private static final String COMBINED = "cem+gradient";
    private static final Map<String, Choice> SINGLE = single();

    private Planners() {}

    /**
     * A planner and how it is used where the command line says nothing.
     *
     * @param iterations rounds
     * @param gradients whether it needs a model with gradients
     */
    public record Choice(Planner planner, int iterations, boolean gradients) {
        /** This planner and then another, each for as many rounds as alone. */
        Choice then(Choice other) {
            int rounds = iterations + other.iterations;
            double share = (double) iterations / rounds;
            return new Choice(new RefinedPlanner(planner, other.planner, share), rounds, gradients || other.gradients);
        }
    }

    private static Map<String, Choice> single() {
        Map<String, Choice> choices = new LinkedHashMap<>();
        GradientPlanner.Config descent = GradientPlanner.Config.adam().withStarts(4);
        choices.put("gradient", new Choice(new GradientPlanner(descent), 10, true));
        choices.put("cem", new Choice(new CrossEntropy(CrossEntropy.Config.standard()), 8, false));
        choices.put("icem", new Choice(new ImprovedCrossEntropy(ImprovedCrossEntropy.Config.standard()), 8, false));
        choices.put("mppi", new Choice(new Mppi(Mppi.Config.standard()), 8, false));
        choices.put("random-shooting", new Choice(new RandomShooting(200), 8, false));
        choices.put("cma-es", new Choice(new CmaEs(CmaEs.Config.standard()), 12, false));
        choices.put("ilqr", new Choice(new Ilqr(Ilqr.Config.standard()), 5, true));
        choices.put("tree-search", new Choice(Planners::treeSearch, 12, false));
        return choices;
    }

    /** Over the corners, edges and the middle of the allowed actions. */
    private static Plan treeSearch(PlanRequest request) {
        return TreeSearch.standard(request.problem().bounds().grid(ACTION_VALUES))
                .plan(request);
    }

    /**
     * The names of the planners that {@link #ALL} stands for.
     *
     * @param gradients whether the model has gradients; if not, planners that need them are left out
     */
    public static List<String> names(boolean gradients) {
        List<String> names = new ArrayList<>(SINGLE.keySet());
        names.add(COMBINED);
        names.removeIf(name -> !gradients && find(name).gradients());
        return names;
    }

    /** The planner of this name; a name that is none is wrong use. */
    public static Choice find(String name) {
        int plus = name.indexOf('+');
        if (plus >= 0) {
            return find(name.substring(0, plus)).then(find(name.substring(plus + 1)));
        }
        Choice choice = SINGLE.get(name);
        if (choice == null) {
            throw new UsageException("There is no planner '" + name + "'; there are "
                    + String.join(", ", SINGLE.keySet()) + ", two of them joined by '+' such as " + COMBINED + ", and "
                    + ALL + " for one after the other."
                    + Nearest.find(name, SINGLE.keySet())
                            .map(nearest -> "\nMaybe '" + nearest + "' was meant.")
                            .orElse(""));
        }
        return choice;
    }
}
