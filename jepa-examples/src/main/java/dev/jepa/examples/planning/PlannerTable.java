package dev.jepa.examples.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Several planners on the same tasks.
 *
 * @param summaries what each did, as {@link PlanOutcome#summary}
 */
public record PlannerTable(List<Summary> summaries) {
    /** The figures of every planner. */
    public static final String FILE = "planners.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public PlannerTable {
        summaries = List.copyOf(summaries);
    }

    /** One row for each planner. */
    public Table table() {
        Table table = Table.of(
                "planner", "success at end", "95 % interval", "ever", "ms a decision", "model calls a decision");
        for (Summary summary : summaries) {
            table.row(
                    figure(summary, "planner"),
                    summary.text("success_end"),
                    String.format(Locale.ROOT, "%.2f – %.2f", number(summary, "ci_low"), number(summary, "ci_high")),
                    summary.text("success_ever"),
                    1000 * number(summary, "seconds_per_decision"),
                    figure(summary, "model_calls_per_decision"));
        }
        Summary any = summaries.get(0);
        return table.row("random", any.text("random_success"), "", any.text("random_success_ever"), "", "")
                .row("oracle", any.text("oracle_success"), "", any.text("oracle_success_ever"), "", "");
    }

    private static Object figure(Summary summary, String name) {
        return Objects.requireNonNull(summary.figures().get(name), name);
    }

    private static double number(Summary summary, String name) {
        return ((Number) figure(summary, name)).doubleValue();
    }

    /** Writes {@value #FILE} and a report that links to each planner's folder. */
    public void write(String title, Path folder) {
        List<Map<String, Object>> figures =
                summaries.stream().map(Summary::figures).toList();
        try {
            AtomicFiles.writeString(folder.resolve(FILE), JSON.writeValueAsString(figures) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The figures could not be written as JSON.", e);
        }
        new Report(title, "Written to " + folder)
                .section("Planners")
                .text(
                        "Success is the number of episodes that ended at the goal; the interval is Wilson's, of the share.")
                .table(table())
                .section("Each planner")
                .links(folder)
                .write(folder);
    }
}
