/** Steps of procedures on their way to the service that owns the capability, and their results. Owner: ops-scheduler. */
@NullMarked
package io.agentaiops.eventcontracts.operation;

import org.jspecify.annotations.NullMarked;
