package dev.jepa.models.jea;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.StepGradients;
import dev.jepa.losses.sigreg.EppsPulley;
import dev.jepa.losses.sigreg.LeJepa;
import dev.jepa.losses.sigreg.SigReg;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A model of a few hundred parameters whose views are random vectors with noise. */
final class TinyRun implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int OUT = 8;
    private static final Rng RNG = Rng.of(11);

    final JointEmbedding model;
    final JeaTrainer trainer;

    TinyRun(JeaConfig config, boolean constantPredictorRate) {
        JeaOptimization adam = JeaOptimization.of(200, 0, 0.01, 0.01, 0, new OptimizerChoice.AdamW());
        model = JointEmbedding.of(config, TinyEncoder::new, Init.of(3));
        trainer = new JeaTrainer(
                model, constantPredictorRate ? adam.withConstantPredictorRate() : adam, TinyRun::batch, 1, RNG);
    }

    static List<JeaConfig> all() {
        Projector.Config head = Projector.Config.vicReg(OUT);
        return List.of(
                JeaConfig.of(new Method.VicReg(), head),
                JeaConfig.of(new Method.BarlowTwins(), Projector.Config.barlowTwins(OUT)),
                JeaConfig.of(
                        new Method.SimSiam(),
                        Projector.Config.simSiamProjector(2, OUT),
                        Projector.Config.simSiamPredictor(OUT)),
                JeaConfig.of(new Method.Byol(), Projector.Config.byol(16, OUT), Projector.Config.byol(16, OUT)),
                JeaConfig.of(
                        new Method.LeJepa(new LeJepa(0.02, new SigReg(32, EppsPulley.leJepa()))),
                        new Projector.Config(List.of(16), OUT, true, Projector.Config.Output.LINEAR_WITH_BIAS)),
                JeaConfig.of(new Method.NtXent(), head));
    }

    static JeaBatch batch(long step) {
        Tensor vectors = Tensors.normal(RNG.at(step, "vectors"), BATCH, TinyEncoder.IN);
        return new JeaBatch(ImageViews.of(List.of(noisy(vectors, step, 0), noisy(vectors, step, 1))), Duration.ZERO);
    }

    private static Tensor noisy(Tensor vectors, long step, int view) {
        return vectors.add(Tensors.normal(RNG.at(step, "noise").at(view), BATCH, TinyEncoder.IN)
                .mul(0.3));
    }

    /** The losses of steps from … to - 1. */
    double[] train(int from, int to) {
        double[] losses = new double[to - from];
        for (int step = from; step < to; step++) {
            try (TensorScope scope = TensorScope.open()) {
                StepGradients gradients = trainer.compute(step);
                losses[step - from] = gradients.terms().get("loss");
                trainer.update(step, gradients);
            }
        }
        return losses;
    }

    /** Embeddings [N, D] of vectors not trained on. */
    Tensor embeddings() {
        return model.embed(batch(1_000_000).views().images().get(0));
    }

    Map<String, Tensor> state() {
        return trainer.state().tensors();
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
