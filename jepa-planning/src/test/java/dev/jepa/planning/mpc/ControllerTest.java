package dev.jepa.planning.mpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.LiveTensors;
import dev.jepa.planning.cost.GoalDistance;
import dev.jepa.planning.env.TrueModel;
import dev.jepa.planning.env.tworooms.CollisionRule;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.Mppi;
import org.junit.jupiter.api.Test;

class ControllerTest {
    private final TwoRooms world = new TwoRooms(TwoRoomsConfig.fixedWall().withRule(CollisionRule.SLIDE));

    private Controller controller(int replanEvery) {
        ControlConfig config = ControlConfig.of(12, Budget.iterations(3)).withReplanEvery(replanEvery);
        Mppi planner = new Mppi(new Mppi.Config(40, 8, 0.8, 0.05, 0.5, false));
        return new Controller(config, new TrueModel(world.dynamics()), planner, Observer.states(), GoalDistance::sum);
    }

    @Test
    void walksToAGoalInTheSameRoom() {
        world.reset(world.layout(), new double[] {10, 10}, new double[] {25, 50});
        try (Controller controller = controller(4)) {
            controller.begin(world);
            for (int t = 0; t < 45; t++) {
                world.step(controller.act(world));
            }
            assertThat(world.success()).isTrue();
            assertThat(controller.decisions()).isEqualTo(12);
            assertThat(controller.modelCallsPerDecision()).isEqualTo(12.0 * (3 * 41 + 11.0 / 12), within(1e-9));
            assertThat(controller.secondsPerDecision()).isPositive();
        }
    }

    @Test
    void picturesAndSensorsAreShownAsOneRow() {
        world.reset(world.layout(), new double[] {10, 12}, new double[] {25, 50});
        Observer observer = Observer.pixelsAndSensors(frame -> frame, state -> new double[] {state[1] / 100});
        try (TensorScope ignored = TensorScope.open()) {
            Tensor row = observer.observe(world);
            Tensor goal = observer.observeGoal(world);
            Tensor frame = Observer.pixels(pixels -> pixels).observe(world);
            long pixels = frame.shape().elements();
            assertThat(row.shape()).isEqualTo(Shape.of(1, pixels + 1));
            assertThat(row.slice(1, 0, pixels).toFloatArray())
                    .isEqualTo(frame.to(DType.FLOAT32).flatten(0, 3).toFloatArray());
            assertThat(row.slice(1, pixels, pixels + 1).item()).isCloseTo(0.12, within(1e-6));
            assertThat(goal.slice(1, pixels, pixels + 1).item()).isCloseTo(0.5, within(1e-6));
        }
    }

    @Test
    void aSeedIsAnEpisode() {
        assertThat(states(1)).isEqualTo(states(1));
    }

    private double[] states(int replanEvery) {
        world.reset(3);
        try (Controller controller = controller(replanEvery)) {
            controller.begin(world);
            for (int t = 0; t < 6; t++) {
                world.step(controller.act(world));
            }
        }
        return world.state();
    }

    @Test
    void memoryStaysFlat() {
        states(1);
        long before = LiveTensors.settled();
        states(2);
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }
}
