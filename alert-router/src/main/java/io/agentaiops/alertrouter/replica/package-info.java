/**
 * Which replicas of this service live. Each holds a lease that it renews; what one that died had claimed is free again
 * within seconds.
 */
@NullMarked
package io.agentaiops.alertrouter.replica;

import org.jspecify.annotations.NullMarked;
