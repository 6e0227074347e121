package dev.jepa.planning.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.planning.env.control.CartPole;
import dev.jepa.planning.env.control.Pendulum;
import dev.jepa.planning.env.pusht.PushT;
import org.junit.jupiter.api.Test;

class ActionRepeatTest {
    @Test
    void oneActionIsSeveralStepsForWorldAndDynamicsAlike() {
        Environment once = new Pendulum();
        Environment repeated = new ActionRepeat(new Pendulum(), 3);
        once.reset(5);
        repeated.reset(5);
        double[] foretold = repeated.dynamics().next(repeated.state(), new double[] {1.5});
        repeated.step(new double[] {1.5});
        for (int i = 0; i < 3; i++) {
            once.step(new double[] {1.5});
        }
        assertThat(repeated.state()).containsExactly(once.state()).containsExactly(foretold);
        assertThat(repeated.maxSteps()).isEqualTo(67); // 200 / 3, rounded up
        assertThatThrownBy(() -> new ActionRepeat(once, 0)).hasMessage("times must be >= 1 but was 0.");
    }

    @Test
    void worldsToLearnFromBeginAnywhere() {
        Pendulum pendulum = new Pendulum(Pendulum.Start.ANYWHERE);
        CartPole cart = new CartPole(CartPole.Task.ANYWHERE);
        int upright = 0;
        int balanced = 0;
        for (int seed = 0; seed < 200; seed++) {
            pendulum.reset(seed);
            cart.reset(seed);
            upright += pendulum.distance() < Math.PI / 2 ? 1 : 0;
            balanced += cart.distance() < Math.PI / 2 ? 1 : 0;
        }
        assertThat(upright).isBetween(70, 130);
        assertThat(balanced).isBetween(70, 130);
    }

    @Test
    void aDisplacementMovesThePusherToThePositionThatItPointsAt() {
        PushT byPositions = new PushT();
        PushT byDisplacements = PushT.byDisplacements(60);
        byPositions.reset(3);
        byDisplacements.reset(3);
        double[] state = byPositions.state();
        double[] displacement = {40, -20};
        byPositions.step(new double[] {state[0] + displacement[0], state[1] + displacement[1]});
        byDisplacements.step(displacement);
        assertThat(byDisplacements.state()).containsExactly(byPositions.state());
        assertThatThrownBy(() -> byDisplacements.step(new double[] {61, 0})).hasMessageContaining("out of bounds");
    }

    @Test
    void displacementsDoNotLeadBeyondTheRim() {
        PushT table = PushT.byDisplacements(60);
        table.reset(new double[] {20, 20, 300, 300, 0, 0, 0});
        for (int i = 0; i < 30; i++) {
            table.step(new double[] {-60, -60});
        }
        assertThat(table.state()[0]).isBetween(14.0, 16.0);
        assertThat(table.state()[1]).isBetween(14.0, 16.0);
    }
}
