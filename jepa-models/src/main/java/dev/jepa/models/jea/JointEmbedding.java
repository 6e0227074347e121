package dev.jepa.models.jea;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A siamese network: one encoder and projector see every view of an image, and an {@link Objective} compares the embeddings.
 *
 * <p>With a predictor it is SimSiam's; with a predictor and a target network, a moving average of encoder and projector, BYOL's.
 * Each view passes by itself, with its own batch statistics, as in the authors' code of VICReg, Barlow Twins, SimSiam and BYOL.
 *
 * <p>Legend: V views, N images, D features of an embedding.
 */
public final class JointEmbedding implements AutoCloseable {
    private final Objective objective;
    private final Branch online; // f_theta and its projector
    private final @Nullable Projector predictor; // h or q_theta
    private final @Nullable Branch target; // f_xi, a moving average of f_theta

    private JointEmbedding(Objective objective, Branch online, @Nullable Projector predictor, @Nullable Branch target) {
        this.objective = objective;
        this.online = online;
        this.predictor = predictor;
        this.target = target;
    }

    /**
     * A model around any encoder.
     *
     * @param encoders makes the encoder, and a second one of the same shapes where there is a target network
     */
    public static <E extends Module & Encoder> JointEmbedding of(
            JeaConfig config, Function<Init, E> encoders, Init init) {
        return of(config.method(), config.projector(), config.predictor(), encoders, init);
    }

    /** As {@link #of(JeaConfig, Function, Init)}, with an objective of one's own. */
    public static <E extends Module & Encoder> JointEmbedding of(
            Objective objective,
            Projector.Config projector,
            Optional<Projector.Config> predictor,
            Function<Init, E> encoders,
            Init init) {
        if (objective.needsPredictor() && predictor.isEmpty()) {
            throw new IllegalArgumentException(
                    "The objective needs a predictor but there is none.\nMaybe Projector.Config.simSiamPredictor.");
        }
        Branch online = branch(projector, encoders, init);
        Projector head =
                predictor.isEmpty() ? null : new Projector(projector.out(), predictor.get(), init.at("predictor"));
        return new JointEmbedding(
                objective,
                online,
                head,
                objective.needsTargetNetwork() ? copy(online, projector, encoders, init) : null);
    }

    private static <E extends Module & Encoder> Branch branch(
            Projector.Config projector, Function<Init, E> encoders, Init init) {
        return new Branch(encoders.apply(init.at("encoder")), projector, init.at("projector"));
    }

    private static <E extends Module & Encoder> Branch copy(
            Branch online, Projector.Config projector, Function<Init, E> encoders, Init init) {
        Branch copy = branch(projector, encoders, init);
        try (TensorScope ignored = TensorScope.open()) {
            copy.loadStateDict(online.stateDict());
        }
        return copy;
    }

    /**
     * The loss of a batch.
     *
     * @param views V &gt;= 2 of images [N, C, H, W], or whatever the encoder takes
     * @param rng the step's key, for losses that draw
     */
    public Objective.Loss loss(List<Tensor> views, Mode mode, Rng rng) {
        return objective.loss(forward(views, mode), rng);
    }

    /** What the networks make of the views. */
    public ViewOutputs forward(List<Tensor> views, Mode mode) {
        List<Tensor> embeddings = each(views, (view, v) -> online.embed(view, mode.at(v)));
        List<Tensor> predictions = predictor == null
                ? List.of()
                : each(
                        embeddings,
                        (embedding, v) -> predictor.forward(
                                embedding, mode.at("predictor").at(v)));
        List<Tensor> targets = target == null
                ? embeddings
                : Autograd.suspend(() -> each(views, (view, v) -> target.embed(view, mode.at(v))));
        return new ViewOutputs(embeddings, predictions, targets);
    }

    private interface OfView {
        Tensor apply(Tensor input, int view);
    }

    private static List<Tensor> each(List<Tensor> inputs, OfView function) {
        List<Tensor> outputs = new ArrayList<>();
        for (int v = 0; v < inputs.size(); v++) {
            outputs.add(function.apply(inputs.get(v), v));
        }
        return outputs;
    }

    /** Representations [N, D] of images: what probes and other tasks use; tokens are averaged. */
    public Tensor represent(Tensor images) {
        return online.represent(images, Mode.EVAL);
    }

    /** Embeddings [N, D] of images, which the loss compares. */
    public Tensor embed(Tensor images) {
        return online.embed(images, Mode.EVAL);
    }

    /** The encoder, trained by gradients. */
    public Module encoder() {
        return online.encoder();
    }

    /** The networks by the names of their checkpoint parts; those named {@code target_…} follow, the others are trained. */
    Map<String, Module> parts() {
        Map<String, Module> parts = new LinkedHashMap<>();
        parts.put("encoder", online.encoder());
        parts.put("projector", online.projector());
        if (predictor != null) {
            parts.put("predictor", predictor);
        }
        if (target != null) {
            parts.put("target_encoder", target.encoder());
            parts.put("target_projector", target.projector());
        }
        return parts;
    }

    /** What the target network follows: encoder and projector. */
    List<Tensor> followed() {
        return online.parameters();
    }

    /** The target network's parameters in the same order; empty where there is none. */
    Optional<List<Tensor>> followers() {
        return target == null ? Optional.empty() : Optional.of(target.parameters());
    }

    @Override
    public void close() {
        online.close();
        if (predictor != null) {
            predictor.close();
        }
        if (target != null) {
            target.close();
        }
    }
}
