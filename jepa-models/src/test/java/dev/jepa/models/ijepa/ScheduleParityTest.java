package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import org.junit.jupiter.api.Test;

/** Learning rate, weight decay and momentum over a whole run of the authors' schedulers. */
class ScheduleParityTest {
    @Test
    void everyStepAgrees() {
        try (TensorScope scope = TensorScope.open()) {
            Fixtures fixture = Fixtures.load("ijepa/schedules");
            double[] ema = fixture.doubles("hp.ema");
            IJepaOptimization optimization = new IJepaOptimization(
                    fixture.real("hp.num_epochs"),
                    fixture.real("hp.warmup_epochs"),
                    fixture.real("hp.start_lr"),
                    fixture.real("hp.ref_lr"),
                    fixture.real("hp.final_lr"),
                    fixture.real("hp.wd"),
                    fixture.real("hp.final_wd"),
                    ema[0],
                    ema[1],
                    fixture.real("hp.ipe_scale"));
            long stepsPerEpoch = fixture.integer("hp.iterations_per_epoch");
            long[] steps = fixture.longs("step");
            double[] rates = fixture.doubles("lr");
            double[] decays = fixture.doubles("wd");
            double[] momenta = fixture.doubles("momentum");
            for (int i = 0; i < steps.length; i++) {
                assertThat(optimization.learningRate(stepsPerEpoch).at(steps[i] + 1))
                        .as("learning rate of step " + steps[i])
                        .isCloseTo(rates[i], within(1e-12));
                assertThat(optimization.weightDecay(stepsPerEpoch).at(steps[i] + 1))
                        .as("weight decay of step " + steps[i])
                        .isCloseTo(decays[i], within(1e-10));
                assertThat(optimization.momentum(stepsPerEpoch).at(steps[i]))
                        .as("momentum of step " + steps[i])
                        .isCloseTo(momenta[i], within(1e-10));
            }
        }
    }
}
