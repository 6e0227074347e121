package dev.jepa.planning.agent;

/** How the actor finds an action. */
public enum ActorMode {
    /** Mode 1: the policy alone. */
    REACTIVE,
    /** Mode 2: planning through the world model. */
    DELIBERATE
}
