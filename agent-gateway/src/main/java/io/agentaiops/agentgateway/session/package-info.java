/** Conversations: who holds them, and which runs they consist of. */
@NullMarked
package io.agentaiops.agentgateway.session;

import org.jspecify.annotations.NullMarked;
