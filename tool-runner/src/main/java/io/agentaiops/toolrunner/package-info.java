/** tool-runner: runs one tool call safely and reports a structured result. */
@NullMarked
package io.agentaiops.toolrunner;

import org.jspecify.annotations.NullMarked;
