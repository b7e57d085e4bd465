/** The agent as a model among models: takes a conversation as chat clients send it, finds the session that goes on with it, starts the run and tells its answer piece by piece. It knows nothing of any protocol's form. */
@NullMarked
package io.agentaiops.agentgateway.agentmodel;

import org.jspecify.annotations.NullMarked;
