package dev.jepa.examples.command;

import dev.jepa.core.config.Configs;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.Recipes;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jepa recipes}: what can be trained, and each recipe's configuration. */
@Command(name = "recipes", description = "Lists what can be trained, or prints the configuration of one recipe.")
final class RecipesCommand implements Callable<Integer> {
    private final Recipes recipes;

    private final PrintWriter out;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "A recipe, to print its keys, what they allow and their values: a file for 'jepa train --config'.")
    private Optional<String> name = Optional.empty();

    RecipesCommand(Recipes recipes, PrintWriter out) {
        this.out = out;
        this.recipes = recipes;
    }

    @Override
    public Integer call() {
        if (name.isPresent()) {
            printConfiguration(recipes.find(name.get()));
        } else {
            list();
        }
        return 0;
    }

    private void printConfiguration(Recipe<?> recipe) {
        out.println("// " + recipe.name() + ": " + recipe.description());
        out.println("// Change what you like and leave out the rest: jepa train " + recipe.name() + " --config FILE");
        out.print(Configs.toCommentedText(recipe.defaults()));
    }

    private void list() {
        int width =
                recipes.all().stream().mapToInt(r -> r.name().length()).max().orElse(0);
        for (Recipe<?> recipe : recipes.all()) {
            out.printf("%-" + width + "s  %s%n", recipe.name(), recipe.description());
        }
    }
}
