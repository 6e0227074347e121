package dev.jepa.planning.roadmap;

import java.util.ArrayList;
import java.util.List;

/** Places that the agent was found unable to enter, whatever the model says: points [K], each with the surroundings of {@link Blocking#radius}. */
final class Barriers {
    private final Blocking blocking;
    private final List<float[]> points = new ArrayList<>();

    Barriers(Blocking blocking) {
        this.blocking = blocking;
    }

    /** None of the places can be entered. */
    void add(float[][] places) {
        points.addAll(List.of(places));
    }

    /** The places cannot be entered, but for those whose surroundings the agent is in. */
    void addAway(float[][] places, float[] agent) {
        for (float[] place : places) {
            if (distance(place, agent) > blocking.radius()) {
                points.add(place);
            }
        }
    }

    List<float[]> points() {
        return points;
    }

    void clear() {
        points.clear();
    }

    /** Between two points [K]. */
    static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            double difference = one[k] - other[k];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
