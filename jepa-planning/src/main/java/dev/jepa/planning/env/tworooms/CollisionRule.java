package dev.jepa.planning.env.tworooms;

/** What happens to an agent whose step meets a wall. The two agree on free steps and differ in every collision. */
public enum CollisionRule {
    /** It stays where it was: the rule of eb_jepa's data generator. */
    STAY,
    /** It goes to the wall and stops just before it: the rule of eb_jepa's environment, without its noise. */
    SLIDE
}
