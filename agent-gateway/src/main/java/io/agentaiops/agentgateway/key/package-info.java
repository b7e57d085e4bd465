/** API keys: who may call the gateway, and as what. Keys are stored hashed, shown once, and looked up by a fingerprint. It must not decide what a role may do: each resource says that itself. */
@NullMarked
package io.agentaiops.agentgateway.key;

import org.jspecify.annotations.NullMarked;
