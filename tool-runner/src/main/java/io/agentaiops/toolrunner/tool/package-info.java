/**
 * What a tool is: {@link io.agentaiops.toolrunner.tool.Tool} judges its arguments first and runs only afterwards, {@link
 * io.agentaiops.toolrunner.tool.ToolRegistry} knows them all and which are switched off. Must not know how calls are
 * stored or where they come from.
 */
@NullMarked
package io.agentaiops.toolrunner.tool;

import org.jspecify.annotations.NullMarked;
