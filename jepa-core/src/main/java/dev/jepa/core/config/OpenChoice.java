package dev.jepa.core.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an interface that a configuration holds: anyone's record may implement it.
 *
 * <p>The records that come with the library are chosen by short names, as those of a sealed interface are; anyone else's by the name of
 * its class, {@code "type": "com.acme.MyObjective"}. It must be public and on the class path; its components are keys like any others.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenChoice {
    /** The sealed interface of the records that come with the library. */
    Class<?> value();
}
