package dev.jepa.examples.recipe;

import dev.jepa.core.errors.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes that a command line knows, by name. */
public final class Recipes {
    private final Map<String, Recipe<?>> byName = new LinkedHashMap<>();

    /** These recipes, listed in this order; their names must differ. */
    public Recipes(List<Recipe<?>> recipes) {
        for (Recipe<?> recipe : recipes) {
            if (byName.put(recipe.name(), recipe) != null) {
                throw new IllegalArgumentException("Two recipes have the name " + recipe.name() + ".");
            }
        }
    }

    /** All recipes, in order. */
    public List<Recipe<?>> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The recipe of this name.
     *
     * @throws UsageException if there is none; the message names the nearest
     */
    public Recipe<?> find(String name) {
        Recipe<?> recipe = byName.get(name);
        if (recipe == null) {
            throw new UsageException("There is no recipe '" + name + "'." + Nearest.advice(name, byName.keySet()));
        }
        return recipe;
    }
}
