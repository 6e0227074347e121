package dev.jepa.planning.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.GoalDistance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Objective, cross-entropy method and path integrals against eb_jepa's, round by round, with its recorded noise.
 *
 * <p>Its costs hold the constant cost of the start frame, and its path integrals multiply by their temperature (.005) where ours
 * divide by it; what its planners return at last (the mean, or an elite drawn at random) is not compared.
 */
class EbJepaPlanningParityTest {
    private static final double TOLERANCE = 1e-4;

    private final TensorScope scope = TensorScope.open();
    private final Fixtures fixture = Fixtures.load("acjepa/planning");
    private RecurrentModel model;
    private Tensor start;
    private Tensor goal;

    @BeforeEach
    void encode() {
        Tensor frame = fixture.tensor("obs.normalized").unsqueeze(0);
        model = new RecurrentModel(fixture, Fixtures.load("acjepa/planning_model"), (int) frame.size(2));
        start = model.encode(frame);
        goal = model.encode(fixture.tensor("goal.normalized").unsqueeze(0));
    }

    @AfterEach
    void close() {
        model.close();
        scope.close();
    }

    /** The kinds of cost, with their names in the fixture. */
    enum Cost {
        SUM("sum"),
        LAST("last");

        private final String name;

        Cost(String name) {
            this.name = name;
        }
    }

    private EnergyFunction cost(Cost cost) {
        return cost == Cost.SUM ? GoalDistance.sum(goal) : GoalDistance.last(goal);
    }

    /** What eb_jepa adds to the cost: that of the start frame, when all frames count. */
    private double constant(Cost cost) {
        return cost == Cost.SUM ? start.sub(goal).square().mean().item() : 0;
    }

    @Test
    void encodingAndPredictionAreTheAuthors() {
        fixture.assertClose("goal.encoding", goal.reshape(1, -1, 1, 1, 1), TOLERANCE);
        Tensor actions = fixture.tensor("action_sequences").transpose(1, 2); // [B, T, 2]
        Tensor states = model.unroll(start.expand(actions.size(0), start.size(1)), actions);
        double[] ours = states.transpose(1, 2).contiguous().toDoubleArray();
        Tensor theirs = fixture.tensor("predicted_states");
        Tensor predicted = theirs.slice(2, 1, theirs.size(2)).squeeze(4).squeeze(3);
        assertThat(ours).containsExactly(predicted.toDoubleArray(), within(TOLERANCE));
    }

    @ParameterizedTest
    @EnumSource
    void costsAreTheAuthors(Cost which) {
        Tensor actions = fixture.tensor("action_sequences").transpose(1, 2);
        Tensor states = model.unroll(start.expand(actions.size(0), start.size(1)), actions);
        Tensor costs = cost(which).energy(states, actions).add(constant(which));
        fixture.assertClose("cost." + which.name, costs, TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource
    void crossEntropyFitsTheSameDistributions(Cost which) {
        double norm = fixture.real("hp.max_norm");
        double std = fixture.real("hp.var_scale");
        CrossEntropy.Config config = new CrossEntropy.Config(
                fixture.integer("hp.num_samples"), fixture.integer("hp.num_elites"), std / norm, 0, 0);
        CrossEntropy planner = new CrossEntropy(config, recorded("cem.noise"));
        Search search = search(ActionBounds.ball(2, norm), which);
        Gaussian plans = Gaussian.initial(search, config.initialStd());
        while (search.next()) {
            requireElites("cem." + which.name, search, plans, config.elites(), which);
            plans = planner.improve(search, plans);
        }
        fixture.assertClose("cem." + which.name + ".actions", plans.mean(), TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource
    void pathIntegralsWeighTheSameElites(Cost which) {
        double bound = 1e4; // the reference has none
        Mppi.Config config = new Mppi.Config(
                fixture.integer("hp.num_samples"),
                fixture.integer("hp.num_elites"),
                fixture.real("hp.mppi_max_std") / bound,
                0,
                1 / fixture.real("hp.mppi_temperature"),
                true);
        Mppi planner = new Mppi(config, recorded("mppi.noise"));
        Search search = search(ActionBounds.symmetric(2, bound), which);
        Gaussian plans = Gaussian.initial(search, config.initialStd());
        Elites elites = null;
        while (search.next()) {
            elites = requireElites("mppi." + which.name, search, plans, config.elites(), which);
            plans = planner.improve(search, plans);
        }
        fixture.assertClose("mppi." + which.name + ".mean", plans.mean(), TOLERANCE);
        fixture.assertClose("mppi." + which.name + ".elite_probabilities", planner.weights(elites.costs()), TOLERANCE);
    }

    private Search search(ActionBounds bounds, Cost which) {
        Problem problem = new Problem(model, cost(which), bounds, fixture.integer("hp.plan_length"), start);
        return new Search(PlanRequest.of(problem, Budget.iterations(fixture.integer("hp.n_iters"))));
    }

    /** [iterations, H, K, A] as noise of a round, [K, H, A]. */
    private Noise recorded(String name) {
        int[] round = {0};
        return (rng, candidates, horizon, actionDim) ->
                fixture.tensor(name).select(0, round[0]++).transpose(0, 1);
    }

    private Elites requireElites(String name, Search search, Gaussian plans, int elites, Cost which) {
        int round = (int) search.iteration();
        Tensor drawn = fixture.tensor(name.substring(0, name.indexOf('.')) + ".noise");
        Tensor sampled = plans.sample(drawn.select(0, round).transpose(0, 1));
        Elites best = Elites.of(search.evaluate(sampled), elites);
        Tensor costs = best.costs().add(constant(which));
        requireEntry(name + ".elite_cost_mean", round, costs.mean().item());
        requireEntry(name + ".elite_cost_std", round, costs.std(1).item());
        requireEntry(name + ".min_cost", round, costs.min().item());
        return best;
    }

    private void requireEntry(String name, int round, double ours) {
        double theirs = fixture.doubles(name)[round];
        assertThat(ours).as(name).isCloseTo(theirs, within(TOLERANCE * Math.max(1, Math.abs(theirs))));
    }
}
