package dev.jepa.planning.uncertainty;

import dev.jepa.core.model.LatentModel;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * A latent-variable model under one sequence of standard normal z: one possible world. All plans are judged in the same worlds, so
 * that luck does not decide between them.
 *
 * <p>z_t belongs to step t of {@link #unroll}; a single {@link #predict} is step 0.
 */
public final class SampledLatents implements WorldModel {
    private final LatentModel model;
    private final Tensor latents;

    private SampledLatents(LatentModel model, Tensor latents) {
        this.model = model;
        this.latents = latents;
    }

    /** The ensemble of {@code worlds} sampled sequences of {@code horizon} steps; belongs to the open scope. */
    public static Ensemble ensemble(LatentModel model, int worlds, int horizon, Rng rng) {
        if (worlds < 1 || horizon < 1 || (double) worlds * horizon * model.latentDim() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "worlds and horizon must be >= 1, and their latents below 2^31 numbers, but they were " + worlds
                            + " and " + horizon + ".");
        }
        List<WorldModel> members = new ArrayList<>();
        for (int m = 0; m < worlds; m++) {
            members.add(new SampledLatents(model, Tensors.normal(rng.at(m), horizon, model.latentDim())));
        }
        return new Ensemble(members);
    }

    @Override
    public Tensor encode(Tensor observations) {
        return model.encode(observations);
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        Tensor z = latents.slice(0, 0, 1).to(states.dtype()).to(states.device());
        return model.predict(states, actions, z.expand(states.size(0), model.latentDim()));
    }

    @Override
    public Tensor unroll(Tensor states, Tensor actions) {
        if (actions.size(1) > latents.size(0)) {
            throw new IllegalArgumentException("this world has " + latents.size(0) + " steps but the plan "
                    + actions.size(1) + ".\nMaybe sample it with a longer horizon.");
        }
        Tensor z = latents.unsqueeze(0).to(states.dtype()).to(states.device()); // [1, horizon, Z]
        return LatentRollout.of(model, states, actions, z);
    }
}
