package dev.jepa.examples.trajectories;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.env.control.CartPole;
import dev.jepa.planning.env.control.Pendulum;
import dev.jepa.planning.env.maze.MazeMap;
import dev.jepa.planning.env.maze.MazeOracle;
import dev.jepa.planning.env.maze.PointMaze;
import dev.jepa.planning.env.pusht.PushT;
import dev.jepa.planning.env.tworooms.CollisionRule;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.TwoRoomsOracle;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A world that episodes can be recorded in.
 *
 * @param label what is typed
 * @param environment makes one
 * @param oracle makes a policy that knows the map, where there is one
 */
record World(String label, Supplier<Environment> environment, Optional<Supplier<Policy>> oracle) {
    static final World TWO_ROOMS =
            new World("two-rooms", () -> new TwoRooms(rooms()), Optional.of(TwoRoomsOracle::new));

    static final List<World> ALL = List.of(
            TWO_ROOMS,
            new World("maze", () -> new PointMaze(MazeMap.umaze(), 200), Optional.of(MazeOracle::new)),
            new World("pendulum", Pendulum::new, Optional.empty()),
            new World("cart-pole", () -> new CartPole(CartPole.Task.SWING_UP), Optional.empty()),
            new World("push-t", PushT::new, Optional.empty()));

    /** Random walls; a step that meets a wall ends just before it, as in the recipes. */
    static TwoRoomsConfig rooms() {
        return TwoRoomsConfig.standard().withRule(CollisionRule.SLIDE);
    }
}
