/** What a run leaves for its reader: {@code summary.json}, and {@code report.html} with curves, pictures and tables. */
@NullMarked
package dev.jepa.examples.report;

import org.jspecify.annotations.NullMarked;
