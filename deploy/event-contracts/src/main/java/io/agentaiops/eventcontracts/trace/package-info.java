/** Spans of every service's traces. Everybody publishes; ops-scheduler keeps them. */
@NullMarked
package io.agentaiops.eventcontracts.trace;

import org.jspecify.annotations.NullMarked;
