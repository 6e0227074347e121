/**
 * Ways through representation space: a probabilistic roadmap (Kavraki et al. 1996) of states that a world model imagines, and the cost
 * that lets any planner track a way.
 *
 * <p>Distances are in steps: a projection takes states [N, D] to points [N, K] in which one typical step has length 1.
 *
 * <p>Dimensions: N states, D features of a state, K coordinates of a point, M nodes of a way, H horizon.
 */
@NullMarked
package dev.jepa.planning.roadmap;

import org.jspecify.annotations.NullMarked;
