package io.agentaiops.alertrouter.replica;

/**
 * Fired after a replica was removed from those that live.
 *
 * @param self whether it is this one, which lives on under another name: what it had claimed is no longer its own
 */
public record ReplicasChanged(boolean self) {}
