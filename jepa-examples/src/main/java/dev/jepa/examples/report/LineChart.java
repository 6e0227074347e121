package dev.jepa.examples.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * A line chart drawn as SVG: sharp at any size, and drawn without Java's fonts, which a server may lack.
 *
 * <p>Noisy curves of many points are drawn faintly with their moving average on top.
 */
public final class LineChart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 280;
    private static final int LEFT = 52;
    private static final int RIGHT = 14;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;
    private static final int HEAD = 24;
    private static final int COLOURS = 6;
    private static final int POINTS = 600;
    private static final int NOISY = 200;
    private static final double NOISE = 0.005;

    private final String title;
    private final String xLabel;
    private final List<Curve> curves;
    private final boolean logarithmic;

    private LineChart(String title, String xLabel, List<Curve> curves, boolean logarithmic) {
        this.title = title;
        this.xLabel = xLabel;
        this.curves = curves.stream().filter(c -> c.points() > 0).toList();
        this.logarithmic = logarithmic;
    }

    /** A chart of curves over the same x; those without points are left out. */
    public static LineChart of(String title, String xLabel, List<Curve> curves) {
        return new LineChart(title, xLabel, curves, false);
    }

    /** The same chart with a logarithmic y axis, on which values that are not positive have no place. */
    public LineChart logarithmic() {
        return new LineChart(title, xLabel, curves, true);
    }

    /** Whether there is no point to draw. */
    public boolean isEmpty() {
        return curves.isEmpty();
    }

    /** The chart as a figure of HTML with the SVG inside. */
    String toHtml() {
        StringBuilder html = new StringBuilder("<figure class=\"chart\"><figcaption>")
                .append(Html.escape(title))
                .append("</figcaption>\n<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .append(Html.escape(title))
                .append("\">\n");
        draw(html);
        html.append("</svg>\n");
        if (curves.size() > 1) {
            drawLegend(html);
        }
        return html.append("</figure>\n").toString();
    }

    /** The chart as an SVG document of its own, on white, with its title and legend inside. */
    public String toSvg() {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 " + -HEAD + " "
                + WIDTH
                + " " + (HEIGHT + HEAD) + "\" width=\"" + WIDTH + "\" height=\"" + (HEIGHT + HEAD) + "\">\n<style>"
                + "text{font:12px sans-serif;fill:#444}.grid{stroke:#ddd}path{fill:none;stroke-width:2;stroke-linecap:round}"
                + ".c0{stroke:#2563eb;fill:none}.c1{stroke:#d9480f;fill:none}.c2{stroke:#2b8a3e}.c3{stroke:#862e9c}"
                + ".c4{stroke:#0b7285}.c5{stroke:#5c5f66}.point{stroke-width:8}.faint{opacity:.25}</style>\n<rect y=\""
                + -HEAD
                + "\" width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"" + LEFT + "\" y=\"-8\">"
                + Html.escape(title) + "</text>\n");
        draw(svg);
        for (int i = 0; i < curves.size(); i++) {
            int right = WIDTH - RIGHT - 130 * (curves.size() - i);
            svg.append("<path class=\"c" + i % COLOURS + "\" d=\"M" + right + " -12h16\"/><text x=\"" + (right + 22)
                    + "\" y=\"-8\">" + Html.escape(curves.get(i).label()) + "</text>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg) {
        Axis x = Axis.covering(values(Curve::xs), false);
        Axis y = Axis.covering(values(Curve::ys), logarithmic);
        drawAxes(svg, x, y);
        for (int i = 0; i < curves.size(); i++) {
            drawCurve(svg, curves.get(i), i % COLOURS, x, y);
        }
    }

    private double[] values(Function<Curve, double[]> part) {
        return curves.stream()
                .flatMapToDouble(c -> DoubleStream.of(part.apply(c)))
                .toArray();
    }

    private void drawAxes(StringBuilder svg, Axis x, Axis y) {
        for (double mark : y.marks()) {
            String at = number(pixelY(y.place(mark)));
            svg.append("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\"" + at + "\" y2=\""
                    + at + "\"/><text x=\"" + (LEFT - 8) + "\" y=\"" + at + "\" dy=\".35em\" text-anchor=\"end\">"
                    + y.text(mark) + "</text>\n");
        }
        for (double mark : x.marks()) {
            svg.append("<text x=\"" + number(pixelX(x.place(mark))) + "\" y=\"" + (HEIGHT - BOTTOM + 16)
                    + "\" text-anchor=\"middle\">" + x.text(mark) + "</text>\n");
        }
        svg.append("<text x=\"" + (WIDTH - RIGHT) + "\" y=\"" + (HEIGHT - 3) + "\" text-anchor=\"end\">"
                + Html.escape(xLabel) + "</text>\n");
    }

    private static void drawCurve(StringBuilder svg, Curve curve, int colour, Axis x, Axis y) {
        Curve smooth = curve.smoothed(curve.points() / 100);
        boolean noisy = curve.points() > NOISY && curve.distanceTo(smooth) > NOISE;
        if (noisy) {
            drawPath(svg, curve, "faint c" + colour, x, y);
        }
        drawPath(svg, noisy ? smooth : curve, "c" + colour, x, y);
    }

    private static void drawPath(StringBuilder svg, Curve full, String style, Axis x, Axis y) {
        Curve curve = full.thinned(POINTS);
        List<String> path = new ArrayList<>();
        boolean gap = true;
        for (int i = 0; i < curve.points(); i++) {
            double up = y.place(curve.y(i));
            if (Double.isNaN(up)) {
                gap = true;
                continue;
            }
            path.add((gap ? "M" : "L") + number(pixelX(x.place(curve.x(i)))) + " " + number(pixelY(up)));
            gap = false;
        }
        boolean single = path.size() == 1;
        // A single point has no length: a wide line with round caps is a dot, and its value stands beside it.
        svg.append("<path class=\"" + style + (single ? " point" : "") + "\" d=\"" + String.join("", path)
                + (single ? "h0" : "") + "\"><title>" + Html.escape(full.label()) + "</title></path>\n");
        if (single) {
            drawValue(svg, curve, x, y);
        }
    }

    private static void drawValue(StringBuilder svg, Curve curve, Axis x, Axis y) {
        for (int i = 0; i < curve.points(); i++) {
            double up = y.place(curve.y(i));
            if (!Double.isNaN(up)) {
                svg.append("<text x=\"" + number(pixelX(x.place(curve.x(i))) + 9) + "\" y=\"" + number(pixelY(up))
                        + "\" dy=\".35em\">" + Summary.shown(curve.y(i)) + "</text>\n");
            }
        }
    }

    private void drawLegend(StringBuilder html) {
        html.append("<div class=\"legend\">");
        for (int i = 0; i < curves.size(); i++) {
            html.append("<span><i class=\"c" + i % COLOURS + "\"></i>"
                    + Html.escape(curves.get(i).label()) + "</span> ");
        }
        html.append("</div>\n");
    }

    private static double pixelX(double place) {
        return LEFT + place * (WIDTH - LEFT - RIGHT);
    }

    private static double pixelY(double place) {
        return HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double pixel) {
        return String.format(Locale.ROOT, "%.1f", pixel);
    }
}
