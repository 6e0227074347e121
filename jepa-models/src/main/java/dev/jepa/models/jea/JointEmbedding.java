package dev.jepa.models.jea;

import dev.jepa.core.data.Crops;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.vicregl.LocalView;
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
    private final @Nullable Projector mapProjector; // of places
    private final @Nullable Branch target; // f_xi, a moving average of f_theta

    private JointEmbedding(
            Objective objective,
            Branch online,
            @Nullable Projector predictor,
            @Nullable Projector mapProjector,
            @Nullable Branch target) {
        this.objective = objective;
        this.online = online;
        this.predictor = predictor;
        this.mapProjector = mapProjector;
        this.target = target;
    }

    /**
     * A model around any encoder.
     *
     * @param encoders makes the encoder, and a second one of the same shapes where there is a target network
     */
    public static <E extends Module & Encoder> JointEmbedding of(
            JeaConfig config, Function<Init, E> encoders, Init init) {
        return of(config.method(), Heads.of(config), encoders, init);
    }

    /**
     * What stands behind the encoder.
     *
     * @param projector from representation to embedding
     * @param predictor for objectives that need one
     * @param maps the projector of places, for objectives that need maps
     */
    public record Heads(
            Projector.Config projector, Optional<Projector.Config> predictor, Optional<Projector.Config> maps) {
        /** A projector alone. */
        public static Heads of(Projector.Config projector) {
            return new Heads(projector, Optional.empty(), Optional.empty());
        }

        private static Heads of(JeaConfig config) {
            return new Heads(config.projector(), config.predictor(), config.mapProjector());
        }
    }

    /** As {@link #of(JeaConfig, Function, Init)}, with an objective of one's own. */
    public static <E extends Module & Encoder> JointEmbedding of(
            Objective objective, Heads heads, Function<Init, E> encoders, Init init) {
        if (objective.needsPredictor() && heads.predictor().isEmpty()) {
            throw new IllegalArgumentException(
                    "The objective needs a predictor but there is none.\nMaybe Projector.Config.simSiamPredictor.");
        }
        if (objective.needsMaps() && heads.maps().isEmpty()) {
            throw new IllegalArgumentException(
                    "The objective needs a projector of maps but there is none.\nMaybe Projector.Config.vicReg(512).");
        }
        Branch online = branch(heads.projector(), encoders, init);
        Projector predictor = heads.predictor()
                .map(head -> new Projector(heads.projector().out(), head, init.at("predictor")))
                .orElse(null);
        Projector maps = heads.maps()
                .map(head -> new Projector(online.dim(), head, init.at("map_projector")))
                .orElse(null);
        Branch target = objective.needsTargetNetwork() ? copy(online, heads.projector(), encoders, init) : null;
        return new JointEmbedding(objective, online, predictor, maps, target);
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
     * @param rng the step's key, for losses that draw
     */
    public LossTerms loss(ImageViews views, Mode mode, Rng rng) {
        return objective.loss(forward(views, mode), rng);
    }

    /** What the networks make of the views. */
    public ViewOutputs forward(ImageViews views, Mode mode) {
        List<LocalView> local = mapProjector == null ? List.of() : local(views, mapProjector, mode);
        List<Tensor> embeddings = mapProjector == null
                ? each(views.images(), (view, v) -> online.embed(view, mode.at(v)))
                : local.stream().map(LocalView::embedding).toList();
        List<Tensor> predictions = predictor == null
                ? List.of()
                : each(
                        embeddings,
                        (embedding, v) -> predictor.forward(
                                embedding, mode.at("predictor").at(v)));
        List<Tensor> targets = target == null
                ? embeddings
                : Autograd.suspend(() -> each(views.images(), (view, v) -> target.embed(view, mode.at(v))));
        return new ViewOutputs(embeddings, predictions, targets, views.large(), local);
    }

    private List<LocalView> local(ImageViews views, Projector projector, Mode mode) {
        if (views.crops().isEmpty()) {
            throw new IllegalArgumentException("The objective compares places but the views do not say what they show."
                    + "\nMaybe give ImageViews.crops.");
        }
        List<LocalView> local = new ArrayList<>();
        for (int v = 0; v < views.images().size(); v++) {
            Mode ofView = mode.at(v);
            Tensor map = online.map(views.images().get(v), ofView); // [N, n n, C]
            Tensor flat = projector.forward(map.flatten(0, 1), ofView.at("map_projector"));
            Crops crops = views.crops().get(v);
            int side = side(map.size(1));
            local.add(new LocalView(
                    online.embedMap(map, ofView),
                    flat.reshape(map.size(0), map.size(1), flat.size(1)),
                    crops.centres(side).to(map.dtype())));
        }
        return local;
    }

    private static int side(long places) {
        int side = (int) Math.round(Math.sqrt((double) places));
        if ((long) side * side != places) {
            throw new IllegalArgumentException(
                    "A map must be square but has " + places + " places.\nMaybe crop the images to squares.");
        }
        return side;
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
        if (mapProjector != null) {
            parts.put("map_projector", mapProjector);
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
        if (mapProjector != null) {
            mapProjector.close();
        }
        if (target != null) {
            target.close();
        }
    }
}
