/**
 * The other services of the platform, asked over REST through agent-gateway with a key of this service's own: {@link
 * io.agentaiops.toolrunner.peer.GatewayClient}. The key that signs tokens stays at the gateway, for whoever holds it can
 * approve anything; a service that runs what a model asks for must not.
 */
@NullMarked
package io.agentaiops.toolrunner.peer;

import org.jspecify.annotations.NullMarked;
