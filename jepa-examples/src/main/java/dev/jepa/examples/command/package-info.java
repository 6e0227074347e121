/**
 * The {@code jepa} command: one class for each subcommand, and one place where failures become messages and exit codes.
 *
 * <p>Start at {@link dev.jepa.examples.command.Jepa}.
 */
@NullMarked
package dev.jepa.examples.command;

import org.jspecify.annotations.NullMarked;
