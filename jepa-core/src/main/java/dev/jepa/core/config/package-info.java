/**
 * Configurations as records: validated in their constructors, written as JSON, changed key by key.
 *
 * <p>{@link dev.jepa.core.config.Configs} binds: preset, then {@code --config file.json}, then {@code --set a.b=c}. A choice
 * is a sealed interface of records; its JSON has a {@code "type"}, the record's name in kebab-case.
 */
@NullMarked
package dev.jepa.core.config;

import org.jspecify.annotations.NullMarked;
