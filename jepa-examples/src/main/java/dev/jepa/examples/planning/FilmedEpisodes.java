package dev.jepa.examples.planning;

import dev.jepa.core.data.Image;
import dev.jepa.examples.report.Gif;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A policy whose first episodes are filmed: the way so far in yellow, the goal's circle in green, and what else should be seen. */
public final class FilmedEpisodes implements Policy {
    private static final int WIDTH = 260;
    private static final int EVERY = 3;
    private static final int MILLIS = 60;

    private final Policy policy;
    private final Scene scene;
    private final UnaryOperator<PathDrawing> marks;
    private final int limit;
    private final List<List<BufferedImage>> films = new ArrayList<>();
    private final List<double[]> way = new ArrayList<>();

    /**
     * A policy that does what another does.
     *
     * @param marks draws what else should be seen in every picture, under the way so far
     * @param limit how many episodes are filmed
     */
    public FilmedEpisodes(Policy policy, Scene scene, UnaryOperator<PathDrawing> marks, int limit) {
        this.policy = policy;
        this.scene = scene;
        this.marks = marks;
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
        way.add(scene.place().apply(environment.state()));
        if (films.size() <= limit && (way.size() - 1) % EVERY == 0) {
            films.get(films.size() - 1).add(frame(environment));
        }
        return action;
    }

    private BufferedImage frame(Environment environment) {
        Image world = environment.render();
        PathDrawing drawing = marks.apply(new PathDrawing(world, Math.max(1, WIDTH / world.width())))
                .path(way.toArray(double[][]::new), way.size(), PathDrawing.REAL);
        return scene.goalRadius() == 0
                ? drawing.picture()
                : drawing.circle(scene.place().apply(environment.goal()), scene.goalRadius(), PathDrawing.GOAL)
                        .picture();
    }

    /** The films, in the order of the episodes. */
    public List<Gif> gifs() {
        return gifs("");
    }

    /** The films, in the order of the episodes, whose labels begin with a word. */
    public List<Gif> gifs(String label) {
        List<Gif> gifs = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, films.size()); i++) {
            gifs.add(new Gif(label + "episode " + (i + 1), films.get(i), MILLIS));
        }
        return gifs;
    }
}
