/** The other four services: their addresses, the short-lived tokens they trust, and a small HTTP client. It must not know what they are asked. */
@NullMarked
package io.agentaiops.agentgateway.peer;

import org.jspecify.annotations.NullMarked;
