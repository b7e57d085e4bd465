/** How much a caller may ask of the gateway, and which parts of it: rate limits that all replicas share, and scopes of keys. Must not know what is asked for. */
@NullMarked
package io.agentaiops.agentgateway.limit;

import org.jspecify.annotations.NullMarked;
