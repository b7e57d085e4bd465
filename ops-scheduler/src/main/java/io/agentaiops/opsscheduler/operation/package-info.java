/** The capabilities that this service owns: features implement {@link io.agentaiops.opsscheduler.operation.CapabilityHandler}, {@link io.agentaiops.opsscheduler.operation.TaskExecutor} runs each request once and says what was found. */
@NullMarked
package io.agentaiops.opsscheduler.operation;

import org.jspecify.annotations.NullMarked;
