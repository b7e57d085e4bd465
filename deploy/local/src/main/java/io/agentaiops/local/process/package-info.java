/**
 * Processes of this machine: {@link io.agentaiops.local.process.Launch} says what to start,
 * {@link io.agentaiops.local.process.LocalProcess} is what runs, recognised by PID and start time so that only our own are
 * ever signalled, and {@link io.agentaiops.local.process.Account} is whom it runs as. Knows nothing of what it starts.
 */
@NullMarked
package io.agentaiops.local.process;

import org.jspecify.annotations.NullMarked;
