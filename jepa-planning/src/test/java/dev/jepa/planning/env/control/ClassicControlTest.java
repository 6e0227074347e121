package dev.jepa.planning.env.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.planning.cost.Costs;
import dev.jepa.planning.env.TrueModel;
import dev.jepa.planning.mpc.ControlConfig;
import dev.jepa.planning.mpc.Controller;
import dev.jepa.planning.mpc.Observer;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.ImprovedCrossEntropy;
import org.junit.jupiter.api.Test;

class ClassicControlTest {
    @Test
    void aFreePendulumKeepsItsEnergy() {
        double[] state = {2, 1};
        double energy = energy(state);
        for (int t = 0; t < 400; t++) {
            state = new Pendulum().dynamics().next(state, new double[] {0});
        }
        assertThat(energy(state)).isCloseTo(energy, within(1e-3));
    }

    /** Per m l^2: kinetic 1/6 w^2, potential g/2 cos(angle). */
    private static double energy(double[] state) {
        return state[1] * state[1] / 6 + 5 * Math.cos(state[0]);
    }

    @Test
    void theTorqueDoesNotLiftThePendulumAtOnce() {
        Pendulum pendulum = new Pendulum();
        pendulum.reset(1);
        double nearest = Math.PI;
        for (int t = 0; t < 200; t++) {
            pendulum.step(new double[] {2});
            nearest = Math.min(nearest, pendulum.distance());
        }
        assertThat(nearest).isGreaterThan(1);
    }

    @Test
    void planningSwingsThePendulumUp() {
        Pendulum pendulum = new Pendulum();
        pendulum.reset(2);
        ControlConfig config = ControlConfig.of(30, Budget.iterations(2)).withReplanEvery(2);
        try (Controller controller = new Controller(
                config,
                new TrueModel(pendulum.dynamics()),
                new ImprovedCrossEntropy(ImprovedCrossEntropy.Config.standard()),
                Observer.states(),
                goal -> Costs.on(ClassicControlTest::height, (height, actions) -> height.sum(1, 2)))) {
            controller.begin(pendulum);
            for (int t = 0; t < 120; t++) {
                pendulum.step(controller.act(pendulum));
            }
        }
        assertThat(pendulum.success()).isTrue();
    }

    /** How far from upright, and a little of the speed: [B, T, 1]. */
    private static Tensor height(Tensor states) {
        Tensor missing = states.slice(2, 0, 1).cos().subtractFrom(1);
        return missing.add(states.slice(2, 1, 2).square().mul(0.01));
    }

    @Test
    void anUprightPoleFallsAndPushingRightTipsItLeft() {
        CartPole world = new CartPole(CartPole.Task.BALANCE);
        double[] still = world.dynamics().next(new double[4], new double[] {0});
        assertThat(still).containsExactly(new double[4], within(1e-15));
        double[] pushed = world.dynamics().next(new double[4], new double[] {10});
        assertThat(pushed[0]).isPositive();
        assertThat(pushed[1]).isNegative();
        double[] falling = {0, 0.01, 0, 0};
        for (int t = 0; t < 50; t++) {
            falling = world.dynamics().next(falling, new double[] {0});
        }
        assertThat(falling[1]).isGreaterThan(0.1);
    }

    @Test
    void aHangingPoleIsAtRest() {
        CartPole world = new CartPole(CartPole.Task.SWING_UP);
        double[] hanging = {0, Math.PI, 0, 0};
        assertThat(world.dynamics().next(hanging, new double[] {0})).containsExactly(hanging, within(1e-9));
        assertThat(world.distance()).isCloseTo(Math.PI, within(0.1));
        assertThat(world.goal()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void theRodIsSeen() {
        Pendulum pendulum = new Pendulum();
        try (TensorScope ignored = TensorScope.open()) {
            assertThat(pendulum.observe().tensor().size(0)).isEqualTo(1);
        }
        byte[] upright = pendulum.observeGoal().pixels();
        assertThat(upright[14 * 48 + 24] & 0xff).isGreaterThan(150);
        assertThat(upright[34 * 48 + 24] & 0xff).isLessThan(50);
    }
}
