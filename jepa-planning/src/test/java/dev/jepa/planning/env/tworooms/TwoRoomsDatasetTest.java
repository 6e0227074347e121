package dev.jepa.planning.env.tworooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoRoomsDatasetTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aTrajectoryIsAFunctionOfSeedAndIndex() {
        TwoRoomsConfig world = TwoRoomsConfig.standard();
        TwoRoomsDataset dataset = TwoRoomsDataset.generate(world, WalkConfig.standard(), 5, 50);
        Trajectory alone = new RandomWalks(world, WalkConfig.standard(), 5).trajectory(33);
        assertThat(dataset.trajectory(33).positions()).isDeepEqualTo(alone.positions());
        assertThat(dataset.trajectory(33).actions()).isDeepEqualTo(alone.actions());
        assertThat(new RandomWalks(world, WalkConfig.standard(), 6)
                        .trajectory(33)
                        .positions()[0])
                .isNotEqualTo(alone.positions()[0]);
    }

    @ParameterizedTest
    @EnumSource
    void everyEnsuredCrossingChangesRooms(CollisionRule rule) {
        WalkConfig walk = WalkConfig.standard().withCrossing(1, WalkConfig.Crossing.ENSURED);
        RandomWalks walks = new RandomWalks(TwoRoomsConfig.standard().withRule(rule), walk, 1);
        assertThat(IntStream.range(0, 300).mapToObj(walks::trajectory))
                .allMatch(trajectory -> trajectory.changesRooms(Geometry.standard()));
    }

    @ParameterizedTest
    @EnumSource
    void dataAndEnvironmentHaveOneDynamics(CollisionRule rule) {
        TwoRoomsConfig config = TwoRoomsConfig.standard().withRule(rule);
        TwoRooms world = new TwoRooms(config);
        RandomWalks walks = new RandomWalks(config, WalkConfig.standard(), 2);
        for (int i = 0; i < 50; i++) {
            Trajectory walk = walks.trajectory(i);
            world.reset(walk.layout(), walk.positions()[0], walk.positions()[1]);
            for (int t = 0; t < walk.actions().length; t++) {
                world.step(walk.actions()[t]);
                assertThat(world.state()).containsExactly(walk.positions()[t + 1]);
            }
        }
    }

    @Test
    void aWindowShowsItsPositions() {
        TwoRoomsDataset dataset = TwoRoomsDataset.generate(TwoRoomsConfig.standard(), WalkConfig.standard(), 5, 8);
        WindowBatch batch = dataset.windows(new int[] {3, 6}, new int[] {0, 74}, 17);
        assertThat(batch.observations().shape()).isEqualTo(Shape.of(2, 17, 2, 65, 65));
        assertThat(batch.actions().shape()).isEqualTo(Shape.of(2, 16, 2));
        Trajectory walk = dataset.trajectory(6);
        double[] at = walk.positions()[74 + 16];
        assertThat(batch.observations().select(0, 1).select(0, 16).bytes())
                .isEqualTo(new Camera(Geometry.standard())
                        .frame(walk.layout(), at[0], at[1])
                        .tensor()
                        .bytes());
        assertThat(batch.actions().select(0, 1).select(0, 15).toFloatArray())
                .isEqualTo(Tensors.of(walk.actions()[74 + 15], 2).toFloatArray());
        assertThat(batch.positions().select(0, 1).select(0, 16).toFloatArray())
                .isEqualTo(Tensors.of(at, 2).toFloatArray());
        assertThatThrownBy(() -> dataset.windows(new int[] {3}, new int[] {75}, 17))
                .hasMessageContaining("does not fit into trajectory 3, which has 91");
    }

    @Test
    void aStepIsABatch() {
        TwoRoomsDataset dataset = TwoRoomsDataset.generate(TwoRoomsConfig.standard(), WalkConfig.standard(), 5, 20);
        float[] first = dataset.windows(4, 16, 17).positions().toFloatArray();
        assertThat(dataset.windows(4, 16, 17).positions().toFloatArray()).isEqualTo(first);
        assertThat(dataset.windows(5, 16, 17).positions().toFloatArray()).isNotEqualTo(first);
    }
}
