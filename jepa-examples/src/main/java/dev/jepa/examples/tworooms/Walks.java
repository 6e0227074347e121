package dev.jepa.examples.tworooms;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.env.tworooms.Camera;
import dev.jepa.planning.env.tworooms.Geometry;
import dev.jepa.planning.env.tworooms.Layout;
import dev.jepa.planning.env.tworooms.Layouts;
import dev.jepa.planning.env.tworooms.RandomWalks;
import dev.jepa.planning.env.tworooms.Trajectory;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.WalkConfig;
import dev.jepa.planning.env.tworooms.WindowBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Windows of random walks made when they are needed: those of a step are a function of seed and step, and none is seen twice.
 *
 * <p>A batch holds several walks in each of several layouts, those of one layout together. Windows lie anywhere in long walks, so that
 * many of their steps meet walls.
 */
public final class Walks {
    private final TwoRoomsConfig world;
    private final WalkConfig walk;
    private final TwoRoomsRun.Batch batch;
    private final Rng rng;
    private final Camera camera;

    Walks(TwoRoomsConfig world, WalkConfig walk, TwoRoomsRun.Batch batch, Rng rng) {
        this.world = world;
        this.walk = walk;
        this.batch = batch;
        this.rng = rng.at("walks");
        this.camera = new Camera(world.geometry());
    }

    /** How many layouts a step has; the walks of one stand together. */
    int layouts() {
        return batch.layouts();
    }

    /** The windows of a step, without pictures. */
    Trajectory[] trajectories(long step) {
        Trajectory[] all = new Trajectory[batch.size()];
        IntStream.range(0, batch.layouts()).parallel().forEach(l -> {
            Rng key = rng.at(step).at(l);
            Layout layout = world.layouts().draw(key.generator());
            TwoRoomsConfig here = world.withLayouts(new Layouts.Fixed(layout.wallX(), layout.doorY()));
            RandomWalks walks =
                    new RandomWalks(here, walk, key.at("seed").generator().nextLong());
            for (int w = 0; w < batch.walks(); w++) {
                int places = walk.steps() + 2 - batch.length();
                int start = key.at(w, "place").generator().nextInt(places);
                all[l * batch.walks() + w] = window(walks.trajectory(w), start);
            }
        });
        return all;
    }

    private Trajectory window(Trajectory whole, int start) {
        int end = start + batch.length();
        return new Trajectory(
                whole.layout(),
                Arrays.copyOfRange(whole.positions(), start, end),
                Arrays.copyOfRange(whole.actions(), start, end - 1));
    }

    /** The windows of a step: all their positions as frames. */
    public WindowBatch windows(long step) {
        Trajectory[] all = trajectories(step);
        int length = batch.length();
        int frame = camera.frameBytes();
        ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(all.length * length, frame))
                .order(ByteOrder.nativeOrder());
        float[] positions = new float[all.length * length * 2];
        float[] actions = new float[all.length * (length - 1) * 2];
        IntStream.range(0, all.length).parallel().forEach(b -> {
            for (int t = 0; t < length; t++) {
                double[] position = all[b].positions()[t];
                camera.draw(all[b].layout(), position[0], position[1], pixels, (b * length + t) * frame);
                copy(position, positions, b * length + t);
                if (t < length - 1) {
                    copy(all[b].actions()[t], actions, b * (length - 1) + t);
                }
            }
        });
        Geometry geometry = world.geometry();
        Shape shape = Shape.of(all.length, length, Camera.CHANNELS, geometry.size(), geometry.size());
        return new WindowBatch(
                Tensors.of(pixels, DType.UINT8, Device.CPU, shape),
                Tensors.of(actions, all.length, length - 1, 2),
                Tensors.of(positions, all.length, length, 2));
    }

    /** The frames of positions in a layout, uint8 [N, 2, H, W]. */
    Tensor frames(Layout layout, double[][] positions) {
        int frame = camera.frameBytes();
        ByteBuffer pixels = ByteBuffer.allocateDirect(positions.length * frame).order(ByteOrder.nativeOrder());
        for (int i = 0; i < positions.length; i++) {
            camera.draw(layout, positions[i][0], positions[i][1], pixels, i * frame);
        }
        int size = world.geometry().size();
        return Tensors.of(pixels, DType.UINT8, Device.CPU, Shape.of(positions.length, Camera.CHANNELS, size, size));
    }

    private static void copy(double[] pair, float[] to, int at) {
        to[2 * at] = (float) pair[0];
        to[2 * at + 1] = (float) pair[1];
    }
}
