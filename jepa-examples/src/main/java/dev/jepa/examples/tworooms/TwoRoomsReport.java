package dev.jepa.examples.tworooms;

import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.planning.PathDrawing;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.TrainingCharts;
import dev.jepa.planning.env.tworooms.Trajectory;
import dev.jepa.planning.env.tworooms.TwoRooms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The page about a Two Rooms run: figures, curves, and what the states say about positions. */
final class TwoRoomsReport {
    private static final int SCALE = 4;
    private static final int SHOWN_WIDTH = 260;

    private final TwoRoomsRun config;

    TwoRoomsReport(TwoRoomsRun config) {
        this.config = config;
    }

    void write(RunFolder run, Summary summary, PositionReport positions, String configJson) {
        List<MetricsLine> metrics = JsonlMetrics.read(run.metrics());
        double[] steps = IntStream.rangeClosed(1, positions.unrolledError().size())
                .asDoubleStream()
                .toArray();
        double[] errors = positions.unrolledError().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        new Report("Action-conditioned JEPA on Two Rooms", "Run " + run.path())
                .figures(summary)
                .section("Training")
                .charts(charts(metrics))
                .section("Where the states say the agent is")
                .text(
                        "Positions read by a linear map off states that were unrolled from the first frame and the actions alone"
                                + " (blue), beside the true walks (yellow), on layouts and walks that were not trained on.")
                .charts(List.of(LineChart.of(
                        "Error of the position, pixels", "steps unrolled", List.of(Curve.of("rmse", steps, errors)))))
                .pictures(SHOWN_WIDTH, walks(positions))
                .details("Configuration", configJson)
                .links(run.path())
                .write(run.path());
    }

    private static List<LineChart> charts(List<MetricsLine> metrics) {
        return List.of(
                LineChart.of(
                        "Prediction",
                        "step",
                        List.of(
                                Curve.of("prediction", metrics, "prediction"),
                                Curve.of("similarity", metrics, "similarity"))),
                LineChart.of(
                        "Regularisation",
                        "step",
                        List.of(
                                Curve.of("variance", metrics, "variance"),
                                Curve.of("covariance", metrics, "covariance"),
                                Curve.of("inverse dynamics", metrics, "inverse_dynamics"),
                                Curve.of("sigreg", metrics, "sigreg"))),
                TrainingCharts.learningRate(metrics),
                TrainingCharts.collapse(metrics),
                LineChart.of(
                        "Gradient norm",
                        "step",
                        List.of(
                                Curve.of("encoder", metrics, "encoder_norm"),
                                Curve.of("predictor", metrics, "predictor_norm"))));
    }

    private List<Picture> walks(PositionReport positions) {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < positions.walks().size(); i++) {
            Trajectory walk = positions.walks().get(i);
            double[][] truth = walk.positions();
            TwoRooms world = new TwoRooms(config.world());
            world.reset(walk.layout(), truth[0], truth[truth.length - 1]);
            pictures.add(new Picture(
                    truth.length - 1 + " steps",
                    new PathDrawing(world.render(), SCALE)
                            .path(truth, truth.length, PathDrawing.REAL)
                            .path(positions.read()[i], truth.length, PathDrawing.IMAGINED)
                            .picture()));
        }
        return pictures;
    }
}
