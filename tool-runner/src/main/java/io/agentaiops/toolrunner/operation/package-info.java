/** What procedures can ask of tool-runner: statistics of its tools, and tests of each on its own. Only looks. */
@NullMarked
package io.agentaiops.toolrunner.operation;

import org.jspecify.annotations.NullMarked;
