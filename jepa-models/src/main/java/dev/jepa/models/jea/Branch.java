package dev.jepa.models.jea;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.model.MapEncoder;
import dev.jepa.core.model.Representations;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Tensor;

/** An encoder and its projector: {@code encoder.…} and {@code projector.…}. */
final class Branch extends Module {
    private final Encoder encoder;
    private final Module encoderModule;
    private final Projector projector;

    <E extends Module & Encoder> Branch(E encoder, Projector.Config head, Init init) {
        this.encoder = encoder;
        encoderModule = child("encoder", encoder);
        projector = child("projector", new Projector(encoder.dim(), head, init));
    }

    /** Representations [N, D], tokens averaged. */
    Tensor represent(Tensor images, Mode mode) {
        return Representations.pooled(encoder, images, mode);
    }

    /** Embeddings [N, out]. */
    Tensor embed(Tensor images, Mode mode) {
        return projector.forward(represent(images, mode.at("encoder")), mode.at("projector"));
    }

    /** The representations of places, [N, n n, C]; the encoder must be a {@link MapEncoder}. */
    Tensor map(Tensor images, Mode mode) {
        return mapEncoder().encodeMap(images, mode.at("encoder"));
    }

    /** Embeddings [N, out] of images with this map. */
    Tensor embedMap(Tensor map, Mode mode) {
        return projector.forward(mapEncoder().pool(map), mode.at("projector"));
    }

    private MapEncoder mapEncoder() {
        if (encoder instanceof MapEncoder maps) {
            return maps;
        }
        throw new IllegalArgumentException("The objective needs maps, which "
                + encoder.getClass().getSimpleName() + " does not give.\nMaybe use a ResNet, or implement MapEncoder.");
    }

    /** Features of a representation. */
    int dim() {
        return encoder.dim();
    }

    Module encoder() {
        return encoderModule;
    }

    Projector projector() {
        return projector;
    }
}
