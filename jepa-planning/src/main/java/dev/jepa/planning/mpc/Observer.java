package dev.jepa.planning.mpc;

import dev.jepa.core.encoder.ProprioceptiveEncoder;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Frame;
import java.util.function.UnaryOperator;

/** What a model is shown of an environment: one observation as a batch of one, [1, ...], on the model's device. */
public interface Observer {
    /** The present. */
    Tensor observe(Environment environment);

    /** The goal. */
    Tensor observeGoal(Environment environment);

    /** True states, float32 [1, S]. */
    static Observer states() {
        return new Observer() {
            @Override
            public Tensor observe(Environment environment) {
                return row(environment.state());
            }

            @Override
            public Tensor observeGoal(Environment environment) {
                return row(environment.goal());
            }

            private Tensor row(double[] state) {
                float[] values = new float[state.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) state[i];
                }
                return Tensors.of(values, 1, values.length);
            }
        };
    }

    /**
     * Frames.
     *
     * @param prepare uint8 [1, C, H, W] to what the model's encoder takes, as in training
     */
    static Observer pixels(UnaryOperator<Tensor> prepare) {
        return new Observer() {
            @Override
            public Tensor observe(Environment environment) {
                return prepared(environment.observe());
            }

            @Override
            public Tensor observeGoal(Environment environment) {
                return prepared(environment.observeGoal());
            }

            private Tensor prepared(Frame frame) {
                return prepare.apply(frame.tensor().unsqueeze(0));
            }
        };
    }

    /**
     * Frames and what the body says of itself, as {@link ProprioceptiveEncoder} takes them.
     *
     * @param prepare as for {@link #pixels}
     * @param sensors P numbers of a true state: of the present one, and of the goal's
     */
    static Observer pixelsAndSensors(UnaryOperator<Tensor> prepare, UnaryOperator<double[]> sensors) {
        Observer pixels = pixels(prepare);
        return new Observer() {
            @Override
            public Tensor observe(Environment environment) {
                return joined(pixels.observe(environment), environment.state());
            }

            @Override
            public Tensor observeGoal(Environment environment) {
                return joined(pixels.observeGoal(environment), environment.goal());
            }

            private Tensor joined(Tensor frame, double[] state) {
                double[] felt = sensors.apply(state);
                Tensor row = Tensors.of(felt, 1, felt.length).to(DType.FLOAT32).to(frame.device());
                return ProprioceptiveEncoder.rows(frame, row);
            }
        };
    }
}
