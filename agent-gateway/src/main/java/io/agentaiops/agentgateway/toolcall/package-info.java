/** Tool calls on behalf of runs: asked for by event, tracked as steps, completed by event, also when the run is over. */
@NullMarked
package io.agentaiops.agentgateway.toolcall;

import org.jspecify.annotations.NullMarked;
