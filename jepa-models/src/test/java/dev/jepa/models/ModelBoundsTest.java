package dev.jepa.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.optim.AdamConfig;
import dev.jepa.core.optim.LarsConfig;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.testing.ConfigurationBounds;
import dev.jepa.losses.sigreg.SigReg;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.models.action.ActionJepaConfig;
import dev.jepa.models.action.ActionMethod;
import dev.jepa.models.action.ActionOptimization;
import dev.jepa.models.action.LatentNoise;
import dev.jepa.models.action.PredictorConfig;
import dev.jepa.models.action.Refinement;
import dev.jepa.models.action.SceneFeatures;
import dev.jepa.models.finetune.FineTuneConfig;
import dev.jepa.models.generative.AutoencoderConfig;
import dev.jepa.models.generative.AutoencoderOptimization;
import dev.jepa.models.generative.DecoderConfig;
import dev.jepa.models.ijepa.IJepaConfig;
import dev.jepa.models.ijepa.IJepaOptimization;
import dev.jepa.models.ijepa.Interval;
import dev.jepa.models.ijepa.MaskConfig;
import dev.jepa.models.jea.JeaOptimization;
import dev.jepa.models.jea.Method;
import dev.jepa.models.jea.OptimizerChoice;
import dev.jepa.models.probe.FewLabels;
import dev.jepa.models.probe.L2Search;
import dev.jepa.models.probe.LinearProbeConfig;
import dev.jepa.models.probe.ProbeSuite;
import dev.jepa.models.probe.RidgeSearch;
import dev.jepa.models.video.VideoJepaConfig;
import dev.jepa.models.video.VideoObjective;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No number that makes no sense gets past a model's configuration. */
class ModelBoundsTest {
    /** Records that hold numbers and are no configurations: data, outputs, and what is made of configurations. */
    private static final Set<String> RESULTS = Set.of(
            "ImageViews",
            "Preset",
            "Convergence",
            "BlockSize",
            "Accuracy",
            "Phase",
            "LabeledFeatures",
            "Row",
            "ViewOutputs");

    static Stream<Record> configurations() {
        VisionTransformerConfig encoder = VisionTransformerConfig.of(16, 4, 16, 1, 2);
        DecoderConfig decoder = new DecoderConfig(16, 1, 2);
        return Stream.of(
                new AutoencoderConfig.Masked(encoder, decoder, .5, false),
                new AutoencoderConfig.Denoising(encoder, decoder, .5, .25),
                new AutoencoderOptimization(10, 1, 1e-3, 0, .05, AdamConfig.standard()),
                decoder,
                new IJepaConfig.PredictorConfig(16, 1, 2, IJepaConfig.PredictorConfig.Pass.BLOCK),
                new IJepaConfig.TargetConfig(),
                new IJepaConfig.Regularization(1, 1),
                IJepaOptimization.paper(),
                new Interval(.1, .2),
                MaskConfig.unbiased(),
                FineTuneConfig.small(10),
                new LatentNoise(2, 4),
                new PredictorConfig.Residual(8, 1),
                new PredictorConfig.CausalTransformer(16, 1, 2, 3),
                new Refinement(10, 2, ActionMethod.Starts.ALL, 1, 1e-3),
                new ActionOptimization(10, 1, 0, 1e-3, 0, .1, 1),
                new ActionJepaConfig(2, 4, new PredictorConfig.Residual(8, 1), 8, new LatentNoise(0, 1)),
                new ActionMethod.VarianceCovariance(
                        2, ActionMethod.Starts.FIRST, 1, new SceneFeatures(0, 1, 1, 2), SequenceRegularizer.ebJepa()),
                new ActionMethod.Gaussian(2, 1, 0, SigReg.leJepa()),
                new ActionMethod.MovingTarget(2, .99, 0),
                new ActionMethod.Prediction(2, ActionMethod.Starts.ALL),
                new SceneFeatures(1, 1, 1, 2),
                new OptimizerChoice.Lars(LarsConfig.vicReg(), 1),
                new OptimizerChoice.Sgd(.9),
                new JeaOptimization(10, 1, 0, 1e-3, 0, .1, new OptimizerChoice.Sgd(.9), false, .9, 1),
                new Method.NtXent(.1),
                new VideoObjective(2, 1, 1, 1),
                VideoJepaConfig.ebJepa(),
                new FewLabels(.1, 3),
                new L2Search(List.of(1e-3, 1e-2), 5, 1),
                new LinearProbeConfig(1e-3, true, 1e-6, 100, DType.FLOAT32),
                new ProbeSuite(20, .07, List.of(), Rng.of(1)),
                new RidgeSearch(List.of(1e-3, 1e-2), .2));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void numbersThatMakeNoSenseAreRefusedByName(Record configuration) {
        ConfigurationBounds.check(configuration, Set.of("maxNorm"));
    }

    @Test
    void allConfigurationsAreLookedAt() {
        Set<Class<?>> all = new HashSet<>(ConfigurationBounds.configurations(IJepaConfig.class, "dev.jepa.models"));
        all.removeIf(type -> RESULTS.contains(type.getSimpleName()));
        all.removeAll(configurations().map(Record::getClass).toList());
        assertThat(all).isEmpty();
    }
}
