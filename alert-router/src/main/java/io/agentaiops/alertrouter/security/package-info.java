/**
 * Who calls this service on its own port: API keys as bearer or basic password, judged by the gateway. Tokens of the gateway
 * itself are left to the platform's JWT mechanism.
 */
@NullMarked
package io.agentaiops.alertrouter.security;

import org.jspecify.annotations.NullMarked;
