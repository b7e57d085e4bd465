/**
 * The terminal tool's own language: pipelines of simple commands with quotes and backslash, and nothing else. {@link
 * io.agentaiops.toolrunner.command.CommandLineParser} reads it; what a shell would expand, redirect or chain is refused
 * with its position. This package says what was written, never whether it is allowed.
 */
@NullMarked
package io.agentaiops.toolrunner.command;

import org.jspecify.annotations.NullMarked;
