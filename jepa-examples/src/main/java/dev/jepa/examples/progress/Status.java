package dev.jepa.examples.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a task stands.
 *
 * @param task its name
 * @param done how much of the total, which may be a fraction
 * @param total how much it is
 * @param unit what is counted
 * @param terms of a training's loss, the most important first
 * @param rate as in {@code 812 images/s}; empty if not known
 * @param time as in {@code 0:01:23 left}; empty if not known
 */
record Status(String task, double done, long total, String unit, Map<String, Double> terms, String rate, String time) {
    private static final String GAP = "  ";
    private static final int LEAST_BAR = 10;
    private static final int LONGEST_BAR = 32;

    /** The same, when it is over. */
    Status after(String duration) {
        return new Status(task, done, total, unit, terms, rate, duration);
    }

    /** A line of a log. */
    String line() {
        List<String> parts = new ArrayList<>(List.of(task + ": " + count()));
        parts.addAll(figures());
        parts.add(rate);
        parts.add(time);
        parts.removeIf(String::isEmpty);
        return String.join(GAP, parts);
    }

    /**
     * One line of at most so many characters. What is least important is left out first: further terms of the loss, the rate,
     * the bar, the name, the loss, the time.
     */
    String bar(int width) {
        List<String> figures = figures();
        String loss = figures.isEmpty() ? "" : figures.get(0);
        List<String> further = figures.isEmpty() ? List.of() : figures.subList(1, figures.size());
        String least = "#".repeat(LEAST_BAR);
        List<String> byImportance = new ArrayList<>(List.of(count(), time, loss, task, least, rate));
        byImportance.addAll(further);
        List<String> fitting = new ArrayList<>();
        int used = -GAP.length();
        for (String part : byImportance) {
            int more = part.isEmpty() ? 0 : GAP.length() + part.length();
            if (used + more > width && !fitting.isEmpty()) {
                break;
            }
            used += more;
            fitting.add(part);
        }
        List<String> shown = new ArrayList<>(List.of(task, least, count(), loss));
        shown.addAll(further);
        shown.addAll(List.of(rate, time));
        shown.removeIf(part -> part.isEmpty() || !fitting.contains(part));
        int barWidth = Math.min(LONGEST_BAR, LEAST_BAR + width - used);
        shown.replaceAll(part -> part.equals(least) ? drawn(barWidth) : part);
        String line = String.join(GAP, shown);
        return line.substring(0, Math.max(0, Math.min(line.length(), width)));
    }

    private String drawn(int width) {
        int inside = width - 2;
        double share = total > 0 ? Math.min(1, done / total) : 0;
        int full = (int) (share * inside);
        return "[" + "#".repeat(full) + ".".repeat(inside - full) + "]";
    }

    private String count() {
        return (long) done + "/" + total + (unit.isEmpty() ? "" : " " + unit);
    }

    private List<String> figures() {
        List<String> figures = new ArrayList<>();
        terms.forEach((name, value) -> figures.add(String.format(Locale.ROOT, "%s %.4f", name, value)));
        return figures;
    }
}
