package dev.jepa.planning.env.control;

import dev.jepa.planning.env.Dynamics;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.ClassicalRungeKuttaIntegrator;

/**
 * Dynamics given by a differential equation, with the action held during a step.
 *
 * @param stateDim S
 * @param derivative of the state under an action
 * @param seconds of a step
 * @param substeps of the integrator in a step
 */
record Integrated(int stateDim, Derivative derivative, double seconds, int substeps) implements Dynamics {
    /** d state / dt under a scalar action. */
    @FunctionalInterface
    interface Derivative {
        double[] at(double[] state, double action);
    }

    private record Equations(int dim, Derivative derivative, double action) implements FirstOrderDifferentialEquations {
        @Override
        public int getDimension() {
            return dim;
        }

        @Override
        public void computeDerivatives(double t, double[] y, double[] rate) {
            System.arraycopy(derivative.at(y, action), 0, rate, 0, dim);
        }
    }

    @Override
    public int actionDim() {
        return 1;
    }

    @Override
    public double[] next(double[] state, double[] action) {
        require(state, action);
        double step = seconds / substeps;
        ClassicalRungeKuttaIntegrator integrator = new ClassicalRungeKuttaIntegrator(step);
        Equations equations = new Equations(stateDim, derivative, action[0]);
        double[] current = state;
        for (int i = 0; i < substeps; i++) {
            current = integrator.singleStep(equations, i * step, current, (i + 1) * step);
        }
        return current;
    }
}
