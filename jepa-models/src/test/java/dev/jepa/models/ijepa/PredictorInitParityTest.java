package dev.jepa.models.ijepa;

import dev.jepa.core.nn.Init;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.InitialValues;
import dev.jepa.core.testing.TestDevice;
import org.junit.jupiter.api.Test;

/** Initial values of the predictor against those of the official I-JEPA; the encoder's are compared where it lives. */
class PredictorInitParityTest {
    private final Fixtures fixture = Fixtures.load("ijepa/init_statistics");

    @Test
    void constructorsRescaleByDepth() {
        IJepaConfig config = FixtureConfig.of(fixture);
        compare("constructor.predictor.", config.with(config.encoder().withRescaledInit()));
    }

    @Test
    void theTrainingEntryPointDoesNot() {
        compare("init_model.predictor.", FixtureConfig.of(fixture));
    }

    private void compare(String prefix, IJepaConfig config) {
        InitialValues.compare(
                fixture,
                prefix,
                draw -> new IJepaPredictor(config, Init.of(300 + draw).on(TestDevice.get())));
    }
}
