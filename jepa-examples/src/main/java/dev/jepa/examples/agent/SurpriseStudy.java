package dev.jepa.examples.agent;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.planning.agent.Actor;
import dev.jepa.planning.agent.Adjustment;
import dev.jepa.planning.agent.Configurator;
import dev.jepa.planning.agent.ModularAgent;
import dev.jepa.planning.agent.Surprise;
import dev.jepa.planning.env.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The world changes under the agent: all its actions are turned by an angle. Its predictions fail, and only that tells it so; no reward does. */
final class SurpriseStudy {
    private static final int MEMORY = 400;

    private final AgentWorld world;
    private final Config config;
    private final Display display;

    /**
     * What changes, and how the agent learns.
     *
     * @param angle by which actions are turned, in degrees
     * @param seeds how often the whole is repeated, each with tasks of its own
     * @param before episodes before the change
     * @param after episodes after it
     * @param factor of {@link Surprise}
     * @param momentum of {@link Surprise}
     * @param fits steps of training of an adjustment
     * @param batch transitions of a step
     * @param learningRate of the training
     */
    record Config(
            double angle,
            int seeds,
            int before,
            int after,
            double factor,
            double momentum,
            int fits,
            int batch,
            double learningRate) {
        static Config standard() {
            return new Config(90, 3, 2, 4, 5, 0.999, 200, 64, 1e-3);
        }
    }

    /**
     * Lives of one kind of agent: some episodes, then the change, then more.
     *
     * @param name of the kind
     * @param successes [life][episode]
     * @param errors of predictions, [life][step], as shares of the mean squared change of a random step
     * @param alarms adjustments before the change, in all lives
     * @param adjustments after it
     * @param change the episode before which the world changes
     */
    record Lives(
            String name,
            List<List<Boolean>> successes,
            List<List<Double>> errors,
            long alarms,
            long adjustments,
            int change) {
        /** Share of successes in the episodes [from, to). */
        double success(int from, int to) {
            return successes.stream()
                    .flatMap(life -> life.subList(from, to).stream())
                    .mapToDouble(success -> success ? 1 : 0)
                    .average()
                    .orElse(Double.NaN);
        }

        /** Mean error over the episodes [from, to). */
        double error(int from, int to) {
            return errors.stream()
                    .flatMap(life -> {
                        int steps = life.size() / episodes();
                        return life.subList(from * steps, to * steps).stream();
                    })
                    .mapToDouble(e -> e)
                    .average()
                    .orElse(Double.NaN);
        }

        /** Mean error of each block of this many steps. */
        double[] curve(int block) {
            double[] curve = new double[errors.get(0).size() / block];
            for (int i = 0; i < curve.length; i++) {
                int from = i * block;
                curve[i] = errors.stream()
                        .flatMap(life -> life.subList(from, from + block).stream())
                        .mapToDouble(e -> e)
                        .average()
                        .orElse(Double.NaN);
            }
            return curve;
        }

        int episodes() {
            return successes.get(0).size();
        }
    }

    SurpriseStudy(AgentWorld world, Config config, Display display) {
        this.world = world;
        this.config = config;
        this.display = display;
    }

    /** The lives of agents that keep their model, and of agents that adjust it. */
    List<Lives> run(Actor policy) {
        return List.of(
                lives("model as it was", policy, Adjustment.none()),
                lives(
                        "model adjusted after surprises",
                        policy,
                        new PredictorAdjustment(world.model(), config.fits, config.batch, config.learningRate)));
    }

    private Lives lives(String name, Actor policy, Adjustment adjustment) {
        List<List<Boolean>> successes = new ArrayList<>();
        List<List<Double>> errors = new ArrayList<>();
        long alarms = 0;
        long adjustments = 0;
        int episodes = config.seeds * (config.before + config.after);
        try (Task living = display.begin(name, episodes, "episodes")) {
            for (int seed = 0; seed < config.seeds; seed++) {
                try (TensorScope ignored = TensorScope.open()) {
                    Map<String, Tensor> original = copy(world.model().stateDict());
                    ModularAgent agent = world.agent(
                            Configurator.deliberate(world::cost),
                            policy,
                            new AgentWorld.Learning(new Surprise(config.factor, config.momentum, 0), adjustment),
                            AgentWorld.budget(),
                            MEMORY);
                    List<Boolean> reached = new ArrayList<>();
                    List<Double> own = new ArrayList<>();
                    live(world.rooms(), agent, seed, 0, config.before, reached, own, living);
                    alarms += agent.adjustments();
                    adjustments -= agent.adjustments();
                    Environment changed = new TurnedWorld(world.rooms(), config.angle);
                    live(changed, agent, seed, config.before, config.before + config.after, reached, own, living);
                    adjustments += agent.adjustments();
                    successes.add(reached);
                    errors.add(own);
                    world.model().loadStateDict(original);
                }
            }
        }
        Lives lives = new Lives(name, successes, errors, alarms, adjustments, config.before);
        int end = config.before + config.after;
        display.say(
                "%s: success %.2f, then %.2f, at last %.2f; error %.3f, then %.3f, at last %.3f; %d alarms, %d adjustments"
                        .formatted(
                                name,
                                lives.success(0, config.before),
                                lives.success(config.before, end),
                                lives.success(end - config.after / 2, end),
                                lives.error(0, config.before),
                                lives.error(config.before, end),
                                lives.error(end - config.after / 2, end),
                                alarms,
                                adjustments));
        return lives;
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> state) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        state.forEach((name, tensor) -> copy.put(name, tensor.detach().copy()));
        return copy;
    }

    /** The episodes [from, to) of a life. */
    private void live(
            Environment environment,
            ModularAgent agent,
            int seed,
            int from,
            int to,
            List<Boolean> reached,
            List<Double> errors,
            Task living) {
        for (int episode = from; episode < to; episode++) {
            environment.reset(world.task(seed * (config.before + config.after) + episode));
            agent.begin(environment);
            for (int t = 0; t < environment.maxSteps(); t++) {
                environment.step(agent.act(environment));
                if (t > 0) {
                    errors.add(agent.predictionError() / world.change());
                }
            }
            reached.add(environment.success());
            living.advance();
        }
    }
}
