/**
 * Decides whether a command line may run. {@link io.agentaiops.toolrunner.policy.CommandPolicy} reads its rules from
 * {@code policy.yaml}: what is not written there is denied, and any error while judging means denied. Nothing here
 * starts a process.
 */
@NullMarked
package io.agentaiops.toolrunner.policy;

import org.jspecify.annotations.NullMarked;
