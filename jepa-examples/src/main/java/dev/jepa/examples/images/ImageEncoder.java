package dev.jepa.examples.images;

import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The encoder of a method on images, whatever its kind, with its tokens averaged. */
public final class ImageEncoder implements AutoCloseable {
    /** The features that every encoder has. */
    public static final String LAST = "last layer";

    /** The features that a transformer of several layers has besides: of its last four layers, or of as many as there are. */
    public static final String DEEP = "last four layers";

    private static final int DEEP_LAYERS = 4;

    private final Module module;
    private final UnaryOperator<Tensor> represent;

    /**
     * A view of an encoder, which is closed with it.
     *
     * @param represent images [B, C, H, W] to representations [B, D]
     */
    public ImageEncoder(Module module, UnaryOperator<Tensor> represent) {
        this.module = module;
        this.represent = represent;
    }

    /** A view of an encoder whose tokens, if it makes any, are averaged. */
    public static <E extends Module & Encoder> ImageEncoder of(E encoder) {
        return new ImageEncoder(encoder, images -> {
            Tensor encoded = encoder.encode(images, Mode.EVAL);
            return encoded.shape().rank() == 3 ? encoded.mean(1) : encoded;
        });
    }

    /** Representations [B, D] of images [B, C, H, W]. */
    public Tensor represent(Tensor images) {
        return represent.apply(images);
    }

    /** Its representations by name: of the last layer, and of a transformer's last four layers side by side. */
    public Map<String, Tensor> features(Tensor images) {
        Optional<VisionTransformer> transformer = transformer();
        if (transformer.isEmpty()) {
            return Map.of(LAST, represent(images));
        }
        VisionTransformer vit = transformer.get();
        int deep = Math.min(DEEP_LAYERS, vit.config().depth());
        List<Tensor> pooled = vit.encodeLast(images, deep, Mode.EVAL).stream()
                .map(tokens -> tokens.mean(1)) // [B, D]
                .toList();
        Map<String, Tensor> features = new LinkedHashMap<>();
        features.put(LAST, pooled.get(deep - 1));
        if (deep > 1) {
            features.put(DEEP, Tensors.concat(pooled, 1));
        }
        return features;
    }

    /** The transformer, if it is one. */
    public Optional<VisionTransformer> transformer() {
        return module instanceof VisionTransformer vit ? Optional.of(vit) : Optional.empty();
    }

    /** The network, to load weights into. */
    public Module module() {
        return module;
    }

    @Override
    public void close() {
        module.close();
    }
}
