/** Tests of what this service does when other services, or its own runs, ask it to. */
@NullMarked
package io.agentaiops.opsscheduler.capability;

import org.jspecify.annotations.NullMarked;
