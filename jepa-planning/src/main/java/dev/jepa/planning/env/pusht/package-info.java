/** Push-T: push a T-shaped block into a pose (Chi et al. 2023, arXiv 2303.04137). */
@NullMarked
package dev.jepa.planning.env.pusht;

import org.jspecify.annotations.NullMarked;
