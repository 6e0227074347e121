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

    private Cost cost() {
        Tensor goal = Tensors.of(new float[] {15, 40}, 2).sub(32.0).div(28.0);
        return Cost.intrinsic(GoalDistance.sum(goal), Costs.effort().times(3e-4));
    }

    private ModularAgent agent(Configurator configurator) {
        WorldModel model = new Scaled(new TrueModel(world.dynamics()));
        Mppi planner = new Mppi(new Mppi.Config(40, 8, 0.8, 0.05, 0.5, false));
        return new ModularAgent(
                new ModularAgent.Modules(
                        configurator,
                        model::encode,
                        model,
                        actor,
                        planner,
                        Observer.states(),
                        new Surprise(5, 0.9, 1e-6)),
                new ModularAgent.Settings(8, Budget.iterations(3), 1000, 3));
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
        ModularAgent agent = agent(Configurator.deliberate(cost()));
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
        ModularAgent teacher = agent(Configurator.deliberate(cost()));
        run(teacher, 8, 20);
        actor.imitate(teacher.plans(), 300, 64, 3e-3, Rng.of(5));
        assertThat(distanceOfPolicy()).isLessThan(6);
    }

    private double distanceOfPolicy() {
        ModularAgent student = agent(Configurator.trusting(cost(), 1e9, 1000));
        run(student, 1, 30);
        assertThat(student.deliberations()).isEqualTo(1);
        return world.distance();
    }

    @Test
    void theCriticLearnsTheCostToCome() {
        ShortTermMemory memory = new ShortTermMemory(10);
        Tensor one = Tensors.ones(1, 1);
        memory.add(one, one, 1, one); // stays for ever at cost 1: 1 / (1 - 0.5) = 2
        try (Critic critic = new Critic(1, 16, 0.5, Init.of(2))) {
            critic.train(memory, 300, 4, 1e-2, Rng.of(1));
            assertThat(critic.value(one).item()).isCloseTo(2, within(0.02));
            Tensor states = Tensors.ones(1, 3, 1);
            Cost both = Cost.intrinsic((x, y) -> x.sum(1, 2)).withCritic(critic, 10);
            assertThat(both.energy(states, states).item()).isCloseTo(3 + 20, within(0.2));
        }
    }

    @Test
    void theMemoryForgetsTheOldest() {
        ShortTermMemory memory = new ShortTermMemory(2);
        assertThatThrownBy(() -> memory.sample(Rng.of(1), 1)).hasMessageContaining("empty");
        for (int i = 0; i < 3; i++) {
            memory.add(Tensors.of(new float[] {i}, 1), Tensors.zeros(1), i, Tensors.zeros(1));
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

    @Test
    void trustEndsWithSurpriseAndIsChecked() {
        Configurator configurator = Configurator.trusting(cost(), 0.1, 10);
        assertThat(configurator.mode(new Configurator.Situation(false, Double.NaN, 3)))
                .as("before the first plan")
                .isEqualTo(ActorMode.DELIBERATE);
        assertThat(configurator.mode(new Configurator.Situation(false, 0.05, 3)))
                .isEqualTo(ActorMode.REACTIVE);
        assertThat(configurator.mode(new Configurator.Situation(true, 0.05, 3))).isEqualTo(ActorMode.DELIBERATE);
        assertThat(configurator.mode(new Configurator.Situation(false, 0.05, 10)))
                .isEqualTo(ActorMode.DELIBERATE);
    }

    @Test
    void memoryStaysFlat() {
        ModularAgent agent = agent(Configurator.deliberate(cost()));
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
