/** Reads procedures, the executable side of documents, from ops-scheduler. */
@NullMarked
package io.agentaiops.agentgateway.procedure;

import org.jspecify.annotations.NullMarked;
