/** Passes the paths of the other services on to their owners, with a fresh token in place of the caller's key. */
@NullMarked
package io.agentaiops.agentgateway.proxy;

import org.jspecify.annotations.NullMarked;
