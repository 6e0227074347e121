package dev.jepa.examples.readme;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.ijepa.IJepa;
import dev.jepa.models.ijepa.IJepaConfig;
import dev.jepa.models.ijepa.IJepaConfig.PredictorConfig;
import dev.jepa.models.ijepa.IJepaConfig.PredictorConfig.Pass;
import dev.jepa.models.ijepa.IJepaConfig.Regularization;
import dev.jepa.models.ijepa.IJepaConfig.TargetConfig;
import dev.jepa.models.ijepa.MaskConfig;
import dev.jepa.models.ijepa.Masks;
import dev.jepa.models.ijepa.MultiblockMasks;
import java.util.ArrayList;
import java.util.List;

/** The example of README.md; ReadmeTest runs it and compares the text between the marks. */
final class FirstJepa {
    private FirstJepa() {}

    static List<Double> train(int steps) {
        List<Double> losses = new ArrayList<>();
        // README begin
        var vit = VisionTransformerConfig.of(32, 4, 96, 3, 3); // 32-pixel images, 4-pixel patches, width 96
        var predictor = new PredictorConfig(48, 2, 3, Pass.JOINT);
        var config = new IJepaConfig(vit, predictor, MaskConfig.unbiased(), new TargetConfig(), Regularization.NONE);
        var masks = new MultiblockMasks(config.masks(), vit.gridSide());
        Rng rng = Rng.of(7); // all randomness is a function of this seed, the step and a purpose
        try (IJepa jepa = new IJepa(config, Init.of(7));
                AdamW optimizer = new AdamW(jepa.trainedParameters(), ParameterRule.noDecayForBiasesAndNorms())) {
            for (int step = 0; step < steps; step++) {
                try (TensorScope scope = TensorScope.open()) { // frees what a step makes
                    Tensor images = Tensors.normal(rng.at(step, "images"), 16, 3, 32, 32); // [B, C, H, W], yours
                    Masks blocks = masks.sample(rng, step, 16); // a context block and four targets each
                    Mode mode = Mode.training(rng.at(step, "networks"));
                    Tensor loss = Autograd.record(
                            () -> jepa.loss(images, blocks, mode).total());
                    optimizer.step(Autograd.gradients(loss, optimizer.parameters()), 1e-3, 0.05);
                    jepa.updateTarget(0.996);
                    losses.add(loss.item());
                }
            }
        }
        // README end
        return losses;
    }
}
