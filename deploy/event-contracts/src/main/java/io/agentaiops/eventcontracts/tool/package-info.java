/** Tool calls and their results. Calls are requested by agent-gateway and ops-scheduler; results are owned by tool-runner. */
@NullMarked
package io.agentaiops.eventcontracts.tool;

import org.jspecify.annotations.NullMarked;
