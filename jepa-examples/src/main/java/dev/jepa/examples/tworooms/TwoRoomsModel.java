package dev.jepa.examples.tworooms;

import dev.jepa.core.nn.Init;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.env.tworooms.Camera;
import java.util.Optional;

/** Builds the model of a run. */
public final class TwoRoomsModel {
    private TwoRoomsModel() {}

    /** An untrained model for this configuration. */
    public static ActionJepa create(TwoRoomsRun config, Init init) {
        int side = config.world().geometry().size();
        RoomsEncoder encoder = config.encoder().create(Camera.CHANNELS, side, init.at("encoder"));
        Optional<RoomsEncoder> target = config.objective().targetMomentum().map(ignored -> config.encoder()
                .create(Camera.CHANNELS, side, init.at("encoder")));
        return new ActionJepa(config.model(), encoder, target, init);
    }
}
