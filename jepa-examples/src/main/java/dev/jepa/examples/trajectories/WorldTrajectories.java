package dev.jepa.examples.trajectories;

import dev.jepa.core.errors.Nearest;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.planning.env.HeldActions;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.env.RandomPolicy;
import dev.jepa.planning.env.Rollouts;
import dev.jepa.planning.env.tworooms.RecordedWalks;
import dev.jepa.planning.env.tworooms.WalkConfig;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Episodes of a world and a policy, both by name. */
public final class WorldTrajectories {
    private static final String RANDOM = "random";
    private static final String ORACLE = "oracle";
    private static final String WALKS = "walks";

    private WorldTrajectories() {}

    /** The names of the worlds. */
    public static List<String> worlds() {
        return World.ALL.stream().map(World::label).toList();
    }

    /**
     * What is asked for.
     *
     * @param world its name
     * @param policy {@code random}; {@code oracle} in Two Rooms and the maze; {@code walks} in Two Rooms, the random walks of its recipes
     * @param hold steps that a random action lasts
     * @param seed of all episodes
     * @param episodes how many
     * @param steps actions of each; empty for the world's own number
     * @param view what observations are
     */
    public record Request(
            String world, String policy, int hold, long seed, int episodes, OptionalInt steps, Rollouts.View view) {
        public Request {
            if (episodes < 1 || hold < 1 || (steps.isPresent() && steps.getAsInt() < 1)) {
                throw new UsageException("--episodes, --hold and --steps must be >= 1 but were " + episodes + ", "
                        + hold + (steps.isPresent() ? " and " + steps.getAsInt() : " and not given") + ".");
            }
        }
    }

    /**
     * The episodes.
     *
     * @throws UsageException if there is no such world, or it has no such policy
     */
    public static Trajectories of(Request request) {
        World world = World.ALL.stream()
                .filter(w -> w.label().equals(request.world()))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "There is no world '" + request.world() + "'." + Nearest.advice(request.world(), worlds())));
        if (request.policy().equals(WALKS) && world.equals(World.TWO_ROOMS)) {
            return walks(request);
        }
        int steps = request.steps().orElseGet(() -> world.environment().get().maxSteps());
        return new Rollouts(
                world.label(),
                List.of(
                        "world=" + world.label(),
                        "policy=" + request.policy(),
                        "hold=" + request.hold(),
                        "seed=" + request.seed(),
                        "steps=" + steps,
                        "view=" + request.view()),
                world.environment(),
                policy(world, request),
                new Rollouts.Plan(request.seed(), request.episodes(), steps, request.view()));
    }

    private static Trajectories walks(Request request) {
        if (request.view() != Rollouts.View.PIXELS || request.hold() != 1) {
            throw new UsageException("The walks are recorded as pixels, and their actions are not held.\n"
                    + "Maybe leave out --observe and --hold; positions go along as proprioception.");
        }
        WalkConfig walk = WalkConfig.standard();
        return new RecordedWalks(
                World.rooms(),
                request.steps().isPresent() ? walk.withSteps(request.steps().getAsInt()) : walk,
                request.seed(),
                request.episodes());
    }

    private static LongFunction<Policy> policy(World world, Request request) {
        if (request.policy().equals(RANDOM)) {
            return seed -> new HeldActions(new RandomPolicy(seed), request.hold());
        }
        if (request.policy().equals(ORACLE) && world.oracle().isPresent()) {
            Supplier<Policy> oracle = world.oracle().get();
            return seed -> oracle.get();
        }
        List<String> known = world.oracle().isEmpty()
                ? List.of(RANDOM)
                : world.equals(World.TWO_ROOMS) ? List.of(RANDOM, ORACLE, WALKS) : List.of(RANDOM, ORACLE);
        throw new UsageException("The world " + world.label() + " has no policy '" + request.policy() + "'; it has "
                + String.join(", ", known) + ".");
    }
}
