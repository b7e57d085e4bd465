/**
 * A stack on this machine: three engines and five services, their ports and folders, what is recorded of what runs, and
 * the way up and down. {@link io.agentaiops.local.stack.StackStarter} and {@link io.agentaiops.local.stack.StackStopper}
 * do the work; they print nothing but through {@link io.agentaiops.local.stack.Progress}.
 */
@NullMarked
package io.agentaiops.local.stack;

import org.jspecify.annotations.NullMarked;
