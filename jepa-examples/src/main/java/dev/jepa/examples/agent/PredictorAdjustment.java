package dev.jepa.examples.agent;

import dev.jepa.core.optim.Adam;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.agent.Adjustment;
import dev.jepa.planning.agent.ShortTermMemory;

/**
 * Trains a model's predictor on the last transitions, MSE(Pred(s, a), s'), and leaves its encoder as it is: states keep their meaning, so
 * costs, critic and policy stay valid.
 *
 * @param model whose predictor changes
 * @param steps of training
 * @param batch transitions of a step
 * @param learningRate of the training
 */
record PredictorAdjustment(ActionJepa model, int steps, int batch, double learningRate) implements Adjustment {
    @Override
    public void adjust(ShortTermMemory recent, Rng rng) {
        try (Adam optimizer = new Adam(model.predictionParameters(), ParameterRule.allAlike())) {
            for (int i = 0; i < steps; i++) {
                try (TensorScope ignored = TensorScope.open()) {
                    ShortTermMemory.Batch sample = recent.sample(rng.at(i), batch);
                    Tensor error = Autograd.record(
                            () -> Losses.mse(model.predict(sample.states(), sample.actions()), sample.nextStates()));
                    optimizer.step(Autograd.gradients(error, optimizer.parameters()), learningRate, 0);
                }
            }
        }
    }
}
