/** Requests for a person's decision, and the decisions. Decisions are owned by agent-gateway. */
@NullMarked
package io.agentaiops.eventcontracts.approval;

import org.jspecify.annotations.NullMarked;
