/** The log search tool: warnings and errors of the platform's services, asked of ops-scheduler, which keeps them. */
@NullMarked
package io.agentaiops.toolrunner.builtin.logs;

import org.jspecify.annotations.NullMarked;
