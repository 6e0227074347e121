package dev.jepa.examples.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.models.ijepa.IJepaOptimization;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void aStepOf20MillisecondsFits500TimesInto10Seconds() {
        Pace pace = Pace.of(20, 10, 390);
        assertThat(pace.steps()).isEqualTo(500);
        assertThat(pace.epochs()).isEqualTo(500.0 / 390);
        assertThat(Pace.of(2000, 1, 390).steps()).as("at least one").isEqualTo(1);
    }

    @Test
    void theScheduleOfAShorterRunEndsWithIt() {
        IJepaOptimization recipe = ComparisonRun.cifar10(1).ijepa().optimization(); // a tenth of warm-up
        IJepaOptimization shorter = recipe.lasting(Pace.of(20, 10, 390).epochs());
        assertThat(shorter.steps(390)).isBetween(499L, 500L);
        assertThat(shorter.learningRate(390).at(50)).isEqualTo(recipe.peakRate());
        assertThat(shorter.learningRate(390).at(500)).isEqualTo(recipe.finalRate());
    }
}
