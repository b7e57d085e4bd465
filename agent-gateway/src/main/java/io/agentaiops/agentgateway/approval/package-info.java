/** The inbox of what waits for a person, and the decision, bound to the hash of exactly what was shown and proven by a signature. */
@NullMarked
package io.agentaiops.agentgateway.approval;

import org.jspecify.annotations.NullMarked;
