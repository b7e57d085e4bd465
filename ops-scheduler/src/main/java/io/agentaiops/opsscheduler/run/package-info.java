/** One execution of a procedure as a durable state machine: {@link io.agentaiops.opsscheduler.run.RunEngine} decides, {@link io.agentaiops.opsscheduler.run.RunAdvancer} does what was decided in one transaction. Steps go out and results come back through {@code messaging}; nothing here waits for another service. */
@NullMarked
package io.agentaiops.opsscheduler.run;

import org.jspecify.annotations.NullMarked;
