/** A run answers one query: its state machine, its steps, its events in their order, and the REST view of them. It must not know how an answer is found. */
@NullMarked
package io.agentaiops.agentgateway.run;

import org.jspecify.annotations.NullMarked;
