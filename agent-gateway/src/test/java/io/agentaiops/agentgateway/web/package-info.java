/** The page at {@code /} as the gateway serves it; what it does in a browser is tested in deploy/e2e. */
@NullMarked
package io.agentaiops.agentgateway.web;

import org.jspecify.annotations.NullMarked;
