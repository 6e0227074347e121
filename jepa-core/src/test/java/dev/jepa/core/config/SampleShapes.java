package dev.jepa.core.config;

/** An open interface, what comes with it, and what somebody else wrote. */
public final class SampleShapes {
    private SampleShapes() {}

    /** Open. */
    @OpenChoice(BuiltIn.class)
    public interface Area {}

    /** What comes with it. */
    public sealed interface BuiltIn extends Area {}

    /** A choice that comes with it. */
    public record Circle(double radius) implements BuiltIn {}

    /** Somebody's. */
    public record Square(double side, boolean filled) implements Area {
        /** The components that a user did not set. */
        public Square() {
            this(1, true);
        }

        public Square {
            if (side < 0) {
                throw new IllegalArgumentException("side must be >= 0 but was " + side + ".");
            }
        }
    }

    /** Implements nothing. */
    public record Colour(int red) {}

    /** No record. */
    public static final class Blob implements Area {}

    /** Not public. */
    record Secret() implements Area {}

    /** Holds one. */
    public record Drawing(Area area) {}
}
