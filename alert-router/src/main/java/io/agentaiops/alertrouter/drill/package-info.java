/**
 * Fire drills: a message that is no alert goes through every way of some receivers, on schedule; what did not arrive is told
 * by the ways that work, and how long people took to answer is kept.
 */
@NullMarked
package io.agentaiops.alertrouter.drill;

import org.jspecify.annotations.NullMarked;
