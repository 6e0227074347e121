package dev.jepa.examples.images;

import dev.jepa.core.encoder.ResNet;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.finetune.Classifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The encoder of a method on images, whatever its kind.
 *
 * <p>Legend: B images, N patches row by row, D features.
 */
public final class ImageEncoder implements AutoCloseable {
    /** The features that every encoder has. */
    public static final String LAST = "last layer";

    /** The features that a transformer of several layers has besides: of its last four layers, or of as many as there are. */
    public static final String DEEP = "last four layers";

    private static final int DEEP_LAYERS = 4;

    private final Module module;
    private final Encoder encoder; // the same object

    private ImageEncoder(Module module, Encoder encoder) {
        this.module = module;
        this.encoder = encoder;
    }

    /** A view of an encoder, which is closed with it. */
    public static <E extends Module & Encoder> ImageEncoder of(E encoder) {
        return new ImageEncoder(encoder, encoder);
    }

    /** One vector an image, [B, D], of images [B, C, H, W]: tokens, if it makes any, are averaged. */
    public Tensor represent(Tensor images) {
        Tensor encoded = encoder.encode(images, Mode.EVAL);
        return encoded.shape().rank() == 3 ? encoded.mean(1) : encoded;
    }

    /**
     * One vector a patch of a square grid, [B, N, D]: tokens, or the places of a residual network's last layer, whose receptive fields
     * overlap.
     *
     * @throws UnsupportedOperationException if it makes neither
     */
    public Tensor patches(Tensor images) {
        if (module instanceof ResNet network) {
            Tensor map = network.pyramid(images, Mode.EVAL).get(3); // [B, D, rows, columns]
            return map.flatten(2, 3).transpose(1, 2);
        }
        Tensor tokens = encoder.encode(images, Mode.EVAL);
        if (tokens.shape().rank() != 3) {
            throw new UnsupportedOperationException(module.getClass().getSimpleName()
                    + " makes one vector an image, so that it has no patches." + "\nMaybe take a vision transformer.");
        }
        boolean classToken =
                transformer().filter(vit -> vit.config().classToken()).isPresent();
        return classToken ? tokens.slice(1, 1, Long.MAX_VALUE) : tokens;
    }

    /** A classifier around this encoder, which closes it. */
    public Classifier classifier(int classes, Init init) {
        var both = (Module & Encoder) module;
        return new Classifier(both, classes, init);
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
