package dev.jepa.examples.worlds;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured of a true state: its components, but of an angle the cosine and the sine. Legend: S components of a state, F sensors.
 *
 * @param components of a state, in order
 */
record Sensors(List<Component> components) {
    /** What a component of a state is. */
    enum Component {
        NUMBER(1),
        ANGLE(2);

        private final int sensors;

        Component(int sensors) {
            this.sensors = sensors;
        }
    }

    Sensors {
        components = List.copyOf(components);
    }

    static Sensors of(Component... components) {
        return new Sensors(List.of(components));
    }

    /** F. */
    int count() {
        return components.stream().mapToInt(component -> component.sensors).sum();
    }

    /** States [..., S] to sensors [..., F]. */
    Tensor read(Tensor states) {
        int last = states.shape().rank() - 1;
        List<Tensor> sensors = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            Tensor component = states.slice(last, i, i + 1L);
            if (components.get(i) == Component.ANGLE) {
                sensors.add(component.cos());
                sensors.add(component.sin());
            } else {
                sensors.add(component);
            }
        }
        return Tensors.concat(sensors, last);
    }

    /** The state that sensors [F] show, angles in [-pi, pi]: [S]. */
    double[] state(double[] sensors) {
        double[] state = new double[components.size()];
        int at = 0;
        for (int i = 0; i < state.length; i++) {
            Component component = components.get(i);
            state[i] = component == Component.ANGLE ? Math.atan2(sensors[at + 1], sensors[at]) : sensors[at];
            at += component.sensors;
        }
        return state;
    }
}
