package dev.jepa.models.jea;

import dev.jepa.core.nn.Projector;
import java.util.Optional;

/**
 * What stands behind the encoder, and what is minimised.
 *
 * @param method the loss
 * @param projector from representation to embedding
 * @param predictor from embedding to the other view's; SimSiam and BYOL need one
 * @param mapProjector from the representation of a place to its embedding; VICRegL needs one
 */
public record JeaConfig(
        Objective method,
        Projector.Config projector,
        Optional<Projector.Config> predictor,
        Optional<Projector.Config> mapProjector) {
    public JeaConfig {
        if (method.needsMaps() != mapProjector.isPresent()) {
            throw new IllegalArgumentException(
                    method.needsMaps()
                            ? "The method needs a projector of maps but there is none.\nMaybe Projector.Config.vicReg(512)."
                            : "The method has no use for a projector of maps but there is one."
                                    + "\nMaybe method vic-reg-l was meant, or mapProjector null.");
        }
        if (predictor.isPresent() && predictor.get().out() != projector.out()) {
            throw new IllegalArgumentException("predictor.out must be projector.out = " + projector.out() + " but was "
                    + predictor.get().out() + ".");
        }
        if (method.needsPredictor() != predictor.isPresent()) {
            throw new IllegalArgumentException(
                    method.needsPredictor()
                            ? "The method needs a predictor but there is none.\nMaybe Projector.Config.simSiamPredictor, or"
                                    + " Projector.Config.byol."
                            : "The method has no use for a predictor but there is one.\nMaybe method sim-siam or byol"
                                    + " was meant, or predictor null.");
        }
    }

    /** Without a predictor. */
    public static JeaConfig of(Objective method, Projector.Config projector) {
        return new JeaConfig(method, projector, Optional.empty(), Optional.empty());
    }

    /** With a predictor. */
    public static JeaConfig of(Objective method, Projector.Config projector, Projector.Config predictor) {
        return new JeaConfig(method, projector, Optional.of(predictor), Optional.empty());
    }

    /** With a projector of maps. */
    public static JeaConfig withMaps(Objective method, Projector.Config projector, Projector.Config mapProjector) {
        return new JeaConfig(method, projector, Optional.empty(), Optional.of(mapProjector));
    }
}
