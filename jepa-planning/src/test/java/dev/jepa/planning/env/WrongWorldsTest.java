package dev.jepa.planning.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.env.control.CartPole;
import dev.jepa.planning.env.control.Pendulum;
import dev.jepa.planning.env.maze.MazeMap;
import dev.jepa.planning.env.maze.PointMaze;
import dev.jepa.planning.env.pusht.PushT;
import dev.jepa.planning.env.tworooms.Geometry;
import dev.jepa.planning.env.tworooms.Layout;
import dev.jepa.planning.env.tworooms.Layouts;
import dev.jepa.planning.env.tworooms.RandomWalks;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.TwoRoomsDataset;
import dev.jepa.planning.env.tworooms.WalkConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What worlds, their dynamics and their data say to states, actions and settings that are none. */
class WrongWorldsTest {
    static Stream<Environment> worlds() {
        return Stream.of(
                new TwoRooms(TwoRoomsConfig.standard()),
                new PointMaze(MazeMap.umaze(), 20),
                new Pendulum(),
                new CartPole(CartPole.Task.BALANCE),
                new PushT(),
                PushT.byDisplacements(60),
                new ActionRepeat(new Pendulum(), 3));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void dynamicsTakeFiniteStatesAndActionsOfTheirLength(Environment world) {
        Dynamics dynamics = world.dynamics();
        double[] state = world.state();
        double[] action = new double[dynamics.actionDim()];
        assertThat(dynamics.next(state, action)).hasSize(dynamics.stateDim());
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(
                    () -> dynamics.next(changed(state, wrong), action),
                    "the state must be " + state.length + " finite");
            refused(
                    () -> dynamics.next(state, changed(action, wrong)),
                    "the action must be " + action.length + " finite");
            refused(() -> world.step(changed(action, wrong)), "an action must be finite");
        }
        refused(() -> dynamics.next(new double[0], action), "finite numbers but was []");
        refused(() -> dynamics.next(Arrays.copyOf(state, state.length + 1), action), "the state must be");
        refused(() -> dynamics.next(state, new double[action.length + 1]), "the action must be");
        refused(() -> world.step(new double[0]), "an action must have");
        assertThat(world.state()).containsExactly(state);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void theTrueModelTakesBatchesOfItsWorld(Environment world) {
        TrueModel model = new TrueModel(world.dynamics());
        int dim = world.dynamics().stateDim();
        int actionDim = world.dynamics().actionDim();
        try (TensorScope ignored = TensorScope.open()) {
            Tensor states = Tensors.of(world.state(), 1, dim);
            Tensor actions = Tensors.zeros(1, actionDim);
            refused(() -> model.predict(Tensors.zeros(1, dim + 1), actions), "states must be [B, " + dim + "]");
            refused(() -> model.predict(Tensors.zeros(dim), actions), "states must be");
            refused(() -> model.predict(states, Tensors.zeros(1, actionDim + 1)), "actions [B, " + actionDim + "]");
            refused(() -> model.predict(states, Tensors.zeros(2, actionDim)), "one B >= 1");
            refused(() -> model.predict(Tensors.zeros(0, dim), Tensors.zeros(0, actionDim)), "one B >= 1");
            Tensor unknown = Tensors.of(changed(world.state(), Double.NaN), 1, dim);
            Tensor two = Tensors.concat(List.of(states, unknown), 0);
            double[] next = model.predict(two, Tensors.zeros(2, actionDim)).toDoubleArray();
            assertThat(next[0]).isFinite();
            assertThat(next[dim]).isNaN();
        }
    }

    private static double[] changed(double[] values, double last) {
        double[] changed = values.clone();
        changed[changed.length - 1] = last;
        return changed;
    }

    @Test
    void pushTBeginsOnItsTable() {
        PushT world = new PushT();
        double[] state = world.state();
        refused(() -> world.reset(new double[6]), "must be 7 finite numbers");
        refused(() -> world.reset(new double[] {100, 100, Double.NaN, 100, 0, 0, 0}), "must be 7 finite numbers");
        refused(() -> world.reset(new double[] {100, 100, 1e9, 100, 0, 0, 0}), "on the table");
        assertThat(world.state()).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource({"1000, 18", "-5, 18", "5, 18", "59, 18", "32, 1000", "32, -3"})
    void wallsAndDoorsStandInTheWorld(int wall, int door) {
        refused(() -> TwoRoomsConfig.standard().withLayouts(new Layouts.Fixed(wall, door)), "must l");
        refused(
                () -> TwoRoomsConfig.standard()
                        .withLayouts(new Layouts.Uniform(
                                Math.min(wall, 32),
                                Math.max(wall, 32) + 1,
                                Math.min(door, 18),
                                Math.max(door, 18) + 1)),
                "must l");
        TwoRooms world = new TwoRooms(TwoRoomsConfig.standard());
        refused(() -> world.reset(new Layout(wall, door), world.state(), world.goal()), "must l");
    }

    @Test
    void sizesThatOverflowAreRefused() {
        refused(() -> new Geometry(65, Integer.MAX_VALUE, 3, 4, 1.3), "no room");
        refused(() -> new Geometry(65, 5, Integer.MAX_VALUE, 4, 1.3), "no room");
        refused(() -> new Frame(-1, -1, 6, new byte[6]), "were -1, -1 and 6 with 6 bytes");
        refused(() -> new Frame(65536, 65536, 1, new byte[0]), "65536 and 1 with 0 bytes");
        assertThat(new ActionRepeat(new Pendulum(), Integer.MAX_VALUE).maxSteps())
                .isEqualTo(1);
    }

    /** Walks of any settings that are possible end; those that can never change rooms say so. */
    @ParameterizedTest
    @CsvSource({"1e-300, 0.4", "1e-9, 0.4", "1e9, 0.4", "1e300, 0.4", "5, 1e-9", "5, 1e9", "5, 1e300"})
    void walksOfAnyConcentrationAndSpreadEnd(double concentration, double std) {
        WalkConfig walk = new WalkConfig(50, 1, std, 0.2, 1.8, concentration, 0, WalkConfig.Crossing.AIMED);
        double[][] actions = new RandomWalks(TwoRoomsConfig.standard(), walk, 1)
                .trajectory(0)
                .actions();
        assertThat(actions).hasDimensions(50, 2);
        for (double[] action : actions) {
            assertThat(Math.hypot(action[0], action[1])).isBetween(0.2 - 1e-9, 1.8 + 1e-9);
        }
    }

    /** Far wider than the range, a truncated normal is uniform over it; as wide, it is known, too. */
    @ParameterizedTest
    @CsvSource({"1e6, 0.4619", "1.7, 0.4551"})
    void wideStepLengthsAreTruncatedNormal(double std, double deviation) {
        WalkConfig walk = new WalkConfig(40_000, 1, std, 0.2, 1.8, 5, 0, WalkConfig.Crossing.AIMED);
        double[][] actions = new RandomWalks(TwoRoomsConfig.standard(), walk, 1)
                .trajectory(0)
                .actions();
        double squares = 0;
        for (double[] action : actions) {
            double offset = Math.hypot(action[0], action[1]) - 1;
            squares += offset * offset / actions.length;
        }
        assertThat(Math.sqrt(squares)).isBetween(deviation - 0.005, deviation + 0.005);
    }

    @Test
    void walksThatCannotChangeRoomsSaySo() {
        WalkConfig walk = WalkConfig.standard().withSteps(1).withCrossing(1, WalkConfig.Crossing.ENSURED);
        refused(() -> new RandomWalks(TwoRoomsConfig.standard(), walk, 1).trajectory(0), "none changed rooms");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void windowsAreOfAPossibleNumberAndLength(int odd) {
        TwoRoomsDataset data = TwoRoomsDataset.generate(TwoRoomsConfig.standard(), WalkConfig.standard(), 1, 2);
        refused(() -> data.windows(0, odd, 4), odd < 1 ? "batch must be >= 1" : "more than 2 GiB");
        refused(() -> data.windows(0, 1, odd), odd < 1 ? "length >= 2" : "more than 2 GiB");
        refused(() -> data.windows(new int[] {odd < 0 ? odd : 2}, new int[] {0}, 4), "trajectories are 0 to 1");
        refused(() -> data.trajectory(odd == 0 ? 2 : odd), "trajectories are 0 to 1");
    }

    @Test
    void batchesAreOfOneKind() {
        refused(() -> new EnvironmentBatch(List.of(new Pendulum(), new CartPole(CartPole.Task.BALANCE))), "one kind");
        EnvironmentBatch mazes =
                new EnvironmentBatch(List.of(new PointMaze(MazeMap.umaze(), 5), new PointMaze(MazeMap.medium(), 5)));
        refused(mazes::observe, "frames of one size");
    }

    @Test
    void waysInAMazeLeadToFreeCells() {
        refused(() -> MazeMap.umaze().stepsTo(0, 0), "must be a free cell");
        refused(() -> MazeMap.umaze().stepsTo(-1, 100), "must be a free cell");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
