package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Init;
import dev.jepa.core.optim.Gradients;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.core.train.StepGradients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Six training steps with the authors' images, masks and initial weights: losses, norms, schedules, final weights. */
class TrainingParityTest {
    private final Fixtures fixture = Fixtures.load("ijepa/training");

    @Test
    void stepsAgree() {
        Fixtures initial = Fixtures.load("ijepa/training_init");
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
        try (TensorScope scope = TensorScope.open();
                IJepa model = new IJepa(FixtureConfig.of(fixture), Init.of(0).on(TestDevice.get()));
                IJepaTrainer trainer = new IJepaTrainer(
                        model, optimization, this::batch, fixture.integer("hp.iterations_per_epoch"), Rng.of(0))) {
            model.contextEncoder().loadStateDict(initial.tensors("encoder."));
            model.targetEncoder().loadStateDict(initial.tensors("encoder."));
            model.predictor().loadStateDict(initial.tensors("predictor."));
            for (int step = 0; step < fixture.integer("hp.steps"); step++) {
                try (TensorScope inner = TensorScope.open()) {
                    compareStep(trainer, step);
                }
            }
            compareFinal(model);
        }
    }

    private void compareStep(IJepaTrainer trainer, int step) {
        StepGradients gradients = trainer.compute(step);
        assertThat(gradients.terms().get("loss")).isCloseTo(fixture.doubles("f64.loss")[step], within(2e-6));
        for (String part : List.of("encoder", "predictor")) {
            List<Tensor> own = new ArrayList<>();
            gradients.gradients().forEach((name, gradient) -> {
                if (name.startsWith(part + ".")) {
                    own.add(gradient);
                }
            });
            double expected = fixture.doubles("f64.grad_norm." + part)[step];
            assertThat(Gradients.globalNorm(own)).isCloseTo(expected, within(2e-5 * expected));
        }
        Map<String, Double> values = trainer.update(step, gradients);
        assertThat(values.get("learning_rate")).isCloseTo(fixture.doubles("lr")[step], within(1e-15));
        assertThat(values.get("weight_decay")).isCloseTo(fixture.doubles("wd")[step], within(1e-12));
        assertThat(values.get("momentum")).isCloseTo(fixture.doubles("momentum")[step], within(1e-12));
    }

    private void compareFinal(IJepa model) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        model.contextEncoder().namedParameters().forEach((name, p) -> state.put("encoder." + name, p));
        model.predictor().namedParameters().forEach((name, p) -> state.put("predictor." + name, p));
        model.targetEncoder().namedParameters().forEach((name, p) -> state.put("target." + name, p));
        int compared = 0;
        for (String name : fixture.names()) {
            if (name.startsWith("final.") && !name.endsWith("qkv.bias")) {
                fixture.assertClose(name, state.get(name.substring("final.".length())), 2e-4);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    private IJepaBatch batch(long step) {
        long[][] context = rows("mask.context.0", step);
        List<long[][]> targets = new ArrayList<>();
        for (int m = 0; fixture.has("mask.target." + m); m++) {
            targets.add(rows("mask.target." + m, step));
        }
        Tensor images = fixture.tensor("images").select(0, step);
        return new IJepaBatch(images, new Masks(context, targets.toArray(long[][][]::new)), Duration.ZERO);
    }

    private long[][] rows(String name, long step) {
        long[] shape = fixture.shape(name); // [steps, B, K]
        long[] values = fixture.longs(name);
        long[][] rows = new long[(int) shape[1]][(int) shape[2]];
        for (int b = 0; b < rows.length; b++) {
            System.arraycopy(values, (int) ((step * shape[1] + b) * shape[2]), rows[b], 0, rows[b].length);
        }
        return rows;
    }
}
