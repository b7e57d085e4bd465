/** The way back: {@link io.agentaiops.opsscheduler.restore.DatabaseLoad} brings schemas into a database, {@link io.agentaiops.opsscheduler.restore.ScratchProof} does so in a scratch database and compares row by row, {@link io.agentaiops.opsscheduler.restore.RestoreMain} is the program that the launcher runs while the services are stopped. */
@NullMarked
package io.agentaiops.opsscheduler.restore;

import org.jspecify.annotations.NullMarked;
