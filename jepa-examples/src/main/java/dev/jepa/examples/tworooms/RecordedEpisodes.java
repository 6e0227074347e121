package dev.jepa.examples.tworooms;

import dev.jepa.core.data.Image;
import dev.jepa.examples.report.Gif;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A policy whose first episodes are filmed: the way so far in yellow, the imagined way in blue, the goal's circle in green. */
final class RecordedEpisodes implements Policy {
    private static final int SCALE = 4;
    private static final int EVERY = 3;
    private static final int MILLIS = 60;

    private final Policy policy;
    private final Supplier<double[][]> imagined;
    private final int limit;
    private final List<List<BufferedImage>> films = new ArrayList<>();
    private final List<double[]> way = new ArrayList<>();

    /**
     * @param imagined the positions that the present plan leads through
     * @param limit how many episodes are filmed
     */
    RecordedEpisodes(Policy policy, Supplier<double[][]> imagined, int limit) {
        this.policy = policy;
        this.imagined = imagined;
        this.limit = limit;
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
            films.get(films.size() - 1).add(frame(environment));
        }
        return action;
    }

    private BufferedImage frame(Environment environment) {
        Image world = environment.render();
        double[][] ahead = imagined.get();
        return new PathDrawing(world, SCALE)
                .path(way.toArray(double[][]::new), way.size(), PathDrawing.REAL)
                .path(ahead, ahead.length, PathDrawing.IMAGINED)
                .circle(environment.goal(), environment.successDistance(), PathDrawing.GOAL)
                .picture();
    }

    /** The films, in the order of the episodes. */
    List<Gif> gifs() {
        List<Gif> gifs = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, films.size()); i++) {
            gifs.add(new Gif("episode " + (i + 1), films.get(i), MILLIS));
        }
        return gifs;
    }
}
