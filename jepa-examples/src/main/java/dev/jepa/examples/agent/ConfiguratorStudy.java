package dev.jepa.examples.agent;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.planning.FilmedEpisodes;
import dev.jepa.examples.planning.PathDrawing;
import dev.jepa.examples.planning.Scene;
import dev.jepa.examples.planning.ShownEvaluation;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.examples.report.Gif;
import dev.jepa.planning.agent.Actor;
import dev.jepa.planning.agent.Configurator;
import dev.jepa.planning.agent.Cost;
import dev.jepa.planning.agent.Patrol;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.mpc.Evaluation;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** One world model, three tasks without retraining: reach a goal, reach it around a region, patrol. Only the configurator's choice differs. */
final class ConfiguratorStudy {
    private static final Color KEEP_OUT = new Color(0xe0453a);
    private static final int MEMORY = 1000;

    private final AgentWorld world;
    private final Config config;
    private final Display display;

    /**
     * The tasks.
     *
     * @param region to keep out of
     * @param weight of keeping out, in the unit of costs
     * @param stations of the patrol, positions (x, y) whose pictures the agent is given
     * @param reached distance below which the agent believes to be at a station, in pixels
     * @param patrolSteps length of the patrol
     * @param filmed episodes of each task
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Config(Region region, double weight, double[][] stations, double reached, int patrolSteps, int filmed) {
        static Config standard() {
            double[][] stations = {{14, 50}, {14, 14}, {51, 14}, {51, 50}};
            return new Config(new Region(39, 27, 5), 3, stations, 3, 800, 2);
        }
    }

    /**
     * Reaching goals.
     *
     * @param evaluation on the tasks
     * @param entered share of the episodes that led through the region
     * @param inside steps of an episode in the region, on average
     */
    record Reached(String name, Evaluation evaluation, double entered, double inside, List<Gif> films) {}

    /**
     * A patrol.
     *
     * @param visits stations that the true position came within the success distance of, in turn
     * @param believed stations that the agent thought it had reached
     */
    record Patrolled(int stations, int steps, long visits, long believed, List<Gif> films) {
        double laps() {
            return (double) visits / stations;
        }
    }

    /** What came out of the three tasks. */
    record Result(Reached reach, Reached avoid, Patrolled patrol) {}

    ConfiguratorStudy(AgentWorld world, Config config, Display display) {
        this.world = world;
        this.config = config;
        this.display = display;
    }

    Result run(Actor policy) {
        try (TensorScope ignored = TensorScope.open()) {
            Reached reach = reach("reach", policy, world::cost);
            Reached avoid = reach("reach around the region", policy, this::costAround);
            return new Result(reach, avoid, patrol(policy));
        }
    }

    private Cost costAround(Tensor goal) {
        return Cost.intrinsic(
                world.distance(goal), config.region.keepOut(world.probe()).times(config.weight));
    }

    /** The tasks whose start and goal are not at the region. */
    private long[] tasks() {
        TwoRooms rooms = world.rooms();
        return Arrays.stream(world.tasks())
                .filter(task -> {
                    rooms.reset(task);
                    return !config.region.isNear(rooms.state()) && !config.region.isNear(rooms.goal());
                })
                .toArray();
    }

    private Reached reach(String name, Actor policy, Function<Tensor, Cost> cost) {
        Watched watched = new Watched(world.agent(Configurator.deliberate(cost), policy, AgentWorld.budget(), MEMORY));
        FilmedEpisodes filmed = new FilmedEpisodes(watched, scene(true), this::regionMarked, config.filmed);
        Evaluation evaluation = ShownEvaluation.run(display, name, world.rooms(), filmed, tasks());
        long[] inside = watched.episodes().stream()
                .mapToLong(way -> way.stream().filter(config.region::contains).count())
                .toArray();
        double entered = Arrays.stream(inside).filter(steps -> steps > 0).count() / (double) inside.length;
        double steps = Arrays.stream(inside).average().orElse(Double.NaN);
        display.say("%s: %s at the end, %.0f %% of the episodes entered the region, for %.1f steps an episode"
                .formatted(name, evaluation.successAtEnd(), 100 * entered, steps));
        return new Reached(name, evaluation, entered, steps, filmed.gifs(name + ", "));
    }

    private Scene scene(boolean goal) {
        return new Scene(place -> place, goal ? world.rooms().successDistance() : 0);
    }

    private PathDrawing regionMarked(PathDrawing drawing) {
        Region region = config.region;
        return drawing.circle(new double[] {region.x(), region.y()}, region.radius(), KEEP_OUT);
    }

    private Patrolled patrol(Actor policy) {
        TwoRooms rooms = world.rooms();
        List<Tensor> goals = new ArrayList<>();
        for (double[] station : config.stations) {
            rooms.reset(rooms.layout(), config.stations[0], station);
            goals.add(world.model().encode(rooms.observeGoal().tensor().unsqueeze(0)));
        }
        Patrol patrol = new Patrol(goals, world::cost, this::pixelsApart, config.reached);
        Watched watched = new Watched(world.agent(patrol, policy, AgentWorld.budget(), MEMORY));
        FilmedEpisodes filmed = new FilmedEpisodes(
                watched, scene(false), drawing -> stationsMarked(drawing, rooms.successDistance()), 1);
        filmed.begin(rooms);
        try (Task walking = display.begin("Patrol", config.patrolSteps, "steps")) {
            for (int t = 0; t < config.patrolSteps; t++) {
                rooms.step(filmed.act(rooms));
                walking.advance();
            }
        }
        long visits = visits(watched.episodes().get(0), rooms.successDistance());
        Patrolled result = new Patrolled(
                config.stations.length, config.patrolSteps, visits, patrol.visits(), filmed.gifs("patrol, "));
        display.say("patrol: %d stations (%.1f laps) in %d steps; the agent believes %d"
                .formatted(visits, result.laps(), config.patrolSteps, patrol.visits()));
        return result;
    }

    private double pixelsApart(Tensor state, Tensor goal) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor apart = world.probe().read(state).sub(world.probe().read(goal));
            return Math.sqrt(apart.square().sum().item());
        }
    }

    private PathDrawing stationsMarked(PathDrawing drawing, double radius) {
        PathDrawing marked = drawing;
        for (double[] station : config.stations) {
            marked = marked.circle(station, radius, PathDrawing.GOAL);
        }
        return marked;
    }

    /** Stations that a way leads through, in their order, again and again. */
    private long visits(List<double[]> way, double radius) {
        long visits = 0;
        for (double[] position : way) {
            double[] next = config.stations[(int) (visits % config.stations.length)];
            if (Math.hypot(position[0] - next[0], position[1] - next[1]) < radius) {
                visits++;
            }
        }
        return visits;
    }
}
