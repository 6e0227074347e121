package dev.jepa.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void warmupCosineMeetsItsThreeValuesAndHoldsTheLast() {
        Schedule schedule = new Schedule.WarmupCosine(1, 5, 2, 4, 10);
        assertThat(schedule.at(0)).isEqualTo(1);
        assertThat(schedule.at(2)).isEqualTo(3);
        assertThat(schedule.at(4)).isEqualTo(5);
        assertThat(schedule.at(7)).isEqualTo(3.5, within(1e-12));
        assertThat(schedule.at(10)).isEqualTo(2);
        assertThat(schedule.at(1_000_000)).isEqualTo(2);
    }

    @Test
    void schedulesOfNoStepsAreAtTheirEnd() {
        assertThat(new Schedule.Linear(1, 2, 0).at(0)).isEqualTo(2);
        assertThat(new Schedule.Cosine(1, 2, 0).at(0)).isEqualTo(2);
        assertThat(new Schedule.WarmupCosine(0, 3, 1, 0, 0).at(0)).isEqualTo(1);
    }

    @Test
    void aSequenceStartsItsSecondScheduleFromZero() {
        Schedule schedule = new Schedule.Sequence(new Schedule.Constant(7), 3, new Schedule.Linear(0, 1, 2));
        assertThat(schedule.at(2)).isEqualTo(7);
        assertThat(schedule.at(3)).isEqualTo(0);
        assertThat(schedule.at(4)).isEqualTo(0.5);
    }

    @Test
    void aWarmupLongerThanTheRunIsRefused() {
        assertThatThrownBy(() -> new Schedule.WarmupCosine(0, 1, 0, 20, 10))
                .hasMessageContaining("totalSteps")
                .hasMessageContaining("20")
                .hasMessageContaining("Maybe");
    }
}
