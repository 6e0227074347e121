package dev.jepa.examples.worlds;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.models.action.ActionBatch;
import dev.jepa.models.action.ActionJepa;

/**
 * What is measured of a model after training, on episodes of its own seeds; its tensors belong to the open scope.
 *
 * @param model the model
 * @param encoder its encoder
 * @param probe reads sensors off its states
 * @param states of the episodes that the probe was fitted to, [N, T + 1, D]
 */
record LearnedWorld(ActionJepa model, SensorEncoder encoder, SensorProbe probe, Tensor states) {
    private static final long FITTED_SEED = 20_230_601;
    private static final long HELD_SEED = 20_230_602;
    private static final int EPISODES = 128;

    static LearnedWorld of(SensorWorld world, WorldRun config, ActionJepa model) {
        SensorEncoder encoder = (SensorEncoder) model.encoder();
        try (TensorScope scope = TensorScope.open()) {
            ActionBatch fitted = episodes(world, config, FITTED_SEED, model);
            Tensor states = scope.keep(model.encodeSequence(fitted.observations(), Mode.EVAL));
            SensorProbe probe = SensorProbe.fit(
                    states.flatten(0, 1),
                    encoder.normalized(fitted.observations()).flatten(0, 1));
            probe.keptBy(scope);
            return new LearnedWorld(model, encoder, probe, states);
        }
    }

    /** Predictions of further episodes. */
    Forecast forecast(SensorWorld world, WorldRun config) {
        try (TensorScope ignored = TensorScope.open()) {
            return Forecast.of(model, encoder, probe, episodes(world, config, HELD_SEED, model));
        }
    }

    private static ActionBatch episodes(SensorWorld world, WorldRun config, long seed, ActionJepa model) {
        return WorldData.of(world, config.data(), seed, EPISODES, Forecast.STEPS)
                .whole(model.parameters().get(0).device());
    }
}
