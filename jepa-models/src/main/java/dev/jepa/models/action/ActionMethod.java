package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.sigreg.SigReg;
import dev.jepa.losses.temporal.InverseDynamics;
import dev.jepa.losses.temporal.InverseDynamicsModel;
import dev.jepa.losses.temporal.SequenceRegularizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objectives that come with the library, as choices of a configuration: the error of predictions over several steps, and what keeps
 * representations from collapsing.
 *
 * <p>prediction = 1/H sum_h MSE(s~_h, s_h) for h = 1 … H, unrolled from s_0, or from every state. Where the model has a latent variable, z_t is
 * the one that explains the true transition from s_t best. Legend: B batch, T time, D features, H steps.
 */
public sealed interface ActionMethod extends ActionObjective {
    /** From which states of a sequence is predicted. */
    enum Starts {
        /** From the first alone, as eb_jepa. */
        FIRST,
        /** From every one, as far as the sequence goes and at most H steps. */
        ALL
    }

    /**
     * Variance, covariance, temporal similarity and inverse dynamics; gradients flow through the targets too (PLDM, eb_jepa).
     *
     * @param steps H
     * @param starts from which states of a sequence is predicted
     * @param groupSize sequences that follow each other in a batch and show one scene: variance and covariance are of what
     *     varies within scenes, so that features must tell states apart, not scenes; 1 for eb_jepa's, over everything
     * @param scene features that are for the scene instead; none if groupSize is 1
     * @param regularizer the weights of the terms
     */
    record VarianceCovariance(
            int steps, Starts starts, int groupSize, SceneFeatures scene, SequenceRegularizer regularizer)
            implements ActionMethod {
        public VarianceCovariance {
            Bounds.maybe("8 steps, and a groupSize of 1")
                    .atLeast(1, "steps", steps)
                    .atLeast(1, "groupSize", groupSize);
            if (groupSize == 1 && scene.count() > 0) {
                throw new IllegalArgumentException("scene.count must be 0 if groupSize is 1 but was " + scene.count()
                        + ".\nMaybe let several sequences of a batch show one scene.");
            }
        }

        @Override
        public LossTerms loss(ActionJepa model, ActionBatch batch, Mode mode) {
            Tensor states = model.encodeSequence(batch.observations(), mode); // [B, T, D]
            Tensor prediction = prediction(model, states, batch.actions(), steps, starts, mode);
            Optional<InverseDynamicsModel> inverse = model.inverse();
            SequenceRegularizer.Terms terms = inverse.isPresent()
                    ? regularizer.loss(states, centred(states), batch.actions(), inverse.get())
                    : regularizer.lossWithoutActions(states, centred(states));
            Map<String, Tensor> named = new LinkedHashMap<>();
            named.put("prediction", prediction);
            named.put("variance", terms.variance());
            named.put("covariance", terms.covariance());
            named.put("similarity", terms.similarity());
            inverse.ifPresent(ignored -> named.put("inverse_dynamics", terms.inverseDynamics()));
            Tensor total = prediction.add(terms.total());
            if (scene.isRegularized()) {
                SceneFeatures.Terms own = scene.loss(grouped(states));
                named.put("scene_constancy", own.constancy());
                named.put("scene_uniformity", own.uniformity());
                total = total.add(own.total());
            }
            return LossTerms.of(total, named);
        }

        private Tensor centred(Tensor states) {
            return groupSize == 1 ? states : scene.withoutScene(grouped(states)).reshape(states.shape());
        }

        /** [B, T, D] to [scenes, groupSize * T, D]. */
        private Tensor grouped(Tensor states) {
            long batch = states.size(0);
            if (batch % groupSize != 0) {
                throw new IllegalArgumentException(
                        "groupSize must divide the batch of " + batch + " sequences but was " + groupSize + ".");
            }
            return states.reshape(batch / groupSize, groupSize * states.size(1), states.size(2));
        }
    }

    /**
     * Representations pushed towards N(0, I) at each time step (SIGReg, arXiv 2511.08544), as LeWorldModel.
     *
     * @param steps H
     * @param weight of the regulariser
     * @param inverseDynamics weight of the inverse-dynamics term; 0 in the paper
     * @param sigReg the regulariser
     */
    record Gaussian(int steps, double weight, double inverseDynamics, SigReg sigReg) implements ActionMethod {
        public Gaussian {
            Bounds.maybe("8 steps, a weight of 1 and an inverseDynamics of 0, the paper's")
                    .atLeast(1, "steps", steps)
                    .notNegative("weight", weight)
                    .notNegative("inverseDynamics", inverseDynamics);
        }

        @Override
        public LossTerms loss(ActionJepa model, ActionBatch batch, Mode mode) {
            Tensor states = model.encodeSequence(batch.observations(), mode);
            Tensor prediction = prediction(model, states, states, batch.actions(), steps, mode);
            Tensor normality = sigReg.loss(states.transpose(0, 1), mode.rng().at("directions"));
            Map<String, Tensor> named = new LinkedHashMap<>();
            named.put("prediction", prediction);
            named.put("sigreg", normality);
            Tensor total = prediction.add(normality.mul(weight));
            return withInverse(LossTerms.of(total, named), inverseDynamics, model, states, batch.actions());
        }
    }

    /**
     * Predictions of a moving average of the encoder, without gradients (BYOL, arXiv 2006.07733; I-JEPA).
     *
     * @param steps H
     * @param momentum m of the average, in [0, 1]
     * @param inverseDynamics weight of the inverse-dynamics term, without which such models collapse on these data
     */
    record MovingTarget(int steps, double momentum, double inverseDynamics) implements ActionMethod {
        public MovingTarget {
            Bounds.maybe("8 steps and a momentum of 0.996")
                    .atLeast(1, "steps", steps)
                    .share("momentum", momentum)
                    .notNegative("inverseDynamics", inverseDynamics);
        }

        @Override
        public LossTerms loss(ActionJepa model, ActionBatch batch, Mode mode) {
            TargetEncoder target = model.target()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "This objective needs a model with a target encoder.\nMaybe give it one when it is made."));
            Tensor states = model.encodeSequence(batch.observations(), mode);
            Tensor targets = target.encodeSequence(batch.observations());
            Tensor prediction = prediction(model, states, targets, batch.actions(), steps, mode);
            Map<String, Tensor> named = new LinkedHashMap<>();
            named.put("prediction", prediction);
            return withInverse(LossTerms.of(prediction, named), inverseDynamics, model, states, batch.actions());
        }

        @Override
        public Optional<Double> targetMomentum() {
            return Optional.of(momentum);
        }
    }

    /**
     * Prediction of the states of an encoder that is left as it is: no gradient reaches it. For a predictor that goes on learning alone.
     *
     * @param steps H
     * @param starts from which states of a sequence is predicted
     */
    record Prediction(int steps, Starts starts) implements ActionMethod {
        public Prediction {
            Bounds.maybe("8").atLeast(1, "steps", steps);
        }

        @Override
        public LossTerms loss(ActionJepa model, ActionBatch batch, Mode mode) {
            Tensor states = Autograd.suspend(() -> model.encodeSequence(batch.observations(), Mode.EVAL));
            Tensor prediction = prediction(model, states, batch.actions(), steps, starts, mode);
            return LossTerms.of(prediction, Map.of("prediction", prediction));
        }
    }

    private static Tensor prediction(
            ActionJepa model, Tensor states, Tensor actions, int steps, Starts starts, Mode mode) {
        return switch (starts) {
            case FIRST -> prediction(model, states, states, actions, steps, mode);
            case ALL -> fromEveryState(model, states, actions, steps, mode);
        };
    }

    /** The mean squared error of all predictions of 1 … H steps within a sequence, from each of its states. */
    private static Tensor fromEveryState(ActionJepa model, Tensor states, Tensor actions, int steps, Mode mode) {
        requireLength(states, actions, steps);
        long features = states.size(2);
        long transitions = states.size(1) - 1;
        Optional<Tensor> latents = model.infer(
                states.slice(1, 0, transitions),
                actions.slice(1, 0, transitions),
                states.slice(1, 1, transitions + 1),
                mode);
        Tensor state = states;
        List<Tensor> errors = new ArrayList<>();
        for (int h = 1; h <= steps; h++) {
            long starts = transitions - h + 1; // S
            Tensor from = state.slice(1, 0, starts).reshape(-1, features); // [B S, D]
            Tensor by = actions.slice(1, h - 1L, transitions).reshape(-1, actions.size(2)); // [B S, A]
            int first = h - 1;
            Optional<Tensor> z =
                    latents.map(all -> all.slice(1, first, transitions).reshape(-1, all.size(2))); // [B S, Z]
            state = model.predict(from, by, z, mode.at(h)).reshape(states.size(0), starts, features);
            errors.add(state.sub(states.slice(1, h, transitions + 1)).reshape(-1, features));
        }
        return Tensors.concat(errors, 0).square().mean();
    }

    private static Tensor prediction(
            ActionJepa model, Tensor states, Tensor targets, Tensor actions, int steps, Mode mode) {
        requireLength(states, actions, steps);
        Tensor taken = actions.slice(1, 0, steps);
        Tensor next = targets.slice(1, 1, steps + 1L);
        Optional<Tensor> latents = model.infer(states.slice(1, 0, steps), taken, next, mode);
        Tensor predicted = model.unroll(states.select(1, 0), taken, latents, mode); // [B, H, D]
        return Losses.mse(predicted, next);
    }

    private static void requireLength(Tensor states, Tensor actions, int steps) {
        if (states.size(1) <= steps || actions.size(1) < steps) {
            throw new IllegalArgumentException("Predicting " + steps + " steps needs " + (steps + 1)
                    + " observations but the sequences have " + states.size(1) + ".\nMaybe draw longer ones.");
        }
    }

    private static LossTerms withInverse(
            LossTerms loss, double weight, ActionJepa model, Tensor states, Tensor actions) {
        if (weight == 0) {
            return loss;
        }
        InverseDynamicsModel inverse = model.inverse()
                .orElseThrow(
                        () -> new IllegalArgumentException("Where nothing acts there is no inverse dynamics, but its"
                                + " weight was " + weight + ".\nMaybe set it to 0."));
        Tensor error = InverseDynamics.loss(states, actions, inverse);
        Map<String, Tensor> named = new LinkedHashMap<>(loss.named());
        named.put("inverse_dynamics", error);
        return LossTerms.of(loss.total().add(error.mul(weight)), named);
    }
}
