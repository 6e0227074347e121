package dev.jepa.examples.agent;

import dev.jepa.examples.planning.PathDrawing;
import dev.jepa.examples.report.Gif;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A policy whose first episodes are filmed: the way so far in yellow, goals in green. */
final class Filmed implements Policy {
    private static final int SCALE = 4;
    private static final int EVERY = 3;
    private static final int MILLIS = 60;

    private final Policy policy;
    private final int limit;
    private final UnaryOperator<PathDrawing> marks;
    private final List<List<BufferedImage>> films = new ArrayList<>();
    private final List<double[]> way = new ArrayList<>();

    /**
     * A camera.
     *
     * @param limit how many episodes are filmed
     * @param marks draws what else should be seen in every picture
     */
    Filmed(Policy policy, int limit, UnaryOperator<PathDrawing> marks) {
        this.policy = policy;
        this.limit = limit;
        this.marks = marks;
    }

    @Override
    public void begin(Environment environment) {
        policy.begin(environment);
        way.clear();
        films.add(new ArrayList<>());
    }

    @Override
    public double[] act(Environment environment) {
        double[] action = policy.act(environment);
        way.add(environment.state());
        if (films.size() <= limit && (way.size() - 1) % EVERY == 0) {
            PathDrawing drawing = new PathDrawing(environment.render(), SCALE)
                    .path(way.toArray(double[][]::new), way.size(), PathDrawing.REAL);
            films.get(films.size() - 1).add(marks.apply(drawing).picture());
        }
        return action;
    }

    /** The films, in the order of the episodes. */
    List<Gif> gifs(String label) {
        List<Gif> gifs = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, films.size()); i++) {
            gifs.add(new Gif(label + ", episode " + (i + 1), films.get(i), MILLIS));
        }
        return gifs;
    }
}
