package dev.jepa.examples.energy;

import dev.jepa.core.nn.Init;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains every kind of energy on every distribution, draws the landscapes and measures the gap between data and the rest.
 *
 * @param steps of each training
 * @param side of a picture, in pixels
 * @param rng the run's key
 * @param device where to compute
 * @param display where the user sees what happens
 */
public record EnergyStudy(int steps, int side, Rng rng, Device device, Display display) {
    private static final int BATCH = 256;
    private static final int POINTS = 1000;
    private static final double LEARNING_RATE = 3e-3;

    /** What a study found: figures, a page, and one picture of all landscapes for each distribution. */
    public record Outcome(Summary summary, Report report, Map<String, BufferedImage> pictures) {}

    /**
     * Does it all.
     */
    public Outcome run() {
        Summary summary = new Summary().put("steps", steps).put("device", device.toString());
        Report report = new Report("Energies of the plane", "Dark: low energy. White: 1 and above. Dots: data.");
        Map<String, BufferedImage> rows = new LinkedHashMap<>();
        Table table = Table.of("distribution, method", "energy of data", "of the rest", "separation");
        try (Task studies =
                display.begin("Energies", (long) PlaneData.values().length * Method.values().length, "trainings")) {
            for (PlaneData data : PlaneData.values()) {
                report.section(data.key());
                List<Picture> pictures = new ArrayList<>();
                for (Method method : Method.values()) {
                    pictures.add(study(data, method, summary, table));
                    studies.advance();
                }
                report.pictures(side, pictures);
                rows.put(
                        data.key(),
                        Landscape.row(pictures.stream().map(Picture::image).toList()));
            }
        }
        report.section("Gaps")
                .text("The rest are the x of one point with the y of another, away from all data. Separation is the"
                        + " probability that such a pair has a higher energy than unseen data: 0.5 for chance.")
                .table(table);
        return new Outcome(summary, report, rows);
    }

    private Picture study(PlaneData data, Method method, Summary summary, Table table) {
        Rng key = rng.at(data.key()).at(method.key());
        try (TensorScope ignored = TensorScope.open();
                PlaneModel model = method.model(new Init(key.at("init"), device, DType.FLOAT32))) {
            double loss = train(model, data, key);
            Tensor unseen = data.points(rng.at("unseen"), POINTS);
            EnergyGap gap = EnergyGap.of(model, unseen, rng.at("mixed"), device);
            String name = data.key() + "_" + method.key();
            summary.put(name + "_data", gap.data())
                    .put(name + "_rest", gap.rest())
                    .put(name + "_gap", gap.gap())
                    .put(name + "_separation", gap.separation());
            table.row(data.key() + ", " + method.key(), gap.data(), gap.rest(), gap.separation());
            display.say("%-7s %-14s loss %s, separation %s"
                    .formatted(data.key(), method.key(), Summary.shown(loss), Summary.shown(gap.separation())));
            return new Picture(method.key() + ": " + method.description(), Landscape.draw(model, unseen, side, device));
        }
    }

    /** Returns the last loss. */
    private double train(PlaneModel model, PlaneData data, Rng key) {
        double last = Double.NaN;
        try (AdamW optimizer = new AdamW(model.namedParameters(), ParameterRule.noDecayForBiasesAndNorms())) {
            for (int step = 0; step < steps; step++) {
                try (TensorScope ignored = TensorScope.open()) {
                    Rng now = key.at(step);
                    Tensor points = data.points(now.at("data"), BATCH).to(device);
                    Tensor loss = Autograd.record(
                            () -> model.loss(points.slice(1, 0, 1), points.slice(1, 1, 2), now.at("loss")));
                    last = requireFinite(loss.item(), step);
                    optimizer.step(Autograd.gradients(loss, optimizer.parameters()), LEARNING_RATE, 0);
                }
            }
        }
        return last;
    }

    private static double requireFinite(double loss, int step) {
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException("The loss was " + loss + " at step " + step
                    + "; nothing is written.\nMaybe another --seed goes on; please report this one.");
        }
        return loss;
    }
}
