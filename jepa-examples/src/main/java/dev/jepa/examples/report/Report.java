package dev.jepa.examples.report;

import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.io.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page about one run, {@code report.html}: a single file with curves, pictures and tables inside, which asks the network
 * for nothing and can be mailed.
 *
 * <p>Content appears in the order in which it is added.
 */
public final class Report {
    /** The name of the file in a run folder. */
    public static final String FILE = "report.html";

    private final String title;
    private final StringBuilder body = new StringBuilder();

    /** A page with a title and a line of text under it. */
    public Report(String title, String subtitle) {
        this.title = title;
        body.append("<header><h1>" + Html.escape(title) + "</h1><p>" + Html.escape(subtitle) + "</p></header>\n");
    }

    /** Starts a section. */
    public Report section(String heading) {
        body.append("<h2>" + Html.escape(heading) + "</h2>\n");
        return this;
    }

    /** Adds a paragraph. */
    public Report text(String paragraph) {
        body.append("<p>" + Html.escape(paragraph) + "</p>\n");
        return this;
    }

    /** Adds the figures of a summary as tiles. */
    public Report figures(Summary summary) {
        body.append("<dl class=\"tiles\">\n");
        summary.figures()
                .forEach((key, value) -> body.append("<div><dt>" + Html.escape(key.replace('_', ' ')) + "</dt><dd"
                        + (value instanceof Number ? "" : " class=\"word\"") + ">" + Html.escape(summary.text(key))
                        + "</dd></div>\n"));
        body.append("</dl>\n");
        return this;
    }

    /** Adds charts, two in a row where there is room; empty ones are left out. */
    public Report charts(List<LineChart> charts) {
        body.append("<div class=\"charts\">\n");
        charts.stream().filter(chart -> !chart.isEmpty()).forEach(chart -> body.append(chart.toHtml()));
        body.append("</div>\n");
        return this;
    }

    /** Adds pictures, as many in a row as fit, each shown this many pixels wide. */
    public Report pictures(int width, List<Picture> pictures) {
        body.append("<div class=\"pictures\">\n");
        pictures.forEach(picture -> body.append(Html.figure(picture, width)));
        body.append("</div>\n");
        return this;
    }

    /** Adds moving pictures, as many in a row as fit, each shown this many pixels wide. */
    public Report animations(int width, List<Gif> animations) {
        body.append("<div class=\"pictures\">\n");
        animations.forEach(animation -> body.append(Html.figure(animation, width)));
        body.append("</div>\n");
        return this;
    }

    /** Adds a table. */
    public Report table(Table table) {
        body.append("<div class=\"table\">" + table.toHtml() + "</div>\n");
        return this;
    }

    /** Adds text as it is, such as a configuration, folded away under its name. */
    public Report details(String name, String text) {
        body.append("<details><summary>" + Html.escape(name) + "</summary><pre>" + Html.escape(text)
                + "</pre></details>\n");
        return this;
    }

    /** Adds links to what lies in the folder that the report is written to. */
    public Report links(Path folder) {
        body.append("<ul class=\"links\">\n");
        try (Stream<Path> entries = Files.list(folder)) {
            entries.map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                    .filter(name -> !name.startsWith(".") && !name.equals(FILE))
                    .sorted()
                    .map(Html::escape)
                    .forEach(name -> body.append("<li><a href=\"" + name + "\">" + name + "</a></li>\n"));
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
        body.append("</ul>\n");
        return this;
    }

    /** Writes {@code report.html} into a folder, whole or not at all. */
    public void write(Path folder) {
        AtomicFiles.writeString(folder.resolve(FILE), toHtml());
    }

    String toHtml() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Html.escape(title) + "</title>\n<style>\n" + style() + "</style></head>\n<body><main>\n" + body
                + "</main></body></html>\n";
    }

    private static String style() {
        try (InputStream stream = Report.class.getResourceAsStream("report.css")) {
            if (stream == null) {
                throw new IllegalStateException("The class path lacks report.css.\nMaybe build with Maven.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
