package io.agentaiops.alertrouter.silence;

/** Fired, inside the transaction, when a silence was set, changed or ended: alerts may change their state. */
public record SilencesChanged() {}
