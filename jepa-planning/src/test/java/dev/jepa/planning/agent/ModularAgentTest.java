package dev.jepa.planning.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import dev.jepa.planning.cost.Costs;
import dev.jepa.planning.cost.GoalDistance;
import dev.jepa.planning.env.TrueModel;
import dev.jepa.planning.env.tworooms.CollisionRule;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.mpc.Observer;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.Mppi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModularAgentTest {
    private final TensorScope scope = TensorScope.open();
    private final TwoRooms world = new TwoRooms(TwoRoomsConfig.fixedWall().withRule(CollisionRule.SLIDE));
    private final Actor actor = new Actor(2, 32, world.actionBounds(), Init.of(1));

    @AfterEach
    void close() {
        actor.close();
        scope.close();
    }

    /** The true dynamics on positions scaled to [-1, 1], as a network wants them. */
    private record Scaled(WorldModel model) implements WorldModel {
        @Override
        public Tensor encode(Tensor observations) {
            return observations.sub(32.0).div(28.0);
        }

        @Override
        public Tensor predict(Tensor states, Tensor actions) {
            return encode(model.predict(states.mul(28.0).add(32.0), actions));
        }
    }

    /** A world model that is right where no wall is near, and has gradients. */
    private record Free() implements WorldModel {
        @Override
        public Tensor encode(Tensor observations) {
            return observations.sub(32.0).div(28.0);
        }

        @Override
        public Tensor predict(Tensor states, Tensor actions) {
            return states.add(actions.div(28.0));
        }
    }

    private static Cost cost(Tensor goal) {
        return Cost.intrinsic(GoalDistance.sum(goal), Costs.effort().times(3e-4));
    }

    private ModularAgent agent(Configurator configurator) {
        return agent(configurator, 1, new Surprise(5, 0.9, 1e-6), Adjustment.none());
    }

    private ModularAgent agent(Configurator configurator, int replanEvery, Surprise surprise, Adjustment adjustment) {
        WorldModel model = new Scaled(new TrueModel(world.dynamics()));
        Mppi planner = new Mppi(new Mppi.Config(40, 8, 0.8, 0.05, 0.5, false));
        return new ModularAgent(
                new ModularAgent.Modules(
                        configurator, model::encode, model, actor, planner, Observer.states(), surprise, adjustment),
                new ModularAgent.Settings(8, replanEvery, Budget.iterations(3), 1000, 3, 3));
    }

    private void run(ModularAgent agent, int episodes, int steps) {
        for (int episode = 0; episode < episodes; episode++) {
            Tensor start = Tensors.uniform(Rng.of(episode), 0, 1, 2);
            double[] at = start.toDoubleArray();
            world.reset(world.layout(), new double[] {8 + 15 * at[0], 10 + 45 * at[1]}, new double[] {15, 40});
            agent.begin(world);
            for (int t = 0; t < steps; t++) {
                world.step(agent.act(world));
            }
        }
    }

    @Test
    void planningReachesTheGoalAndFillsBothMemories() {
        ModularAgent agent = agent(Configurator.deliberate(ModularAgentTest::cost));
        run(agent, 1, 30);
        assertThat(world.success()).isTrue();
        assertThat(agent.deliberations()).isEqualTo(30);
        assertThat(agent.plans().size()).isEqualTo(30);
        assertThat(agent.memory().size()).isEqualTo(29);
    }

    /** Compiling mode 2 into mode 1: afterwards the policy reaches the goal with a plan at the first step only. */
    @Test
    void theActorLearnsWhatPlanningDoes() {
        assertThat(distanceOfPolicy()).as("untrained").isGreaterThan(10);
        ModularAgent teacher = agent(Configurator.deliberate(ModularAgentTest::cost));
        run(teacher, 8, 20);
        actor.imitate(teacher.plans(), 300, 64, 3e-3, Rng.of(5));
        assertThat(distanceOfPolicy()).isLessThan(6);
    }

    private double distanceOfPolicy() {
        ModularAgent student = agent(Configurator.trusting(ModularAgentTest::cost, 1e9, 1000));
        run(student, 1, 30);
        assertThat(student.deliberations()).isEqualTo(1);
        return world.distance();
    }

    @Test
    void aPlanIsCarriedOutForAsManyStepsAsAsked() {
        ModularAgent agent = agent(
                Configurator.deliberate(ModularAgentTest::cost), 4, new Surprise(1e9, 0.9, 1e-6), Adjustment.none());
        run(agent, 1, 10);
        assertThat(agent.deliberations()).as("at steps 0, 4 and 8").isEqualTo(3);
        assertThat(agent.plans().size()).as("4 steps of each plan").isEqualTo(12);
    }

    /** What no action explains, a jump to another place, is a surprise; the model is adjusted on what is remembered, at most every so often. */
    @Test
    void aFailedPredictionSetsOffTheAdjustment() {
        List<Integer> remembered = new ArrayList<>();
        ModularAgent agent = agent(
                Configurator.deliberate(ModularAgentTest::cost),
                4,
                new Surprise(5, 0.9, 1e-6),
                (recent, rng) -> remembered.add(recent.size()));
        world.reset(world.layout(), new double[] {10, 20}, new double[] {15, 40});
        agent.begin(world);
        for (int t = 0; t < 6; t++) {
            world.step(agent.act(world));
        }
        assertThat(remembered).as("the model is right").isEmpty();
        assertThat(agent.predictionError()).isLessThan(1e-6);
        world.reset(world.layout(), new double[] {25, 55}, new double[] {15, 40});
        agent.act(world);
        assertThat(remembered).containsExactly(6);
        assertThat(agent.adjustments()).isEqualTo(1);
        assertThat(agent.predictionError()).isGreaterThan(0.1);
    }

    /** One policy for all goals, learned in imagination alone: it goes to each of two goals that it was never sent to. */
    @Test
    void aPolicyLearnsInImagination() {
        WorldModel model = new Free();
        Tensor seen = Tensors.uniform(Rng.of(1), -1, 0, 400, 2); // the left room, in which nothing is in the way
        Imagination imagination = new Imagination(model, GoalDistance::sum, 8);
        double[] costs = imagination.improve(actor, seen, 250, 64, 1e-2, Rng.of(2));
        assertThat(costs[costs.length - 1]).isLessThan(0.75 * costs[0]);
        for (double[] goal : new double[][] {{10, 14}, {22, 28}}) {
            world.reset(world.layout(), new double[] {16, 20}, goal);
            try (Reflex reflex = new Reflex(model::encode, Observer.states(), actor)) {
                reflex.begin(world);
                for (int t = 0; t < 15; t++) {
                    world.step(reflex.act(world));
                }
            }
            assertThat(world.distance()).isLessThan(4);
        }
    }

    @Test
    void aPatrolHeadsForOneGoalAfterAnother() {
        Tensor first = Tensors.of(new float[] {0, 0}, 1, 2);
        Tensor second = Tensors.of(new float[] {1, 0}, 1, 2);
        Patrol patrol = new Patrol(
                List.of(first, second),
                ModularAgentTest::cost,
                (state, goal) -> state.sub(goal).abs().max().item(),
                0.1);
        patrol.begin();
        assertThat(headsFor(patrol, 0.5f)).isSameAs(first);
        assertThat(headsFor(patrol, 0.05f)).isSameAs(second);
        assertThat(headsFor(patrol, 0f)).as("until it is reached").isSameAs(second);
        assertThat(headsFor(patrol, 0.95f)).isSameAs(first);
        assertThat(patrol.visits()).isEqualTo(2);
        assertThat(patrol.laps()).isEqualTo(1);
    }

    private static Tensor headsFor(Patrol patrol, float x) {
        Tensor state = Tensors.of(new float[] {x, 0}, 1, 2);
        return patrol.task(new Configurator.Situation(state, state, false, 0, 0))
                .goal();
    }

    @Test
    void goalsOfAnotherNumberAreRefused() {
        assertThatThrownBy(() -> actor.act(Tensors.zeros(3, 2), Tensors.zeros(2, 2)))
                .hasMessageContaining("goals must be [1, D] or [3, D]");
    }

    @Test
    void theCriticLearnsTheCostToCome() {
        ShortTermMemory memory = new ShortTermMemory(10);
        Tensor one = Tensors.ones(1, 1);
        memory.add(one, one, one, 1, one); // stays for ever at cost 1: 1 / (1 - 0.5) = 2
        try (Critic critic = new Critic(1, 16, 0.5, Init.of(2))) {
            critic.train(memory, 1500, 4, 1e-2, Rng.of(1));
            assertThat(critic.value(one, one).item()).isCloseTo(2, within(0.02));
            Tensor states = Tensors.ones(1, 3, 1);
            Cost both = Cost.intrinsic((x, y) -> x.sum(1, 2)).withCritic(critic, one, 10);
            assertThat(both.energy(states, states).item()).isCloseTo(3 + 20, within(0.2));
        }
    }

    @Test
    void theMemoryForgetsTheOldest() {
        ShortTermMemory memory = new ShortTermMemory(2);
        assertThatThrownBy(() -> memory.sample(Rng.of(1), 1)).hasMessageContaining("empty");
        for (int i = 0; i < 3; i++) {
            memory.add(Tensors.of(new float[] {i}, 1), Tensors.zeros(1), Tensors.zeros(1), i, Tensors.zeros(1));
        }
        assertThat(memory.size()).isEqualTo(2);
        assertThat(memory.sample(Rng.of(1), 50).costs().min().item()).isEqualTo(1);
    }

    @Test
    void onlyAnUnusualErrorIsASurprise() {
        Surprise surprise = new Surprise(3, 0.5, 0.1);
        assertThat(surprise.observe(1)).isFalse();
        assertThat(surprise.observe(2)).isFalse();
        assertThat(surprise.observe(100)).isTrue();
        assertThat(new Surprise(3, 0.5, 0.1).observe(0.05)).isFalse();
        assertThat(surprise.meanError()).as("moved to the threshold at most").isLessThan(4);
    }

    /** However slowly the mean moves, it begins as the mean of what there is, not as the first error. */
    @Test
    void theFirstErrorIsNotTheMeasureOfAll() {
        Surprise surprise = new Surprise(4, 0.999, 0);
        for (double error : new double[] {1, 3, 3, 3}) {
            assertThat(surprise.observe(error)).isFalse();
        }
        assertThat(surprise.meanError()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void trustEndsWithSurpriseAndIsChecked() {
        Configurator configurator = Configurator.trusting(ModularAgentTest::cost, 0.1, 10);
        assertThat(mode(configurator, false, Double.NaN, 3))
                .as("before the first plan")
                .isEqualTo(ActorMode.DELIBERATE);
        assertThat(mode(configurator, false, 0.05, 3)).isEqualTo(ActorMode.REACTIVE);
        assertThat(mode(configurator, true, 0.05, 3)).isEqualTo(ActorMode.DELIBERATE);
        assertThat(mode(configurator, false, 0.05, 10)).isEqualTo(ActorMode.DELIBERATE);
    }

    private static ActorMode mode(Configurator configurator, boolean surprised, double disagreement, long step) {
        Tensor none = Tensors.zeros(1, 2);
        return configurator.mode(new Configurator.Situation(none, none, surprised, disagreement, step));
    }

    @Test
    void memoryStaysFlat() {
        ModularAgent agent = agent(Configurator.deliberate(ModularAgentTest::cost));
        run(agent, 1, 2);
        try (TensorScope ignored = TensorScope.open()) {
            run(agent, 1, 2);
        }
        long before = LiveTensors.settled();
        try (TensorScope ignored = TensorScope.open()) {
            run(agent, 1, 5);
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }
}
