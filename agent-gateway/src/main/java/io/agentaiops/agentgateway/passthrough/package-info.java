/** The edge of other people's protocols: who may come in, errors in the caller's own shape, replies written piece by piece, and model traffic relayed to Ollama byte for byte. It knows none of the protocols; each brings its {@link io.agentaiops.agentgateway.passthrough.Dialect}. */
@NullMarked
package io.agentaiops.agentgateway.passthrough;

import org.jspecify.annotations.NullMarked;
