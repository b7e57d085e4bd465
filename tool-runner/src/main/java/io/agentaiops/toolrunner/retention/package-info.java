/**
 * Lets go of tool calls whose term is over: {@link io.agentaiops.toolrunner.retention.CallPurge} removes them and has
 * it certified, unless a legal hold stands. How calls are carried out is the business of {@code execution}.
 */
@NullMarked
package io.agentaiops.toolrunner.retention;

import org.jspecify.annotations.NullMarked;
