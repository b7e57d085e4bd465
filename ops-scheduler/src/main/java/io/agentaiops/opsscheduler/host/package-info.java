/** The machine that the service runs on: {@link io.agentaiops.opsscheduler.host.HostProbe} reads CPU, memory and disks, {@link io.agentaiops.opsscheduler.host.HostSampler} publishes them, {@link io.agentaiops.opsscheduler.host.HostResources} judges them. */
@NullMarked
package io.agentaiops.opsscheduler.host;

import org.jspecify.annotations.NullMarked;
