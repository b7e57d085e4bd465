/**
 * The terminal tool: {@link io.agentaiops.toolrunner.builtin.terminal.TerminalTool} reads a command line, asks policy,
 * and runs it in the sandbox. No shell takes part.
 */
@NullMarked
package io.agentaiops.toolrunner.builtin.terminal;

import org.jspecify.annotations.NullMarked;
