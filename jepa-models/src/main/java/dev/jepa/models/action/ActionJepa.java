package dev.jepa.models.action;

import dev.jepa.core.encoder.ImpalaCnn;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.temporal.InverseDynamicsModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Action-conditioned joint-embedding predictive architecture: s_t = Enc(x_t), s~_t+1 = Pred(s~_t, a_t) with s~_0 = s_0
 * (PLDM, arXiv 2502.14819, section 3; eb_jepa's action-conditioned example).
 *
 * <p>A planner sees it as a {@link WorldModel}. With A = 0 it predicts what happens by itself. Legend: B batch, T time, D features, A action.
 */
public final class ActionJepa extends Module implements WorldModel {
    private final Encoder encoder; // Enc
    private final Optional<ActionEncoder> actionEncoder;
    private final ActionPredictor predictor; // Pred
    private final Optional<InverseDynamicsModel> inverse; // reads a_t off s_t and s_t+1
    private final Optional<TargetEncoder> target;

    /**
     * A model that owns the encoder from now on.
     *
     * @param encoder any module that is an encoder to [B, D]
     */
    public <E extends Module & Encoder> ActionJepa(ActionJepaConfig config, E encoder, Init init) {
        this(config, encoder, Optional.empty(), init);
    }

    /**
     * A model that owns the encoders from now on.
     *
     * @param encoder any module that is an encoder to [B, D]
     * @param target another one with the same parameters, to be its moving average ({@link ActionObjective.MovingTarget})
     */
    public <E extends Module & Encoder> ActionJepa(ActionJepaConfig config, E encoder, Optional<E> target, Init init) {
        this.encoder = child("encoder", encoder);
        this.target = target.map(network -> new TargetEncoder(network, network.parameters(), encoder.parameters()));
        target.ifPresent(network -> child("target", network));
        int features = config.actionFeatures();
        this.actionEncoder = features == 0
                ? Optional.empty()
                : Optional.of(child(
                        "action_encoder", new ActionEncoder(config.actionDim(), features, init.at("action_encoder"))));
        int conditionDim = features == 0 ? config.actionDim() : features;
        Optional<LayerNorm> norm =
                encoder instanceof ImpalaCnn impala ? Optional.of(impala.finalNorm()) : Optional.empty();
        this.predictor =
                child("predictor", config.predictor().create(conditionDim, encoder.dim(), norm, init.at("predictor")));
        this.inverse = config.actionDim() == 0
                ? Optional.empty()
                : Optional.of(child(
                        "inverse",
                        new InverseDynamicsModel(
                                encoder.dim(), config.inverseHidden(), config.actionDim(), init.at("inverse"))));
    }

    /** The states of sequences of observations: [B, T, …] to [B, T, D]. */
    public Tensor encodeSequence(Tensor observations, Mode mode) {
        long batch = observations.size(0);
        long steps = observations.size(1);
        Tensor states = encoder.encode(observations.flatten(0, 1), mode.at("encoder")); // [B T, D]
        return states.reshape(batch, steps, encoder.dim());
    }

    /** The states that follow s_0, each predicted from the one before: [B, D] and actions [B, T, A] to [B, T, D]. */
    public Tensor unroll(Tensor states, Tensor actions, Mode mode) {
        return predictor.unroll(states, condition(actions), mode.at("predictor"));
    }

    /** The states one step on: [B, D] and actions [B, A] to [B, D]. */
    public Tensor predict(Tensor states, Tensor actions, Mode mode) {
        return predictor.step(states, condition(actions), mode.at("predictor"));
    }

    @Override
    public Tensor encode(Tensor observations) {
        return encoder.encode(observations, Mode.EVAL);
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        return predict(states, actions, Mode.EVAL);
    }

    @Override
    public Tensor unroll(Tensor states, Tensor actions) {
        return unroll(states, actions, Mode.EVAL);
    }

    private Tensor condition(Tensor actions) {
        return actionEncoder.map(network -> network.forward(actions)).orElse(actions);
    }

    /** What gradients train, by name: everything but the target encoder. */
    public Map<String, Tensor> trainedParameters() {
        Map<String, Tensor> trained = new LinkedHashMap<>(namedParameters());
        trained.keySet().removeIf(name -> name.startsWith("target."));
        return trained;
    }

    /** What predictions are made with, by name: of {@link #trainedParameters}, what is neither the encoder's nor for inverse dynamics. */
    public Map<String, Tensor> predictionParameters() {
        Set<Tensor> ofEncoder = Set.copyOf(((Module) encoder).parameters());
        Map<String, Tensor> own = trainedParameters();
        own.entrySet().removeIf(entry -> entry.getKey().startsWith("inverse.") || ofEncoder.contains(entry.getValue()));
        return own;
    }

    /** Enc. */
    public Encoder encoder() {
        return encoder;
    }

    /** Pred. */
    public ActionPredictor predictor() {
        return predictor;
    }

    /** The moving average of Enc, if the model has one. */
    public Optional<TargetEncoder> target() {
        return target;
    }

    /** Reads actions off pairs of states; only the training needs it. Empty where nothing acts. */
    public Optional<InverseDynamicsModel> inverse() {
        return inverse;
    }
}
