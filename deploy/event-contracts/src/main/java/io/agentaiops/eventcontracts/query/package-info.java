/** Queries that agent-gateway accepted, their progress and their answers. Owner: agent-gateway. */
@NullMarked
package io.agentaiops.eventcontracts.query;

import org.jspecify.annotations.NullMarked;
