package dev.jepa.core.errors;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one was meant to be, by the number of typing errors between them. */
public final class Nearest {
    private static final int LISTED = 12;

    private Nearest() {}

    /** The known name with the fewest typing errors, if they are few for a name of this length. */
    public static Optional<String> find(String wrong, Collection<String> known) {
        int best = Math.max(1, wrong.length() / 3) + 1;
        String nearest = null;
        for (String name : known) {
            int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), best);
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** A line break and advice: the nearest name, else a list of the known ones; empty if nothing is known. */
    public static String advice(String wrong, Collection<String> known) {
        Optional<String> nearest = find(wrong, known);
        if (nearest.isPresent()) {
            return "\nMaybe '" + Printable.of(nearest.get()) + "' was meant.";
        } else if (known.isEmpty()) {
            return "";
        }
        List<String> listed = known.stream().limit(LISTED).map(Printable::of).toList();
        int more = known.size() - listed.size();
        return "\nMaybe one of: " + String.join(", ", listed) + (more > 0 ? " and " + more + " more." : ".");
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment), at most the limit. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
