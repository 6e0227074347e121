package dev.jepa.models.ijepa;

import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.optim.ExponentialMovingAverage;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Normalization;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.vicreg.VarianceCovariance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Image-based joint-embedding predictive architecture: from the context block's tokens, predict the target encoder's
 * tokens of the target blocks (arXiv 2301.08243, figure 3).
 *
 * <p>Legend: B batch, N patches, K context patches, M target blocks, T patches a block, D width, E
 * features of a target ({@link IJepaConfig#targetDim}, D in the paper).
 */
public final class IJepa implements AutoCloseable {
    private static final double TARGET_EPSILON = 1e-5;

    private final IJepaConfig config;
    private final VisionTransformer contextEncoder; // f_theta
    private final IJepaPredictor predictor; // g_phi
    private final VisionTransformer targetEncoder; // f_theta-bar, an average of f_theta over steps
    private final List<Tensor> online; // of f_theta
    private final List<Tensor> averaged; // of f_theta-bar, in the same order

    public IJepa(IJepaConfig config, Init init) {
        this.config = config;
        contextEncoder = new VisionTransformer(config.encoder(), init.at("encoder"));
        predictor = new IJepaPredictor(config, init.at("predictor"));
        targetEncoder = new VisionTransformer(config.encoder(), init.at("encoder"));
        online = contextEncoder.parameters();
        averaged = targetEncoder.parameters();
    }

    /** The loss of a batch, of one view or two. */
    public LossTerms loss(IJepaBatch batch, Mode mode) {
        OtherView other = batch.other();
        return other == null
                ? loss(batch.images(), batch.masks(), mode)
                : loss(batch.images(), other, batch.masks(), mode);
    }

    /**
     * The loss of images whose masked blocks are the targets.
     *
     * @param images [B, C, H, W], normalised
     * @param masks what is context and what is target
     */
    public LossTerms loss(Tensor images, Masks masks, Mode mode) {
        requireView(IJepaConfig.TargetConfig.View.SAME);
        masks.requireFit(images.size(0), config.encoder().patches());
        Tensor contextIndices = masks.contextIndices(images.device()); // [B, K]
        List<Tensor> targetIndices = masks.targetIndices(images.device()); // M of [B, T]
        Tensor targets = Autograd.suspend(() -> targets(images, targetIndices)); // [M B, T, E]
        Tensor context = contextEncoder.encode(images, contextIndices, mode.at("encoder")); // [B, K, D]
        Tensor predicted =
                predictor.forward(context, contextIndices, targetIndices, mode.at("predictor")); // [M B, T, E]
        return objective(predicted, targets, context);
    }

    /**
     * The loss of images of which another view is the target.
     *
     * @param images [B, C, H, W], normalised
     * @param other what the target encoder sees
     * @param masks what is context; all patches of the other view are targets
     */
    public LossTerms loss(Tensor images, OtherView other, Masks masks, Mode mode) {
        requireView(IJepaConfig.TargetConfig.View.OTHER);
        masks.requireFit(images.size(0), config.encoder().patches());
        Tensor contextIndices = masks.contextIndices(images.device()); // [B, K]
        Tensor targets = Autograd.suspend(() -> targetTokens(other.images())); // [B, N, E]
        Tensor context = contextEncoder.encode(images, contextIndices, mode.at("encoder")); // [B, K, D]
        Tensor predicted = predictor.forward(context, contextIndices, other, mode.at("predictor")); // [B, N, E]
        return objective(predicted, targets, context);
    }

    private void requireView(IJepaConfig.TargetConfig.View given) {
        IJepaConfig.TargetConfig.View wanted = config.target().view();
        if (wanted != given) {
            throw new IllegalArgumentException(
                    "This I-JEPA predicts the " + wanted.name().toLowerCase(Locale.ROOT)
                            + " view (target.view) but was given a batch for the "
                            + given.name().toLowerCase(Locale.ROOT)
                            + " one.\nMaybe the configuration of the loader is another.");
        }
    }

    /** Normalised tokens of the target encoder, which sees the whole image, at the target blocks: [M B, T, E]. */
    public Tensor targets(Tensor images, List<Tensor> targetIndices) {
        Tensor tokens = targetTokens(images); // [B, N, E]
        List<Tensor> blocks = new ArrayList<>();
        for (Tensor indices : targetIndices) {
            blocks.add(tokens.gatherTokens(indices)); // [B, T, E]
        }
        return Tensors.concat(blocks, 0);
    }

    private Tensor targetTokens(Tensor images) {
        IJepaConfig.TargetConfig target = config.target();
        VisionTransformer.Depths depths = targetEncoder.encodeDepths(images, target.layers(), Mode.EVAL);
        Tensor tokens = scaled(meanOfNormalized(depths.last())); // [B, N, D]
        return target.stem() ? Tensors.concat(List.of(tokens, scaled(normalized(depths.stem()))), 2) : tokens;
    }

    private static Tensor meanOfNormalized(List<Tensor> outputs) {
        Tensor sum = normalized(outputs.get(0));
        for (Tensor output : outputs.subList(1, outputs.size())) {
            sum = sum.add(normalized(output));
        }
        return outputs.size() == 1 ? sum : sum.div((double) outputs.size());
    }

    private Tensor scaled(Tensor tokens) {
        return config.target().scale() == IJepaConfig.TargetConfig.Scale.BATCH ? standardized(tokens) : tokens;
    }

    /** Minus the batch's mean at each patch, over each feature's standard deviation. */
    private static Tensor standardized(Tensor tokens) {
        if (tokens.size(0) < 2) {
            throw new IllegalArgumentException("target.scale=batch needs a batch of 2 images or more but got "
                    + tokens.size(0) + ".\nMaybe target.scale=token.");
        }
        Tensor centred = tokens.sub(tokens.meanKeep(0)); // [B, N, D]
        return centred.div(centred.square().meanKeep(0, 1).add(TARGET_EPSILON).sqrt());
    }

    private static Tensor normalized(Tensor tokens) {
        return Normalization.layerNorm(tokens, 1, null, null, TARGET_EPSILON);
    }

    private LossTerms objective(Tensor predicted, Tensor targets, Tensor context) {
        Tensor prediction = Losses.smoothL1(predicted, targets, 1);
        Map<String, Tensor> terms = new LinkedHashMap<>();
        terms.put("prediction", prediction);
        Tensor total = prediction;
        IJepaConfig.Regularization weights = config.regularization();
        if (weights.isOn()) {
            Tensor pooled = context.mean(1); // [B, D]
            Tensor variance = VarianceCovariance.variance(pooled, 1);
            Tensor covariance = VarianceCovariance.covariance(pooled);
            terms.put("variance", variance);
            terms.put("covariance", covariance);
            total = total.add(variance.mul(weights.variance())).add(covariance.mul(weights.covariance()));
        }
        return LossTerms.of(total, terms);
    }

    /** f_theta: trained by gradients. */
    public VisionTransformer contextEncoder() {
        return contextEncoder;
    }

    /** g_phi: trained by gradients. */
    public IJepaPredictor predictor() {
        return predictor;
    }

    /** f_theta-bar: follows the context encoder; the encoder to use after training. */
    public VisionTransformer targetEncoder() {
        return targetEncoder;
    }

    /** What gradients train, by name: {@code encoder.…} and {@code predictor.…}. */
    public Map<String, Tensor> trainedParameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        contextEncoder.namedParameters().forEach((name, p) -> parameters.put("encoder." + name, p));
        predictor.namedParameters().forEach((name, p) -> parameters.put("predictor." + name, p));
        return Collections.unmodifiableMap(parameters);
    }

    /** The target encoder follows the context encoder: f_theta-bar = m f_theta-bar + (1 - m) f_theta, with m the momentum. */
    public void updateTarget(double momentum) {
        ExponentialMovingAverage.update(averaged, online, momentum);
    }

    /** The configuration it was built from. */
    public IJepaConfig config() {
        return config;
    }

    @Override
    public void close() {
        contextEncoder.close();
        predictor.close();
        targetEncoder.close();
    }
}
