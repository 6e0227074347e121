package dev.jepa.models.ijepa;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;

/** The configuration and masks that a fixture of the authors' model was computed with. */
final class FixtureConfig {
    private FixtureConfig() {}

    static IJepaConfig of(Fixtures fixture) {
        VisionTransformerConfig encoder = VisionTransformerConfig.of(
                        fixture.integer("hp.img"),
                        fixture.integer("hp.patch"),
                        fixture.integer("hp.dim"),
                        fixture.integer("hp.depth"),
                        fixture.integer("hp.heads"))
                .withChannels(fixture.integer("hp.chans"))
                .withMlpRatio(fixture.real("hp.mlp"));
        return new IJepaConfig(
                encoder,
                new IJepaConfig.PredictorConfig(
                        fixture.integer("hp.pdim"),
                        fixture.integer("hp.pdepth"),
                        fixture.integer("hp.heads"),
                        IJepaConfig.PredictorConfig.Pass.BLOCK),
                MaskConfig.official(),
                new IJepaConfig.TargetConfig(),
                IJepaConfig.Regularization.NONE);
    }

    /** mask.target.0, mask.target.1 … as they come. */
    static List<Tensor> targets(Fixtures fixture) {
        List<Tensor> targets = new ArrayList<>();
        for (int m = 0; fixture.has("mask.target." + m); m++) {
            targets.add(fixture.tensor("mask.target." + m));
        }
        return targets;
    }
}
