package io.agentaiops.alertrouter.config;

/** Fired when another configuration holds: alerts may belong to other groups. */
public record ConfigReloaded() {}
