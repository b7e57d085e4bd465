package io.agentaiops.alertrouter.grouping;

/** Fired, inside the transaction, when groups got another time at which they speak. */
public record GroupsScheduled() {}
