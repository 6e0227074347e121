package dev.jepa.examples.command;

import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.Recipes;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jepa recipes}: what can be trained. */
@Command(name = "recipes", description = "Lists what can be trained.")
final class RecipesCommand implements Callable<Integer> {
    private final Recipes recipes;

    private final PrintWriter out;

    RecipesCommand(Recipes recipes, PrintWriter out) {
        this.out = out;
        this.recipes = recipes;
    }

    @Override
    public Integer call() {
        int width =
                recipes.all().stream().mapToInt(r -> r.name().length()).max().orElse(0);
        for (Recipe<?> recipe : recipes.all()) {
            out.printf("%-" + width + "s  %s%n", recipe.name(), recipe.description());
        }
        return 0;
    }
}
