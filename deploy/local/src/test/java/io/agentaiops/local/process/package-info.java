/** Processes, their identity and what ends them. */
@NullMarked
package io.agentaiops.local.process;

import org.jspecify.annotations.NullMarked;
