/**
 * What procedures can ask of tool-runner: {@link io.agentaiops.toolrunner.operation.ToolOperations} keeps the request
 * until its result is on its way, so that none is lost with a process.
 */
@NullMarked
package io.agentaiops.toolrunner.operation;

import org.jspecify.annotations.NullMarked;
