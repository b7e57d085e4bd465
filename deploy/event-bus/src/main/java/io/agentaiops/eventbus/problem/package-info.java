/** Errors over REST: RFC 9457 problem details with a stable code. */
@NullMarked
package io.agentaiops.eventbus.problem;

import org.jspecify.annotations.NullMarked;
