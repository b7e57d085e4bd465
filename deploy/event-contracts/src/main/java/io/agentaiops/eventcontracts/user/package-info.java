/** What concerns the people who use the platform. Owner: agent-gateway. */
@NullMarked
package io.agentaiops.eventcontracts.user;

import org.jspecify.annotations.NullMarked;
