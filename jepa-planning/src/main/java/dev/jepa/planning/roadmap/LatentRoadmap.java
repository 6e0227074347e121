package dev.jepa.planning.roadmap;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds ways from state to state with a world model: a probabilistic roadmap (Kavraki et al. 1996) of imagined states.
 *
 * <p>Distance in representation space does not see walls, but a good model does. So it imagines random rollouts from the start and from the
 * goal, later from nodes that were rarely visited; merges states that are near; joins near nodes and consecutive states; and takes the
 * cheapest way. An edge costs length * (1 + support / visits), see {@link RoadmapConfig}.
 *
 * <p>Edges are taken both ways: the world should be one in which a step can be undone. Kin: search on the replay buffer (Eysenbach et al.
 * 2019), whose nodes are observed states and whose distances are learnt.
 */
public final class LatentRoadmap {
    private static final int LEAST_ROUNDS = 2;

    private final RoadmapConfig config;
    private final WorldModel model;
    private final UnaryOperator<Tensor> projection;
    private final ActionProposal proposal;
    private final Invariants invariants;
    private long modelCalls;

    /**
     * Roadmaps of a model.
     *
     * @param projection states [N, D] to points [N, K] in which one typical step has length 1
     * @param proposal of actions to imagine
     * @param invariants what cannot change in an episode
     */
    public LatentRoadmap(
            RoadmapConfig config,
            WorldModel model,
            UnaryOperator<Tensor> projection,
            ActionProposal proposal,
            Invariants invariants) {
        this.config = config;
        this.model = model;
        this.projection = projection;
        this.proposal = proposal;
        this.invariants = invariants;
    }

    /**
     * A way, or none when all rounds have not joined start and goal. Nothing native outlives the call.
     *
     * @param start [1, D]
     * @param goal [1, D]
     * @param rng decides the rollouts: the same key gives the same way
     */
    public Optional<Way> find(Tensor start, Tensor goal, Rng rng, TrackingConfig tracking) {
        return find(start, goal, rng, tracking, List.of(), new Explored());
    }

    /** What has been explored in an episode, for the next search in it; plain Java memory. */
    static final class Explored {
        private @Nullable StateGraph graph;
        private int rounds;
    }

    /**
     * The same around places that were found to be blocked, with what earlier searches for this goal have explored: new rollouts are imagined
     * only if that does not suffice, one round a search when all rounds have been spent.
     *
     * @param barriers points [K], which are passed at {@link Blocking#radius} at least
     */
    Optional<Way> find(
            Tensor start, Tensor goal, Rng rng, TrackingConfig tracking, List<float[]> barriers, Explored explored) {
        requireStates(start, goal);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor ends = Tensors.concat(List.of(goal, start), 0); // [2, D]
            requireFinite(ends);
            Tensor points = project(ends);
            int least = explored.graph == null ? LEAST_ROUNDS : 0;
            int most = Math.max(1, config.rounds() - explored.rounds);
            if (explored.graph == null) {
                explored.graph = new StateGraph(config, (int) points.size(1), (int) start.size(1));
            }
            StateGraph graph = explored.graph;
            float[] rows = points.toFloatArray();
            float[] states = ends.toFloatArray();
            int to = graph.visit(rows, states, 0);
            int from = graph.visit(rows, states, 1);
            int[] path = graph.shortest(from, to, barriers, tracking.blocking().radius());
            for (int round = 0; round < most && (path.length == 0 || round < least); round++) {
                explore(graph, round, start, goal, rng.at(round));
                explored.rounds++;
                path = graph.shortest(from, to, barriers, tracking.blocking().radius());
            }
            return path.length == 0 ? Optional.empty() : Optional.of(Way.through(graph, path, tracking));
        }
    }

    /** Predicted transitions so far, over all calls. */
    public long modelCalls() {
        return modelCalls;
    }

    /** Points [N, K] of states [N, D]. */
    Tensor project(Tensor states) {
        Tensor points = projection.apply(states);
        if (points.shape().rank() != 2 || points.size(0) != states.size(0) || points.size(1) < 1) {
            throw new IllegalArgumentException(
                    "the projection must take states [N, D] to points [N, K], K >= 1, but took " + states.shape()
                            + " to " + points.shape() + ".\nMaybe it sums over the wrong axis.");
        }
        return points;
    }

    private void explore(StateGraph graph, int round, Tensor start, Tensor goal, Rng rng) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor from = round == 0 ? ends(start, goal) : rare(graph, start, rng.at("nodes"));
            Tensor states = rollouts(from, start, goal, rng.at("actions")); // [R * (T + 1), D]
            float[] rows = project(states).toFloatArray();
            float[] whole = states.toFloatArray();
            int length = config.steps() + 1;
            for (int r = 0; r < config.rollouts(); r++) {
                int before = graph.visit(rows, whole, r * length);
                for (int t = 1; t < length; t++) {
                    int now = graph.visit(rows, whole, r * length + t);
                    graph.follow(before, now);
                    before = now;
                }
            }
        }
    }

    /** Start and goal in turns, [R, D]. */
    private Tensor ends(Tensor start, Tensor goal) {
        List<Tensor> from = new ArrayList<>();
        for (int r = 0; r < config.rollouts(); r++) {
            from.add(r % 2 == 0 ? start : goal);
        }
        return Tensors.concat(from, 0);
    }

    /** Nodes, each the less visited of two drawn at random: [R, D]. */
    private Tensor rare(StateGraph graph, Tensor like, Rng rng) {
        RandomGenerator generator = rng.generator();
        int features = (int) like.size(1);
        float[] from = new float[config.rollouts() * features];
        for (int r = 0; r < config.rollouts(); r++) {
            int one = generator.nextInt(graph.size());
            int other = generator.nextInt(graph.size());
            int node = graph.visits(one) < graph.visits(other) ? one : other;
            System.arraycopy(graph.state(node), 0, from, r * features, features);
        }
        return Tensors.of(from, config.rollouts(), features).to(like.dtype()).to(like.device());
    }

    /** The states of each rollout after one another, the first included: [R * (T + 1), D]. */
    private Tensor rollouts(Tensor from, Tensor start, Tensor goal, Rng rng) {
        Tensor actions = proposal.propose(rng, config.rollouts(), config.steps())
                .to(from.dtype())
                .to(from.device()); // [R, T, A]
        requireActions(actions);
        List<Tensor> states = new ArrayList<>(List.of(from));
        Tensor state = from;
        for (int t = 0; t < config.steps(); t++) {
            try (TensorScope step = TensorScope.open()) {
                Tensor predicted = model.predict(state, actions.select(1, t));
                state = step.keep(invariants.restore(predicted, start, goal));
            }
            states.add(state);
        }
        modelCalls += (long) config.rollouts() * config.steps();
        return Tensors.stack(states, 1).flatten(0, 1);
    }

    private void requireActions(Tensor actions) {
        if (actions.shape().rank() != 3 || actions.size(0) != config.rollouts() || actions.size(1) != config.steps()) {
            throw new IllegalArgumentException("proposed actions must be [" + config.rollouts() + ", " + config.steps()
                    + ", A] but were " + actions.shape() + ".");
        }
    }

    private static void requireStates(Tensor start, Tensor goal) {
        if (start.shape().rank() != 2
                || start.size(0) != 1
                || !start.dtype().isFloating()
                || !start.shape().equals(goal.shape())) {
            throw new IllegalArgumentException("start and goal must be floating-point [1, D] but were " + start.dtype()
                    + start.shape() + " and " + goal.dtype() + goal.shape()
                    + ".\nMaybe encode one observation each: model.encode(observation.unsqueeze(0)).");
        }
    }

    private static void requireFinite(Tensor ends) {
        if (!ends.isFinite().all().toBooleanArray()[0]) {
            throw new IllegalArgumentException(
                    "start and goal must be finite but are not.\nMaybe the encoder has diverged in training.");
        }
    }
}
