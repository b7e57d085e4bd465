/** Work on the platform while it runs a procedure about it: {@link io.agentaiops.opsscheduler.maintenance.PlatformDrain} lets nothing new begin, {@link io.agentaiops.opsscheduler.maintenance.PlatformStage} has stages of the work done by commands that the operator has set, {@link io.agentaiops.opsscheduler.maintenance.PlatformRelease} lets everything go on. No command ever comes from a document. */
@NullMarked
package io.agentaiops.opsscheduler.maintenance;

import org.jspecify.annotations.NullMarked;
