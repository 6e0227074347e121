package dev.jepa.planning.env.tworooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.env.EnvironmentBatch;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.env.RandomPolicy;
import dev.jepa.planning.env.TrueModel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoRoomsTest {
    @ParameterizedTest
    @EnumSource
    void theOracleReachesEveryGoalAndRandomActionsFew(CollisionRule rule) {
        TwoRooms world = new TwoRooms(TwoRoomsConfig.standard().withRule(rule));
        assertThat(successes(world, new TwoRoomsOracle())).isEqualTo(100);
        assertThat(successes(world, new RandomPolicy(1))).isLessThan(5);
    }

    private static int successes(TwoRooms world, Policy policy) {
        int successes = 0;
        for (int seed = 0; seed < 100; seed++) {
            world.reset(seed);
            for (int t = 0; t < world.maxSteps(); t++) {
                world.step(policy.act(world));
            }
            successes += world.success() ? 1 : 0;
        }
        return successes;
    }

    @Test
    void startAndGoalLieInOppositeRooms() {
        TwoRooms world = new TwoRooms(TwoRoomsConfig.standard());
        for (int seed = 0; seed < 200; seed++) {
            world.reset(seed);
            assertThat(world.dynamics().isLeft(world.state()))
                    .isNotEqualTo(world.dynamics().isLeft(world.goal()));
        }
    }

    @Test
    void aSeedIsAnEpisode() {
        TwoRooms world = new TwoRooms(TwoRoomsConfig.standard());
        world.reset(7);
        double[] start = world.state();
        Layout layout = world.layout();
        world.step(new double[] {0.5, 0.5});
        world.reset(8);
        world.reset(7);
        assertThat(world.state()).containsExactly(start);
        assertThat(world.layout()).isEqualTo(layout);
    }

    @Test
    void wrongActionsAndStartsAreRefused() {
        TwoRooms world = new TwoRooms(TwoRoomsConfig.fixedWall());
        double[] before = world.state();
        assertThatThrownBy(() -> world.step(new double[] {1.5, 1.5}))
                .hasMessageContaining("[1.5, 1.5] is out of bounds")
                .hasMessageContaining("no longer than 1.8");
        assertThatThrownBy(() -> world.step(new double[] {Double.NaN, 0})).hasMessageContaining("must be finite");
        assertThatThrownBy(() -> world.step(new double[] {1})).hasMessageContaining("2 components but had 1");
        assertThatThrownBy(() -> world.reset(new Layout(32, 18), new double[] {32, 40}, new double[] {50, 40}))
                .hasMessageContaining("start must be (x, y) in a room");
        assertThatThrownBy(() -> world.reset(new Layout(32, 18), new double[] {50, 40}, new double[] {32, 40}))
                .as("a goal inside the wall")
                .hasMessageContaining("goal must be (x, y) in a room");
        assertThat(world.state()).containsExactly(before);
    }

    @Test
    void aBatchBehavesAsItsEnvironmentsDoAlone() {
        try (TensorScope ignored = TensorScope.open()) {
            TwoRoomsConfig config = TwoRoomsConfig.standard();
            EnvironmentBatch batch = new EnvironmentBatch(
                    IntStream.range(0, 20).mapToObj(i -> new TwoRooms(config)).toList());
            batch.reset(3);
            Tensor actions = batch.get(0).actionBounds().sample(Rng.of(1), 20);
            batch.step(actions);
            TwoRooms alone = new TwoRooms(config);
            alone.reset(3 + 11);
            alone.step(actions.select(0, 11).toDoubleArray());
            assertThat(batch.states().select(0, 11).toDoubleArray()).containsExactly(alone.state());
            assertThat(batch.observe().shape()).isEqualTo(Shape.of(20, 2, 65, 65));
            assertThat(batch.observe().select(0, 11).bytes())
                    .isEqualTo(alone.observe().tensor().bytes());
            assertThatThrownBy(() -> batch.step(Tensors.zeros(20, 3))).hasMessageContaining("[20, 2]");
        }
    }

    @Test
    void theTrueModelPredictsWhatTheEnvironmentDoes() {
        try (TensorScope ignored = TensorScope.open()) {
            TwoRooms world = new TwoRooms(TwoRoomsConfig.standard());
            RandomPolicy policy = new RandomPolicy(5);
            TrueModel model = new TrueModel(world.dynamics());
            Tensor state = Tensors.of(world.state(), 1, 2);
            for (int t = 0; t < 50; t++) {
                double[] action = policy.act(world);
                state = model.predict(state, Tensors.of(action, 1, 2));
                world.step(action);
            }
            assertThat(state.toDoubleArray()).containsExactly(world.state());
        }
    }

    @Test
    void thePictureShowsAgentRedAndGoalGreen() {
        TwoRooms world = new TwoRooms(TwoRoomsConfig.fixedWall());
        world.reset(new Layout(32, 18), new double[] {10, 20}, new double[] {50, 40});
        byte[] pixels = world.render().pixels();
        int plane = 65 * 65;
        assertThat(List.of(pixels[20 * 65 + 10] & 0xff, pixels[plane + 20 * 65 + 10] & 0xff))
                .containsExactly(255, 0);
        assertThat(List.of(pixels[40 * 65 + 50] & 0xff, pixels[plane + 40 * 65 + 50] & 0xff))
                .containsExactly(0, 255);
    }
}
