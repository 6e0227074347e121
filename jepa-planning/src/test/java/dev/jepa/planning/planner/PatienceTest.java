package dev.jepa.planning.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
    @Test
    void asksNothingOfTheFirstRoundAndEndsAfterIdleOnes() {
        Patience patience = new Patience(2, 0.1);
        assertThat(patience.isOver()).isFalse();
        patience.observe(100);
        patience.observe(95); // 5 % are not enough
        assertThat(patience.isOver()).isFalse();
        patience.observe(89); // 11 % are
        patience.observe(88);
        assertThat(patience.isOver()).isFalse();
        patience.observe(87);
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void askingChangesNothing() {
        Patience patience = new Patience(1, 0);
        patience.observe(1);
        for (int i = 0; i < 5; i++) {
            assertThat(patience.isOver()).isFalse();
        }
        patience.observe(1);
        for (int i = 0; i < 5; i++) {
            assertThat(patience.isOver()).isTrue();
        }
    }
}
