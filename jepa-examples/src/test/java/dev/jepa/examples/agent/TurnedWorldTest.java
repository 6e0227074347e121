package dev.jepa.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import org.junit.jupiter.api.Test;

class TurnedWorldTest {
    @Test
    void actionsAreTurnedAndTheRestIsTheSame() {
        TwoRooms rooms = new TwoRooms(TwoRoomsConfig.fixedWall());
        rooms.reset(rooms.layout(), new double[] {15, 30}, new double[] {15, 40});
        TurnedWorld turned = new TurnedWorld(rooms, 90);
        turned.step(new double[] {1, 0.5});
        assertThat(turned.state()).containsExactly(new double[] {14.5, 31}, within(1e-9));
        assertThat(turned.distance()).isEqualTo(rooms.distance());
        assertThat(turned.dynamics().next(new double[] {15, 30}, new double[] {0, 1.8}))
                .containsExactly(new double[] {13.2, 30}, within(1e-9));
    }
}
