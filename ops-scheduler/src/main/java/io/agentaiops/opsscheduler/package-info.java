/** The ops-scheduler service: runs procedures on time or on request, step by step, and keeps the evidence. */
@NullMarked
package io.agentaiops.opsscheduler;

import org.jspecify.annotations.NullMarked;
