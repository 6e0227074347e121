package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.LayerNorm;
import java.util.Optional;

/** The predictors that come with the library, as choices of a configuration. */
public sealed interface PredictorConfig extends PredictorSource {
    /**
     * A gated recurrent unit, whose hidden state is the representation.
     *
     * @param normalized whether its output goes through the encoder's last normalisation, as in eb_jepa
     */
    record GatedRecurrent(boolean normalized) implements PredictorConfig {
        @Override
        public ActionPredictor create(int actionDim, int dim, Optional<LayerNorm> encoderNorm, Init init) {
            if (normalized && encoderNorm.isEmpty()) {
                throw new IllegalArgumentException("The predictor shares the encoder's last normalisation, but this"
                        + " encoder has none to share.\nMaybe set predictor.normalized=false.");
            }
            return new GruPredictor(actionDim, dim, normalized ? encoderNorm : Optional.empty(), init);
        }
    }

    /**
     * A residual multilayer perceptron.
     *
     * @param hidden width of its hidden layers
     * @param depth number of hidden layers
     */
    record Residual(int hidden, int depth) implements PredictorConfig {
        public Residual {
            Bounds.maybe("512 and 3").atLeast(1, "hidden", hidden).atLeast(1, "depth", depth);
        }

        @Override
        public ActionPredictor create(int actionDim, int dim, Optional<LayerNorm> encoderNorm, Init init) {
            return new MlpPredictor(actionDim, dim, hidden, depth, init);
        }
    }

    /**
     * A causal transformer with adaptive normalisation.
     *
     * @param width features of a token
     * @param depth number of blocks
     * @param heads a divisor of width
     * @param context states that a prediction looks back at
     */
    record CausalTransformer(int width, int depth, int heads, int context) implements PredictorConfig {
        public CausalTransformer {
            Bounds.maybe("a width of 192, a depth of 6, 6 heads and a context of 3")
                    .atLeast(1, "width", width)
                    .atLeast(1, "depth", depth)
                    .that(heads >= 1 && width % heads == 0, "heads", "divide width = " + width, heads)
                    .atLeast(1, "context", context);
        }

        @Override
        public ActionPredictor create(int actionDim, int dim, Optional<LayerNorm> encoderNorm, Init init) {
            return new TransformerPredictor(actionDim, dim, width, depth, heads, context, init);
        }
    }
}
