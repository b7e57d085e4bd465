/** What a requester needs to trust a decision: the plan's hash, and the gateway's signature. */
@NullMarked
package io.agentaiops.eventbus.approval;

import org.jspecify.annotations.NullMarked;
