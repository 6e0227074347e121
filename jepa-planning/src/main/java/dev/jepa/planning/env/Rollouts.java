package dev.jepa.planning.env;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.trajectory.EpisodeShape;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.Trajectory;
import dev.jepa.core.trajectory.TrajectoryRecorder;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What a policy does in a world: an endless numbered list of episodes, cut off at a number. Episode i is a function of seed and i
 * alone, whatever the thread that makes it.
 */
public final class Rollouts implements Trajectories {
    /** What observations are. */
    public enum View {
        /** Frames; the true state goes along as proprioception. */
        PIXELS,
        /** The true state. */
        STATE
    }

    /**
     * What is done.
     *
     * @param seed of all episodes
     * @param episodes how many
     * @param steps actions of each; reaching the goal ends none
     * @param view what observations are
     */
    public record Plan(long seed, int episodes, int steps, View view) {
        public Plan {
            if (episodes < 1 || steps < 1) {
                throw new IllegalArgumentException(
                        "episodes and steps must be >= 1 but were " + episodes + " and " + steps + ".");
            }
        }
    }

    private final String name;
    private final List<String> settings;
    private final Supplier<? extends Environment> world;
    private final LongFunction<? extends Policy> policy;
    private final Plan plan;
    private final EpisodeShape shape;

    /**
     * A list of episodes.
     *
     * @param settings what world and policy are, as {@code key=value}
     * @param world makes an environment for each episode
     * @param policy makes a policy for each episode from a seed
     */
    public Rollouts(
            String name,
            List<String> settings,
            Supplier<? extends Environment> world,
            LongFunction<? extends Policy> policy,
            Plan plan) {
        this.name = name;
        this.settings = List.copyOf(settings);
        this.world = world;
        this.policy = policy;
        this.plan = plan;
        this.shape = shape(world.get(), plan.view());
    }

    private static EpisodeShape shape(Environment environment, View view) {
        int state = environment.state().length;
        int action = environment.actionBounds().dim();
        if (view == View.STATE) {
            return EpisodeShape.numbers(state, action);
        }
        Frame frame = environment.observe();
        return new EpisodeShape(
                EpisodeShape.Kind.PIXELS, List.of(frame.channels(), frame.height(), frame.width()), action, state);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> settings() {
        return settings;
    }

    @Override
    public EpisodeShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return plan.episodes();
    }

    @Override
    public int steps(int index) {
        return plan.steps();
    }

    @Override
    public Trajectory episode(int index) {
        Rng key = Rng.of(plan.seed()).at("episodes").at(index);
        Environment environment = world.get();
        environment.reset(key.at("start").generator().nextLong());
        Policy acting = policy.apply(key.at("policy").generator().nextLong());
        acting.begin(environment);
        TrajectoryRecorder recorder = new TrajectoryRecorder(shape);
        see(environment, recorder);
        for (int t = 0; t < plan.steps(); t++) {
            double[] action = acting.act(environment);
            environment.step(action);
            recorder.act(action);
            see(environment, recorder);
        }
        return recorder.trajectory();
    }

    private void see(Environment environment, TrajectoryRecorder recorder) {
        if (plan.view() == View.PIXELS) {
            recorder.see(environment.observe().pixels(), environment.state());
        } else {
            recorder.see(environment.state());
        }
    }
}
