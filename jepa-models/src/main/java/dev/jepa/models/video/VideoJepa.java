package dev.jepa.models.video;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.vicreg.SampleAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joint-embedding predictive architecture for video in which nothing acts: s_t = Enc(x_t), a map of features, and
 * s~_t+1 = Pred(s_t-K+1 … s_t) (eb_jepa's video example).
 *
 * <p>Parts are named as in eb_jepa's state dict: {@code encoder}, {@code predictor.predictor}, {@code regularizer.proj.net}.
 * Legend: B batch, T time, K context length, D features, P features behind the projector.
 */
public final class VideoJepa extends Module {
    /** Names under which eb_jepa's state dict lists parts a second time, and the first ones. */
    private static final Map<String, String> ALIASES =
            Map.of("action_encoder.", "encoder.", "predcost.", "regularizer.");

    private final FrameEncoder encoder; // Enc
    private final VideoPredictor predictor; // Pred
    private final Projector projector; // to where errors and statistics are taken

    /**
     * A model that owns these networks from now on.
     *
     * @param encoder any module that is an encoder to maps of D features
     * @param projector from D to P
     */
    public <E extends Module & FrameEncoder> VideoJepa(E encoder, VideoPredictor predictor, Projector projector) {
        this.encoder = child("encoder", encoder);
        this.predictor = child("predictor", predictor);
        this.projector = child("regularizer.proj.net", projector);
    }

    /** eb_jepa's networks in the sizes of a configuration. */
    public static VideoJepa create(VideoJepaConfig config, Init init) {
        int dim = config.dim();
        List<Integer> projector = new ArrayList<>(config.projector());
        projector.add(0, dim);
        return new VideoJepa(
                new ResNet5(config.channels(), config.encoderWidth(), dim, init.at("encoder")),
                new UNetPredictor(dim, config.contextLength(), config.predictorWidth(), init.at("predictor")),
                Projector.vicReg(projector, init.at("projector")));
    }

    /** The maps of videos: [B, T, C, H, W] to [B, T, D, H', W']. */
    public Tensor encodeSequence(Tensor video, Mode mode) {
        if (video.shape().rank() != 5) {
            throw new IllegalArgumentException("Videos must be [B, T, C, H, W] but were " + video.shape()
                    + ".\nMaybe a single video needs an axis of batches: unsqueeze(0).");
        }
        Tensor maps = encoder.encode(video.flatten(0, 1), mode.at("encoder")); // [B T, D, H', W']
        return maps.reshape(video.size(0), video.size(1), maps.size(1), maps.size(2), maps.size(3));
    }

    /** The places of all maps, projected: [B, T, D, H, W] to [B T H W, P]. */
    public Tensor project(Tensor states, Mode mode) {
        return projector.forward(SampleAxes.ALL_PLACES.of(states), mode.at("projector"));
    }

    /** Enc. */
    public FrameEncoder encoder() {
        return encoder;
    }

    /** Pred. */
    public VideoPredictor predictor() {
        return predictor;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Takes eb_jepa's state dict as well, which lists the encoder again as {@code action_encoder} and the projector again as
     * {@code predcost.proj}.
     *
     * @throws IllegalArgumentException also when such a second listing differs from the first
     */
    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> once = new LinkedHashMap<>(state);
        ALIASES.forEach((alias, own) -> state.forEach((name, tensor) -> {
            if (name.startsWith(alias)) {
                requireSame(name, tensor, own + name.substring(alias.length()), state);
                once.remove(name);
            }
        }));
        super.loadStateDict(once);
    }

    private static void requireSame(String name, Tensor tensor, String first, Map<String, Tensor> state) {
        Tensor other = state.get(first);
        if (other == null
                || !other.shape().equals(tensor.shape())
                || !Arrays.equals(other.toDoubleArray(), tensor.toDoubleArray())) {
            throw new IllegalArgumentException("The state dict's " + name + " must equal its " + first
                    + ", which is the same part here.\nMaybe it belongs to a model that encodes actions too.");
        }
    }
}
