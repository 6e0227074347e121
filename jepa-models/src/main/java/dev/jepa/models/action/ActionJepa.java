package dev.jepa.models.action;

import dev.jepa.core.encoder.ImpalaCnn;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.model.LatentModel;
import dev.jepa.core.model.Representations;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.temporal.InverseDynamicsModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Action-conditioned joint-embedding predictive architecture: s_t = Enc(x_t), s~_t+1 = Pred(s~_t, a_t) with s~_0 = s_0
 * (PLDM, arXiv 2502.14819, section 3; eb_jepa's action-conditioned example).
 *
 * <p>A planner sees it as a {@link WorldModel}. With A = 0 it predicts what happens by itself. With a latent variable, s~_t+1 = Pred(s~_t, a_t, z_t),
 * it is a {@link LatentModel} too; as a world model it then predicts with z = 0, the most likely one. Legend: B batch, T time, D features,
 * A action, Z latent.
 */
public final class ActionJepa extends Module implements WorldModel, LatentModel {
    private final Encoder encoder; // Enc
    private final int actionDim; // A
    private final LatentNoise latent; // z
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
     * @param target another one with the same parameters, to be its moving average ({@link ActionMethod.MovingTarget})
     */
    public <E extends Module & Encoder> ActionJepa(ActionJepaConfig config, E encoder, Optional<E> target, Init init) {
        this.encoder = child("encoder", encoder);
        this.actionDim = config.actionDim();
        this.latent = config.latent();
        this.target = target.map(network -> new TargetEncoder(network, network.parameters(), encoder.parameters()));
        target.ifPresent(network -> child("target", network));
        int features = config.actionFeatures();
        this.actionEncoder = features == 0
                ? Optional.empty()
                : Optional.of(child(
                        "action_encoder", new ActionEncoder(config.actionDim(), features, init.at("action_encoder"))));
        int conditionDim = (features == 0 ? config.actionDim() : features) + latent.dim();
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
        TargetEncoder.requireSequence(observations);
        long batch = observations.size(0);
        long steps = observations.size(1);
        Tensor states = Representations.vectors(encoder, observations.flatten(0, 1), mode.at("encoder")); // [B T, D]
        return states.reshape(batch, steps, encoder.dim());
    }

    /** The states that follow s_0, each predicted from the one before: [B, D] and actions [B, T, A] to [B, T, D]. */
    public Tensor unroll(Tensor states, Tensor actions, Mode mode) {
        return unroll(states, actions, Optional.empty(), mode);
    }

    /**
     * As {@link #unroll(Tensor, Tensor, Mode)}.
     *
     * @param latents z, [B, T, Z]; zeros if left out
     */
    public Tensor unroll(Tensor states, Tensor actions, Optional<Tensor> latents, Mode mode) {
        return predictor.unroll(states, condition(actions, latents), mode.at("predictor"));
    }

    /** The states one step on: [B, D] and actions [B, A] to [B, D]. */
    public Tensor predict(Tensor states, Tensor actions, Mode mode) {
        return predict(states, actions, Optional.empty(), mode);
    }

    /**
     * As {@link #predict(Tensor, Tensor, Mode)}.
     *
     * @param latents z, [B, Z]; zeros if left out
     */
    public Tensor predict(Tensor states, Tensor actions, Optional<Tensor> latents, Mode mode) {
        return predictor.step(states, condition(actions, latents), mode.at("predictor"));
    }

    /**
     * The latents that explain transitions best, of those that are drawn from the mode's key, without gradients.
     *
     * @param states s_t, [B, T, D]
     * @param actions a_t, [B, T, A]
     * @param next what followed, [B, T, D]
     * @return z_t, [B, T, Z]; empty for a deterministic model
     */
    public Optional<Tensor> infer(Tensor states, Tensor actions, Tensor next, Mode mode) {
        if (!latent.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Autograd.suspend(() -> {
            try (TensorScope scope = TensorScope.open()) {
                long dim = states.size(2);
                Tensor from = Tensors.concat(List.of(states, actions), 2).flatten(0, 1); // [B T, D + A]
                LatentEnergy error = (x, y, z) -> predict(
                                x.slice(1, 0, dim), x.slice(1, dim, x.size(1)), Optional.of(z), mode.at("latent"))
                        .sub(y)
                        .square()
                        .sum(1);
                Tensor best = latent.drawn(mode.rng().at("latents"))
                        .infer(error, from, next.flatten(0, 1))
                        .latentVariable();
                return scope.keep(best.reshape(states.size(0), states.size(1), latent.dim()));
            }
        }));
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions, Tensor latents) {
        return predict(states, actions, Optional.of(latents), Mode.EVAL);
    }

    /** Z; 0 for a deterministic model. */
    @Override
    public int latentDim() {
        return latent.dim();
    }

    @Override
    public Tensor encode(Tensor observations) {
        return Representations.vectors(encoder, observations, Mode.EVAL);
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        return predict(states, actions, Mode.EVAL);
    }

    @Override
    public Tensor unroll(Tensor states, Tensor actions) {
        return unroll(states, actions, Mode.EVAL);
    }

    /** Encoded actions and latents side by side, [..., E + Z]. */
    private Tensor condition(Tensor actions, Optional<Tensor> latents) {
        if (actions.shape().rank() < 2 || actions.size(-1) != actionDim) {
            throw new IllegalArgumentException("Actions must end with A = " + actionDim + " components but were "
                    + actions.shape() + ".\nMaybe they are another world's.");
        }
        Tensor encoded = actionEncoder.map(network -> network.forward(actions)).orElse(actions);
        int last = encoded.shape().rank() - 1;
        latents.ifPresent(given -> requireLatents(given, last));
        if (!latent.isPresent()) {
            return encoded;
        }
        Tensor z = latents.orElseGet(() -> {
            long[] shape = encoded.shape().toArray();
            shape[last] = latent.dim();
            return Tensors.zeros(encoded.dtype(), encoded.device(), Shape.of(shape));
        });
        return Tensors.concat(List.of(encoded, z), last);
    }

    private void requireLatents(Tensor given, int last) {
        if (given.shape().rank() != last + 1 || given.size(last) != latent.dim()) {
            throw new IllegalArgumentException("latents must end with Z = " + latent.dim() + " features but were "
                    + given.shape() + (latent.isPresent() ? "." : ".\nMaybe configure the model with a LatentNoise."));
        }
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
