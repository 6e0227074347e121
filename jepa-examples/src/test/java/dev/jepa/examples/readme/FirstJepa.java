package dev.jepa.examples.readme;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.ExponentialMovingAverage;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.ijepa.IJepa;
import dev.jepa.models.ijepa.IJepaConfig;
import dev.jepa.models.ijepa.MaskConfig;
import dev.jepa.models.ijepa.Masks;
import dev.jepa.models.ijepa.MultiblockMasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The example of README.md; ReadmeTest runs it and compares the text between the marks. */
final class FirstJepa {
    private FirstJepa() {}

    static List<Double> train(int steps) {
        List<Double> losses = new ArrayList<>();
        // README begin
        var vit = VisionTransformerConfig.of(32, 4, 96, 3, 3); // 32-pixel images, 8 x 8 patches, width 96
        var predictor = new IJepaConfig.PredictorConfig(48, 2, 3, IJepaConfig.PredictorConfig.Pass.JOINT);
        var config = new IJepaConfig(
                vit,
                predictor,
                MaskConfig.unbiased(),
                new IJepaConfig.TargetConfig(1),
                IJepaConfig.Regularization.NONE);
        var masks = new MultiblockMasks(config.masks(), vit.gridSide());
        Rng rng = Rng.of(7); // all randomness is a function of this seed, the step and a purpose
        try (IJepa model = new IJepa(config, Init.of(7))) {
            Map<String, Tensor> parameters =
                    new TreeMap<>(model.contextEncoder().namedParameters());
            model.predictor().namedParameters().forEach((name, p) -> parameters.put("predictor." + name, p));
            try (AdamW optimizer = new AdamW(parameters, ParameterRule.noDecayForBiasesAndNorms())) {
                for (int step = 0; step < steps; step++) {
                    try (TensorScope scope =
                            TensorScope.open()) { // what is made inside is freed at the end of the step
                        Tensor images =
                                Tensors.normal(rng.at(step, "images"), 16, 3, 32, 32); // yours go here: [B, C, H, W]
                        Masks blocks = masks.sample(rng, step, 16); // one context and four target blocks an image
                        Mode mode = Mode.training(rng.at(step, "networks"));
                        Tensor loss = Autograd.record(
                                () -> model.loss(images, blocks, mode).total());
                        optimizer.step(Autograd.gradients(loss, optimizer.parameters()), 1e-3, 0.05);
                        ExponentialMovingAverage.update(
                                model.targetEncoder().parameters(),
                                model.contextEncoder().parameters(),
                                0.996);
                        losses.add(loss.item());
                    }
                }
            }
        }
        // README end
        return losses;
    }
}
