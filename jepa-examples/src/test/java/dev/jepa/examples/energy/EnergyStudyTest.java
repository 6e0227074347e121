package dev.jepa.examples.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.progress.Display;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnergyStudyTest {
    @ParameterizedTest
    @EnumSource
    void pointsStayInTheSquareAndComeFromTheKey(PlaneData data) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor points = data.points(Rng.of(1), 500);
            assertThat(points.abs().max().item()).isLessThan(1.1);
            assertThat(points.toFloatArray())
                    .isEqualTo(data.points(Rng.of(1), 500).toFloatArray());
        }
    }

    @Test
    void thePerfectEnergyOfTheSineSeparatesAndAFlatOneDoesNot() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor unseen = PlaneData.SINE.points(Rng.of(1), 400);
            EnergyFunction perfect =
                    (x, y) -> x.mul(2 * Math.PI).sin().mul(0.7).sub(y).abs().squeeze(1);
            EnergyGap good = EnergyGap.of(perfect, unseen, Rng.of(2), Device.CPU);
            assertThat(good.separation()).isGreaterThan(0.97);
            assertThat(good.gap()).isGreaterThan(0.3);
            EnergyGap flat = EnergyGap.of((x, y) -> x.mul(0.0).add(2).squeeze(1), unseen, Rng.of(2), Device.CPU);
            assertThat(flat.separation()).isCloseTo(0.5, within(1e-12));
            assertThat(flat.gap()).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void aLandscapeIsDarkBelowAndLightAbove() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor data = PlaneData.SINE.points(Rng.of(1), 1).mul(100.0); // outside the picture
            BufferedImage picture = Landscape.draw((x, y) -> y.squeeze(1), data, 8, Device.CPU);
            assertThat(picture.getRGB(3, 7) & 0xffffff).isEqualTo(0x141e5a);
            assertThat(picture.getRGB(3, 0) & 0xffffff).isEqualTo(0xffffff);
        }
    }

    @Test
    void aShortStudyGivesFiguresAndPictures() {
        StringWriter text = new StringWriter();
        EnergyStudy study = new EnergyStudy(2, 16, Rng.of(0), Device.CPU, Display.on(new PrintWriter(text)));
        EnergyStudy.Outcome outcome = study.run();
        assertThat(outcome.summary().figures()).containsKeys("spiral_latent_gap", "sine_vicreg_separation");
        assertThat(outcome.pictures()).containsOnlyKeys("spiral", "moons", "sine");
        assertThat(outcome.pictures().get("moons").getWidth()).isEqualTo(4 * 16 + 3 * 6);
        assertThat(text.toString()).contains("unregularised");
    }
}
