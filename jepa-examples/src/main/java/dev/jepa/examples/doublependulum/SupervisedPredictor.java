package dev.jepa.examples.doublependulum;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.GradientClipping;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.action.ActionBatch;
import dev.jepa.models.action.ActionPredictor;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * The JEPA's networks and a linear reader, trained end to end on the squared error of the coming measurements themselves: what predicting
 * in the space of measurements gives at the same size.
 */
final class SupervisedPredictor extends Module implements Forecaster {
    private final HistoryEncoder encoder;
    private final ActionPredictor predictor;
    private final Linear reader; // [6, D]
    private final Features features;

    SupervisedPredictor(DoublePendulumRun config, Features features, Init init) {
        this.features = features;
        int dim = config.encoder().dim();
        encoder = child(
                "encoder", new HistoryEncoder(config.encoder(), config.data().history(), init.at("encoder")));
        Optional<LayerNorm> noNorm = Optional.empty();
        predictor = child("predictor", config.model().predictor().create(0, dim, noNorm, init.at("predictor")));
        reader = child("reader", new Linear(dim, Features.COUNT, init.at("reader")));
    }

    /** Trains on the batches of steps 0, 1 …, as the JEPA was. */
    void train(DoublePendulumRun config, LongFunction<ActionBatch> batches, long steps, LongConsumer beforeStep) {
        Schedule rate = config.optimization().learningRate();
        try (AdamW optimizer = new AdamW(namedParameters(), ParameterRule.allAlike())) {
            for (long step = 0; step < steps; step++) {
                beforeStep.accept(step);
                try (TensorScope ignored = TensorScope.open()) {
                    ActionBatch batch = batches.apply(step);
                    Tensor loss = Autograd.record(() -> loss(batch));
                    List<Tensor> gradients = Autograd.gradients(loss, optimizer.parameters());
                    GradientClipping clipping = GradientClipping.byGlobalNorm(
                            gradients, config.optimization().maxNorm());
                    optimizer.step(
                            clipping.gradients(),
                            rate.at(step),
                            config.optimization().weightDecay());
                }
            }
        }
    }

    /** Mean squared error of the measurements read after 0 … H steps. */
    private Tensor loss(ActionBatch batch) {
        Tensor histories = batch.observations(); // [B, H + 1, K, 6]
        Tensor truth = histories.select(2, histories.size(2) - 1); // [B, H + 1, 6]
        return Losses.mse(read(histories.select(1, 0), (int) batch.actions().size(1)), truth);
    }

    /** Features now and after each step: [N, K, 6] to [N, H + 1, 6]. */
    private Tensor read(Tensor histories, int steps) {
        Mode mode = Mode.EVAL; // no layer behaves differently in training
        Tensor first = encoder.encode(histories, mode); // [N, D]
        Tensor nothing = Tensors.zeros(first.size(0), steps, 0).to(first.device());
        Tensor coming = predictor.unroll(first, nothing, mode); // [N, H, D]
        return reader.forward(Tensors.concat(List.of(first.unsqueeze(1), coming), 1));
    }

    @Override
    public Tensor angles(Tensor past, int steps) {
        Tensor histories = features.of4(past).to(parameters().get(0).device());
        return features.angles(read(histories, steps).slice(1, 1, steps + 1L).to(Device.CPU));
    }
}
