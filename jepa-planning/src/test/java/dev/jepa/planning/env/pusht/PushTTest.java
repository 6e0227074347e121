package dev.jepa.planning.env.pusht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.planning.env.RandomPolicy;
import org.junit.jupiter.api.Test;

class PushTTest {
    private final PushT table = new PushT();

    @Test
    void thePusherGoesToItsTarget() {
        table.reset(new double[] {100, 100, 300, 300, 0, 0, 0});
        for (int t = 0; t < 30; t++) {
            table.step(new double[] {150, 60});
        }
        assertThat(table.state()[0]).isCloseTo(150, within(0.5));
        assertThat(table.state()[1]).isCloseTo(60, within(0.5));
        assertThat(table.state()[2]).as("the block was not touched").isCloseTo(300, within(1e-9));
    }

    @Test
    void aPushAlongTheStemMovesTheBlockStraight() {
        table.reset(new double[] {256, 100, 256, 150, 0, 0, 0});
        for (int t = 0; t < 20; t++) {
            table.step(new double[] {256, 200});
        }
        double[] state = table.state();
        assertThat(state[3]).as("pushed until the pusher rests at its target").isCloseTo(215, within(4.0));
        assertThat(state[2]).isCloseTo(256, within(2.0));
        assertThat(state[4]).isCloseTo(0, within(0.02));
    }

    @Test
    void aPushAtTheEndOfTheBarTurnsTheBlock() {
        table.reset(new double[] {305, 100, 256, 150, 0, 0, 0});
        for (int t = 0; t < 10; t++) {
            table.step(new double[] {305, 180});
        }
        assertThat(table.state()[4]).isGreaterThan(0.15);
    }

    @Test
    void theBlockStopsWhenNothingPushesIt() {
        table.reset(new double[] {256, 100, 256, 150, 0, 0, 0});
        table.step(new double[] {256, 400});
        table.step(new double[] {256, 400});
        table.step(new double[] {256, 400});
        for (int t = 0; t < 5; t++) {
            table.step(new double[] {256, 20});
        }
        double y = table.state()[3];
        table.step(new double[] {256, 20});
        assertThat(table.state()[3]).isCloseTo(y, within(1e-9));
    }

    @Test
    void aStepIsAFunctionOfItsState() {
        RandomPolicy policy = new RandomPolicy(2);
        for (int t = 0; t < 20; t++) {
            double[] before = table.state();
            double[] action = policy.act(table);
            table.step(action);
            assertThat(table.dynamics().next(before, action)).containsExactly(table.state());
        }
    }

    @Test
    void onlyThePoseOfTheBlockCounts() {
        table.reset(new double[] {10, 10, 256, 256, Math.PI / 4 - 2 * Math.PI, 5, 5});
        assertThat(table.success()).isTrue();
        table.reset(new double[] {10, 10, 256 + 30, 256, Math.PI / 4, 0, 0});
        assertThat(table.distance()).isCloseTo(1.5, within(1e-12));
    }
}
