package dev.jepa.examples.tworooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.planning.env.tworooms.CollisionRule;
import dev.jepa.planning.env.tworooms.Layouts;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RoomsTasksTest {
    @Test
    void theTasksAreThoseOfTheWorldUnderBothRules() {
        for (CollisionRule rule : CollisionRule.values()) {
            assertThat(RoomsTasks.seeds(TwoRoomsConfig.standard().withRule(rule), 200))
                    .hasSize(200);
            assertThat(RoomsTasks.seeds(TwoRoomsConfig.fixedWall().withRule(rule), 200))
                    .hasSize(200);
        }
    }

    @Test
    void startAndGoalAreInDifferentRooms() {
        TwoRooms world = new TwoRooms(TwoRoomsConfig.standard());
        Arrays.stream(RoomsTasks.seeds(TwoRoomsConfig.standard(), 200)).forEach(seed -> {
            world.reset(seed);
            assertThat(world.dynamics().isLeft(world.state()))
                    .isNotEqualTo(world.dynamics().isLeft(world.goal()));
        });
    }

    @Test
    void anotherWorldIsRefused() {
        TwoRoomsConfig other = TwoRoomsConfig.standard().withLayouts(new Layouts.Uniform(30, 31, 20, 21));
        assertThatThrownBy(() -> RoomsTasks.seeds(other, 3))
                .hasMessageContaining("Task 0 of tasks-random.csv")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> RoomsTasks.seeds(TwoRoomsConfig.standard(), 201))
                .hasMessageContaining("1 … 200");
    }
}
