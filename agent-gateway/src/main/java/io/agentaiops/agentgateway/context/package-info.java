/** The guard of the context window: estimates tokens, keeps what must reach the model, cuts the rest, and says what was left out. {@link io.agentaiops.agentgateway.context.ContextGuard} decides and knows nothing of runs or HTTP. */
@NullMarked
package io.agentaiops.agentgateway.context;

import org.jspecify.annotations.NullMarked;
