/**
 * The life of a tool call, kept in PostgreSQL: accepted, running, perhaps waiting for an approval, then ended. {@link
 * io.agentaiops.toolrunner.execution.ToolExecutor} runs calls, {@link io.agentaiops.toolrunner.execution.CallJournal}
 * writes every transition together with its event, {@link io.agentaiops.toolrunner.execution.CallSweeper} takes over
 * what a dead replica left. A call has its effect once, however often it is asked for.
 */
@NullMarked
package io.agentaiops.toolrunner.execution;

import org.jspecify.annotations.NullMarked;
