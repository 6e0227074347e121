package dev.jepa.examples.compare;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.examples.generative.GenerativeRecipes;
import dev.jepa.examples.generative.GenerativeRun;
import dev.jepa.examples.ijepa.IJepaRecipes;
import dev.jepa.examples.ijepa.IJepaRun;
import dev.jepa.examples.jea.JeaEncoder;
import dev.jepa.examples.jea.JeaRun;
import dev.jepa.losses.sigreg.EppsPulley;
import dev.jepa.losses.sigreg.LeJepa;
import dev.jepa.losses.sigreg.SigReg;
import dev.jepa.models.jea.JeaConfig;
import dev.jepa.models.jea.JeaOptimization;
import dev.jepa.models.jea.Method;
import dev.jepa.models.jea.OptimizerChoice;
import java.util.Optional;

/**
 * Every hyper-parameter of a comparison. The encoder of all methods is this one, and the length of their runs comes from the
 * seconds, whatever their own keys say; warm-up and schedules keep their share of the run.
 *
 * @param seconds of training steps, for each method and seed
 * @param encoder of all methods
 * @param mae masked autoencoder
 * @param denoising denoising autoencoder
 * @param ijepa I-JEPA
 * @param vicreg VICReg
 * @param lejepa LeJEPA
 */
public record ComparisonRun(
        double seconds,
        VisionTransformerConfig encoder,
        GenerativeRun mae,
        GenerativeRun denoising,
        IJepaRun ijepa,
        JeaRun vicreg,
        JeaRun lejepa) {
    public ComparisonRun {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("seconds must be > 0 but was " + seconds + ".\nMaybe 600.");
        }
        mae = mae.with(encoder);
        denoising = denoising.with(encoder);
        ijepa = ijepa.with(encoder);
        vicreg = vicreg.with(encoder);
        lejepa = lejepa.with(encoder);
    }

    /** The encoder of {@code ijepa-cifar10}, and the recipes' hyper-parameters but for what {@link #views} says. */
    public static ComparisonRun cifar10(double seconds) {
        IJepaRun ijepa = IJepaRecipes.cifar10().defaults();
        Method leJepa = new Method.LeJepa(new LeJepa(0.02, new SigReg(256, EppsPulley.leJepa())));
        return new ComparisonRun(
                seconds,
                ijepa.model().encoder(),
                GenerativeRecipes.masked().defaults(),
                GenerativeRecipes.denoising().defaults(),
                ijepa,
                views(JeaConfig.of(new Method.VicReg(), Projector.Config.vicReg(2048)), 1e-3),
                views(JeaConfig.of(leJepa, Projector.Config.leJepa(16)), 2e-3));
    }

    /**
     * Joint embedding around a transformer: AdamW, as is usual for these, where the recipes around residual networks have LARS;
     * warm-up, decay and precision of the other methods here. Our choice, untuned.
     */
    private static JeaRun views(JeaConfig model, double peakRate) {
        return new JeaRun(
                new JeaEncoder.Vit(),
                model,
                new JeaOptimization(20, 2, 0, peakRate, 1e-5, 0.05, new OptimizerChoice.AdamW(), false, 0.996, 1),
                256,
                2,
                JeaRun.LocalCrops.NONE,
                Optional.empty(),
                Precision.ofThisProcessor(),
                CheckpointPolicy.every(500),
                20,
                500);
    }
}
